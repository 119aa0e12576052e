#include "formats/pdf/truetype.h"

#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "formats/pdf/haru.h"

namespace facteur::formats::pdf {
namespace {

constexpr std::uint16_t not_drawn = 0xFFFF;

[[noreturn]] void unusable(const char* why) {
  throw std::runtime_error(std::string("the font cannot be used: ") + why);
}

std::size_t u16(std::string_view bytes, std::size_t at) {
  if (at + 2 > bytes.size()) unusable("it ends too early");
  return std::size_t((std::uint8_t(bytes[at]) << 8) | std::uint8_t(bytes[at + 1]));
}

std::size_t u32(std::string_view bytes, std::size_t at) {
  return u16(bytes, at) << 16 | u16(bytes, at + 2);
}

using Tables = std::map<std::string_view, std::string_view>;

Tables tables_of(std::string_view bytes) {
  if (u32(bytes, 0) != 0x00010000) unusable("it is not TrueType");
  Tables tables;
  for (std::size_t i = 0, row = 12; i < u16(bytes, 4); ++i, row += 16) {
    const std::size_t offset = u32(bytes, row + 8), length = u32(bytes, row + 12);
    if (offset > bytes.size() || length > bytes.size() - offset) unusable("it ends too early");
    tables[bytes.substr(row, 4)] = bytes.substr(offset, length);
  }
  return tables;
}

// libharu 2.3.0 reads on where a table ends too early, and divides by what it found: sizes and
// counts are compared here first.
void check_whole(std::string_view bytes) {
  Tables tables = tables_of(bytes);
  for (const char* needed :
       {"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "name", "OS/2"})
    if (tables[needed].empty()) unusable("a table is missing");
  if (u16(tables["head"], 18) == 0) unusable("it has no size");
  const bool long_offsets = u16(tables["head"], 50) != 0;
  const std::size_t glyphs = u16(tables["maxp"], 4), measured = u16(tables["hhea"], 34);
  if (measured == 0 || measured > glyphs) unusable("its glyphs have no widths");
  if (tables["hmtx"].size() < 2 * (glyphs + measured)) unusable("its glyphs have no widths");
  if (tables["loca"].size() < (long_offsets ? 4 : 2) * (glyphs + 1))
    unusable("its glyphs have no outlines");
}

}  // namespace

TrueTypeFont::TrueTypeFont(std::string bytes) : bytes_(std::move(bytes)) {
  check_whole(bytes_);
  const HaruDocument scratch;
  const HPDF_FontDef font = scratch.load_font(bytes_);
  advances_.assign(0x10000, not_drawn);
  for (std::size_t c = 0; c < 0xFFFF; ++c)
    if (const auto glyph = HPDF_TTFontDef_GetGlyphid(font, HPDF_UINT16(c)))
      advances_[c] = std::uint16_t(HPDF_TTFontDef_GetGidWidth(font, glyph));
  scratch.check();
  if (!draws(U'?')) unusable("it has no Unicode character map");
}

bool TrueTypeFont::draws(char32_t character) const {
  return character < advances_.size() && advances_[character] != not_drawn;
}

int TrueTypeFont::advance(char32_t character) const {
  return draws(character) ? advances_[character] : 0;
}

}  // namespace facteur::formats::pdf
