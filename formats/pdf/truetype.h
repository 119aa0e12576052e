// A TrueType font (ISO/IEC 14496-22, `glyf` outlines): which characters it draws, how wide they
// are, and the part of it that a document embeds.
//
// Knows the Basic Multilingual Plane. Read-only after construction, so safe from several threads.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace facteur::formats::pdf {

// What a font descriptor says of a font (ISO 32000-1 §9.8.1); lengths in thousandths of its size.
struct FontMeasures {
  std::string name;  // PostScript
  std::array<int, 4> box{};
  int ascent = 0, descent = 0, cap_height = 0;
  double italic_angle = 0;  // degrees, counter-clockwise
};

// A font file of some of the glyphs: what PDF asks of a CIDFontType2 program (§9.9), without hints.
struct FontSubset {
  std::string file;
  std::vector<std::uint16_t> glyphs;  // in `file`, one for each character that was asked for
};

class TrueTypeFont {
 public:
  // Takes the bytes of a .ttf file. Throws std::runtime_error when they are not a font that can be
  // used. The file is the operator's, not a stranger's: what is checked is that it is whole.
  explicit TrueTypeFont(std::string bytes);

  bool draws(char32_t character) const;
  // In thousandths of the font size, as in PDF (§9.2.4); 0 for what it does not draw.
  int advance(char32_t character) const;

  const FontMeasures& measures() const { return measures_; }
  // Each character is one that the font draws. The same characters give the same bytes.
  FontSubset subset(const std::vector<char16_t>& characters) const;

 private:
  std::string bytes_;
  FontMeasures measures_;
  std::vector<std::uint16_t> glyphs_;    // by code point; 0 for what it does not draw
  std::vector<std::uint16_t> advances_;  // by code point, in thousandths
};

// Loaded once, used by any number of documents at the same time.
struct FontPair {
  TrueTypeFont regular, bold;
};

}  // namespace facteur::formats::pdf
