#include "formats/pdfa/truetype_program.h"

#include <algorithm>

#include "formats/pdfa/font_bytes.h"
#include "formats/pdfa/glyph_names.h"

namespace facteur::formats::pdfa {
namespace {

// Format 4: segments of codes in the Basic Multilingual Plane.
std::uint32_t in_segments(std::string_view map, std::uint32_t code) {
  const std::size_t twice = u16(map, 6);
  for (std::size_t at = 0; at + 1 < twice; at += 2) {
    if (code > u16(map, 14 + at)) continue;
    const std::uint32_t start = u16(map, 16 + twice + at);
    if (code < start) return 0;
    const std::uint32_t delta = u16(map, 16 + 2 * twice + at);
    const std::size_t offset_at = 16 + 3 * twice + at;
    const std::size_t offset = u16(map, offset_at);
    if (offset == 0) return (code + delta) & 0xFFFF;
    const std::uint32_t glyph = u16(map, offset_at + offset + 2 * (code - start));
    return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
  }
  return 0;
}

// Format 12: groups of any codes.
std::uint32_t in_groups(std::string_view map, std::uint32_t code) {
  const std::size_t count = std::min<std::size_t>(u32(map, 12), map.size() / 12);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = 16 + 12 * i;
    if (code >= u32(map, at) && code <= u32(map, at + 4))
      return u32(map, at + 8) + code - u32(map, at);
  }
  return 0;
}

std::uint32_t look_up(std::string_view map, std::uint32_t code) {
  switch (u16(map, 0)) {
    case 0:
      return code < 256 ? big_endian(map, 6 + code, 1) : 0;
    case 4:
      return code <= 0xFFFF ? in_segments(map, code) : 0;
    case 6: {
      const std::uint32_t first = u16(map, 6);
      const bool inside = code >= first && code - first < u16(map, 8);
      return inside ? u16(map, 10 + 2 * (code - first)) : 0;
    }
    case 12:
      return in_groups(map, code);
    default:
      return 0;
  }
}

std::uint32_t first_code(std::string_view map) {
  switch (u16(map, 0)) {
    case 4:
      return u16(map, 16 + u16(map, 6));
    case 6:
      return u16(map, 6);
    case 12:
      return u32(map, 16);
    default:
      return 0;
  }
}

}  // namespace

std::string_view sfnt_table(std::string_view font, std::string_view tag) {
  const std::size_t count = u16(font, 4);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = 12 + 16 * i;
    if (part(font, at, 4) == tag) return part(font, u32(font, at + 8), u32(font, at + 12));
  }
  return {};
}

std::optional<TrueTypeProgram> TrueTypeProgram::read(std::string_view bytes) {
  const std::string_view head = sfnt_table(bytes, "head");
  const std::string_view horizontal = sfnt_table(bytes, "hhea");
  const std::string_view profile = sfnt_table(bytes, "maxp");
  TrueTypeProgram program;
  program.metrics_ = sfnt_table(bytes, "hmtx");
  program.post_ = sfnt_table(bytes, "post");
  program.glyphs_ = u16(profile, 4);
  program.metrics_count_ = u16(horizontal, 34);
  program.units_ = u16(head, 18);
  const bool whole = program.units_ > 0 && program.glyphs_ > 0 && program.metrics_count_ > 0 &&
                     program.metrics_.size() >= 4;
  if (!whole) return std::nullopt;
  const std::string_view maps = sfnt_table(bytes, "cmap");
  const std::size_t count = std::min<std::size_t>(u16(maps, 2), 100);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = 4 + 8 * i;
    program.maps_.push_back({u16(maps, at), u16(maps, at + 2), part(maps, u32(maps, at + 4))});
  }
  return program;
}

double TrueTypeProgram::width(std::uint32_t glyph) const {
  const std::size_t row = std::min(glyph, metrics_count_ - 1);
  return u16(metrics_, 4 * row) * 1000.0 / units_;
}

const TrueTypeProgram::Map* TrueTypeProgram::map(unsigned platform, unsigned encoding) const {
  const auto found = std::ranges::find_if(
      maps_, [&](const Map& map) { return map.platform == platform && map.encoding == encoding; });
  return found == maps_.end() ? nullptr : &*found;
}

bool TrueTypeProgram::has_map(unsigned platform, unsigned encoding) const {
  return map(platform, encoding) != nullptr;
}

std::uint32_t TrueTypeProgram::glyph_in(unsigned platform, unsigned encoding,
                                        std::uint32_t code) const {
  const Map* found = map(platform, encoding);
  return found == nullptr ? 0 : look_up(found->bytes, code);
}

std::uint32_t TrueTypeProgram::symbol_base() const {
  const Map* found = map(3, 0);
  return found == nullptr ? 0 : first_code(found->bytes) & 0xFF00;
}

// Format 2: an index for each glyph, below 258 a name of the Macintosh order, else one of its own.
std::uint32_t TrueTypeProgram::glyph_named(std::string_view name) const {
  if (u32(post_, 0) != 0x00020000) return 0;
  const std::uint32_t count = u16(post_, 32);
  std::size_t at = 34 + 2 * std::size_t{count};
  std::uint32_t number = 258;
  for (; at < post_.size(); ++number) {
    const std::size_t size = static_cast<unsigned char>(post_[at]);
    if (part(post_, at + 1, size) == name) break;
    at += 1 + size;
  }
  if (at >= post_.size()) return 0;
  for (std::uint32_t glyph = 0; glyph < count; ++glyph) {
    if (u16(post_, 34 + 2 * std::size_t{glyph}) == number) return glyph;
  }
  return 0;
}

}  // namespace facteur::formats::pdfa
