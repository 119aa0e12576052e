// A TrueType font (ISO/IEC 14496-22, `glyf` outlines), as far as PDF needs it: which glyph draws a
// character, how wide it is, and a copy that holds only the glyphs in use.
//
// Knows the Basic Multilingual Plane. Read-only after construction, so safe from several threads.
// Lengths are in thousandths of the font size, as in PDF (ISO 32000-1 §9.2.4).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::formats::pdf {

using Glyph = std::uint16_t;

class TrueTypeFont {
 public:
  // Takes the bytes of a .ttf file. Throws std::runtime_error when they are not a font that can be
  // used: no offset read from the file is trusted.
  explicit TrueTypeFont(std::string bytes);

  Glyph glyph(char32_t character) const;  // 0, the "missing" glyph, when the font lacks it
  int advance(Glyph glyph) const;

  struct Metrics {
    int ascent, descent, cap_height;  // descent is negative
    int box[4];                       // left, bottom, right, top of all glyphs
  };
  const Metrics& metrics() const { return metrics_; }

  // A font file in which `glyphs`, and those that they are composed of, keep their numbers and
  // outlines; all others are empty.
  std::string subset(std::set<Glyph> glyphs) const;

 private:
  std::string_view table(std::string_view tag) const;  // throws when missing
  std::string_view outline(Glyph glyph) const;
  void read_tables();
  void read_characters();
  void read_segments(std::string_view map);
  void read_metrics();
  void add_components(std::set<Glyph>& glyphs) const;
  int thousandths(int units) const { return units * 1000 / units_per_em_; }

  std::string bytes_;
  std::map<std::string_view, std::string_view> tables_;
  std::vector<Glyph> characters_;        // by code point
  std::vector<std::uint16_t> advances_;  // font units, by glyph
  std::size_t glyph_count_ = 0;
  bool long_offsets_ = false;  // of `loca`
  int units_per_em_ = 1000;
  Metrics metrics_{};
};

}  // namespace facteur::formats::pdf
