// An embedded CFF program (Adobe technical notes 5176 and 5177), as far as PDF/A asks it: which
// names or CIDs have a glyph, how codes are encoded, how wide glyphs are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::formats::pdfa {

class CffProgram {
 public:
  // `bytes` must outlive the program. Nothing when it cannot be read.
  static std::optional<CffProgram> read(std::string_view bytes);

  bool is_cid_keyed() const { return cid_keyed_; }
  std::size_t glyphs() const { return charstrings_.size(); }
  // Of a program with names. Nothing when there is none; the glyph .notdef is 0.
  std::optional<std::size_t> glyph_named(std::string_view name) const;
  // Are all names known? Those of expert sets are not.
  bool names_are_known() const { return names_known_; }
  const std::vector<std::string>& names() const { return names_; }
  // Of a CID-keyed one. Nothing when there is none.
  std::optional<std::size_t> glyph_of_cid(std::uint32_t cid) const;
  // The CIDs of all glyphs but the first.
  const std::map<std::uint32_t, std::size_t>& cids() const { return cids_; }
  // The name that its own encoding gives a code; empty when none, or when it is not known.
  std::string_view name_of_code(unsigned code) const;

  // In thousandths of the em. Nothing when the charstring is too odd to tell.
  std::optional<double> width(std::size_t glyph) const;

 private:
  class Reader;
  // What a private dictionary says of widths and subroutines.
  struct Private {
    double default_width = 0;
    double nominal_width = 0;
    std::vector<std::string_view> subroutines;
  };

  bool cid_keyed_ = false;
  bool names_known_ = true;
  double scale_ = 1;  // from units of the program to thousandths
  std::vector<std::string_view> charstrings_;
  std::vector<std::string_view> global_subroutines_;
  std::vector<std::string> names_;  // by glyph; empty for unknown ones
  std::map<std::uint32_t, std::size_t> cids_;
  std::map<unsigned, std::size_t> codes_;  // glyphs by code, of an encoding of its own
  bool standard_encoding_ = false;
  std::vector<Private> privates_;
  std::vector<std::uint8_t> selected_;  // which of them, by glyph; empty: the first
};

}  // namespace facteur::formats::pdfa
