#include "formats/pdf/truetype.h"

#include <algorithm>
#include <utility>

#include "formats/pdf/sfnt.h"

namespace facteur::formats::pdf {
namespace {

using namespace sfnt;

constexpr std::size_t plane = 0x10000;  // code points of the Basic Multilingual Plane

constexpr const char* needed[] = {"head", "hhea", "maxp", "hmtx", "loca",
                                  "glyf", "cmap", "name", "OS/2", "post"};

void check_whole(const Tables& tables) {
  for (const char* name : needed)
    if (!tables.contains(name) || tables.at(name).empty()) unusable("a table is missing");
  if (u16(tables.at("head"), 18) == 0) unusable("it has no size");
  const bool long_offsets = u16(tables.at("head"), 50) != 0;
  const std::size_t glyphs = u16(tables.at("maxp"), 4), measured = u16(tables.at("hhea"), 34);
  if (measured == 0 || measured > glyphs || tables.at("hmtx").size() < 2 * (glyphs + measured))
    unusable("its glyphs have no widths");
  if (tables.at("loca").size() < (long_offsets ? 4 : 2) * (glyphs + 1))
    unusable("its glyphs have no outlines");
  constexpr unsigned restricted = 0x0002, whole_only = 0x0100, bitmaps_only = 0x0200;
  if ((u16(tables.at("OS/2"), 8) & (restricted | whole_only | bitmaps_only)) != 0)
    unusable("its licence does not let a document embed a part of it");
}

// The subtable for Unicode's Basic Multilingual Plane: platform 3, encoding 1, format 4.
std::string_view unicode_map(std::string_view cmap) {
  for (std::size_t i = 0, row = 4; i < u16(cmap, 2); ++i, row += 8) {
    if (u16(cmap, row) != 3 || u16(cmap, row + 2) != 1) continue;
    const std::size_t offset = u32(cmap, row + 4);
    if (offset > cmap.size()) unusable("it ends too early");
    const std::string_view map = cmap.substr(offset);
    if (u16(map, 0) == 4) return map;
  }
  unusable("it has no Unicode character map");
}

// Format 4: segments of code points, each with a shift or with a list of glyphs.
std::vector<std::uint16_t> glyphs_by_code_point(std::string_view cmap, std::size_t glyph_count) {
  const std::string_view map = unicode_map(cmap);
  const std::size_t doubled = u16(map, 6);  // number of segments, times two
  std::vector<std::uint16_t> glyphs(plane, 0);
  for (std::size_t i = 0; i < doubled; i += 2) {
    const std::size_t last = u16(map, 14 + i), first = u16(map, 16 + doubled + i);
    const unsigned shift = u16(map, 16 + 2 * doubled + i);
    const std::size_t list_place = 16 + 3 * doubled + i, list = u16(map, list_place);
    for (std::size_t c = first; c <= last && c != 0xFFFF; ++c) {
      unsigned glyph = unsigned(c);
      if (list != 0) glyph = u16(map, list_place + list + 2 * (c - first));
      if (list == 0 || glyph != 0) glyph = (glyph + shift) & 0xFFFF;
      if (glyph < glyph_count) glyphs[c] = std::uint16_t(glyph);
    }
  }
  return glyphs;
}

std::uint16_t advance_of(const Tables& tables, std::size_t glyph) {
  const std::size_t measured = u16(tables.at("hhea"), 34);
  return u16(tables.at("hmtx"), 4 * std::min(glyph, measured - 1));
}

int thousandths(int units, int units_per_em) {
  const int half = units < 0 ? -units_per_em / 2 : units_per_em / 2;
  return (units * 1000 + half) / units_per_em;
}

// Name 6, in UTF-16 of letters that PostScript allows.
std::string postscript_name(std::string_view names) {
  const std::size_t strings = u16(names, 4);
  for (std::size_t i = 0, row = 6; i < u16(names, 2); ++i, row += 12) {
    if (u16(names, row) != 3 || u16(names, row + 6) != 6) continue;
    std::string name;
    const std::size_t length = u16(names, row + 8), offset = strings + u16(names, row + 10);
    for (std::size_t at = 0; at < length; at += 2) name += char(u16(names, offset + at) & 0x7F);
    return name;
  }
  unusable("it has no name");
}

FontMeasures measures_of(const Tables& tables) {
  const std::string_view head = tables.at("head"), os2 = tables.at("OS/2");
  const int em = u16(head, 18);
  FontMeasures measures;
  measures.name = postscript_name(tables.at("name"));
  for (std::size_t i = 0; i < 4; ++i) measures.box[i] = thousandths(i16(head, 36 + 2 * i), em);
  measures.ascent = thousandths(i16(tables.at("hhea"), 4), em);
  measures.descent = thousandths(i16(tables.at("hhea"), 6), em);
  const bool knows_capitals = u16(os2, 0) >= 2;
  measures.cap_height = knows_capitals ? thousandths(i16(os2, 88), em) : measures.ascent;
  measures.italic_angle = double(std::int32_t(u32(tables.at("post"), 4))) / 65536;
  return measures;
}

}  // namespace

namespace sfnt {

Tables tables_of(std::string_view file) {
  if (u32(file, 0) != 0x00010000) unusable("it is not TrueType");
  Tables tables;
  for (std::size_t i = 0, row = 12; i < u16(file, 4); ++i, row += 16) {
    const std::size_t offset = u32(file, row + 8), length = u32(file, row + 12);
    if (offset > file.size() || length > file.size() - offset) unusable("it ends too early");
    tables[file.substr(row, 4)] = file.substr(offset, length);
  }
  return tables;
}

std::string_view outline(const Tables& tables, std::uint16_t glyph) {
  const std::string_view loca = tables.at("loca"), glyf = tables.at("glyf");
  const bool long_offsets = u16(tables.at("head"), 50) != 0;
  const auto place = [&](std::size_t index) {
    return long_offsets ? u32(loca, 4 * index) : std::uint32_t(2 * u16(loca, 2 * index));
  };
  const std::size_t from = place(glyph), to = place(std::size_t(glyph) + 1);
  if (from > to || to > glyf.size()) unusable("its glyphs have no outlines");
  return glyf.substr(from, to - from);
}

}  // namespace sfnt

TrueTypeFont::TrueTypeFont(std::string bytes) : bytes_(std::move(bytes)) {
  const Tables tables = tables_of(bytes_);
  check_whole(tables);
  measures_ = measures_of(tables);
  glyphs_ = glyphs_by_code_point(tables.at("cmap"), u16(tables.at("maxp"), 4));
  const int em = u16(tables.at("head"), 18);
  advances_.assign(plane, 0);
  for (std::size_t c = 0; c < plane; ++c)
    if (glyphs_[c] != 0)
      advances_[c] = std::uint16_t(thousandths(advance_of(tables, glyphs_[c]), em));
  if (!draws(U'?')) unusable("it has no Unicode character map");
}

bool TrueTypeFont::draws(char32_t character) const {
  return character < glyphs_.size() && glyphs_[character] != 0;
}

int TrueTypeFont::advance(char32_t character) const {
  return character < advances_.size() ? advances_[character] : 0;
}

}  // namespace facteur::formats::pdf
