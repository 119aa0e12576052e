// A TrueType font (ISO/IEC 14496-22, `glyf` outlines), as libharu sees it: which characters it
// draws and how wide they are.
//
// Knows the Basic Multilingual Plane. Read-only after construction, so safe from several threads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace facteur::formats::pdf {

class TrueTypeFont {
 public:
  // Takes the bytes of a .ttf file. Throws std::runtime_error when they are not a font that can be
  // used. The file is the operator's, not a stranger's: what is checked here is that it is whole,
  // and libharu reads the rest.
  explicit TrueTypeFont(std::string bytes);

  bool draws(char32_t character) const;
  // In thousandths of the font size, as in PDF (ISO 32000-1 §9.2.4); 0 for what it does not draw.
  int advance(char32_t character) const;

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::vector<std::uint16_t> advances_;  // by code point
};

// Loaded once, used by any number of documents at the same time.
struct FontPair {
  TrueTypeFont regular, bold;
};

}  // namespace facteur::formats::pdf
