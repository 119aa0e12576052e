// A font as a document embeds it: the glyphs that its text shows and no others. Included by this
// folder's sources only.
//
// libharu reads a whole TrueType file for each document and lists the widths of all its characters;
// here it only names the font on the page, and its objects are made from what was shown: a
// composite font (ISO 32000-1 §9.7) whose codes are UTF-16.
#pragma once

#include <bitset>
#include <string_view>

#include "formats/pdf/haru.h"
#include "formats/pdf/truetype.h"

namespace facteur::formats::pdf {

// Document and font must outlive it.
class EmbeddedFont {
 public:
  // `tag`: six capital letters, others for each font of a file (§9.6.4).
  EmbeddedFont(const HaruDocument& document, const TrueTypeFont& font, std::string_view tag);

  // Shows text at the page's place for it, between BeginText and EndText. All of it are characters
  // that the font draws.
  void show(HPDF_Page page, double size, std::u16string_view text);

  // Writes the font into the document, when there was text in it; once, after all text.
  void embed();

 private:
  HPDF_Dict descendant(const FontSubset& subset, const std::vector<char16_t>& characters) const;
  HPDF_Dict descriptor(const FontSubset& subset) const;

  const HaruDocument& document_;
  const TrueTypeFont& font_;
  std::string name_;
  std::bitset<0x10000> shown_;
  HPDF_Font object_ = nullptr;  // the document's, once there is text
};

}  // namespace facteur::formats::pdf
