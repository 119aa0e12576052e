// From the codes that a page shows to the glyphs of the embedded program (ISO 32000-1, 9.6.6 and
// 9.7.4): whether there is one, how wide it is, whether it is .notdef.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/pdfa/cff_program.h"
#include "formats/pdfa/cmap.h"
#include "formats/pdfa/examination.h"
#include "formats/pdfa/truetype_program.h"
#include "formats/pdfa/type1_program.h"

namespace facteur::formats::pdfa {

// Nothing: it cannot be told.
struct GlyphFacts {
  std::optional<bool> present;
  std::optional<double> width;  // of the program, in thousandths
  bool notdef = false;
};

// The program of a font in the format in which it is embedded. One at most is there.
struct EmbeddedProgram {
  std::unique_ptr<std::string> bytes;  // what the programs look into
  std::optional<TrueTypeProgram> truetype;
  std::optional<CffProgram> cff;
  std::optional<Type1Program> type1;
};

EmbeddedProgram read_program(Examination& on, const Object& descriptor);

// What the Encoding of a simple font says of codes.
class SimpleEncoding {
 public:
  explicit SimpleEncoding(const Object& font);

  bool is_there() const { return there_; }
  bool has_differences() const { return !differences_.empty(); }
  // False when one of them cannot be in the Adobe Glyph List: a number, "g12", or a spelled
  // character, "uni20AC". Most names are not known here, and pass.
  bool has_listed_names() const;
  // The name of a code: of the differences, else of the base encoding that is named. Nothing where
  // neither says anything.
  std::optional<std::string> name(unsigned code) const;

 private:
  bool there_ = false;
  std::string base_;  // "WinAnsiEncoding"; empty for none
  bool is_dictionary_ = false;
  bool truetype_ = false;
  std::vector<std::pair<unsigned, std::string>> differences_;
};

GlyphFacts truetype_glyph(const TrueTypeProgram& program, const SimpleEncoding& encoding,
                          bool symbolic, unsigned code);
GlyphFacts type1_glyph(const EmbeddedProgram& program, const SimpleEncoding& encoding,
                       unsigned code);
// `map`: the stream CIDToGIDMap; empty for Identity.
GlyphFacts cid_glyph(const EmbeddedProgram& program, const std::string& map, std::uint32_t cid);

}  // namespace facteur::formats::pdfa
