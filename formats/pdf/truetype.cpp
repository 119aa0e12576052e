#include "formats/pdf/truetype.h"

#include <algorithm>
#include <stdexcept>

namespace facteur::formats::pdf {
namespace {

[[noreturn]] void unusable(const char* why) {
  throw std::runtime_error(std::string("the font cannot be used: ") + why);
}

std::string_view slice(std::string_view bytes, std::size_t offset, std::size_t size) {
  if (offset > bytes.size() || size > bytes.size() - offset) unusable("it ends too early");
  return bytes.substr(offset, size);
}

unsigned u16(std::string_view bytes, std::size_t offset) {
  const auto two = slice(bytes, offset, 2);
  return unsigned(static_cast<unsigned char>(two[0])) << 8 | static_cast<unsigned char>(two[1]);
}

int s16(std::string_view bytes, std::size_t offset) {
  return static_cast<std::int16_t>(u16(bytes, offset));
}

std::uint32_t u32(std::string_view bytes, std::size_t offset) {
  return std::uint32_t(u16(bytes, offset)) << 16 | u16(bytes, offset + 2);
}

void put16(std::string& out, std::uint32_t value) {
  out.push_back(static_cast<char>(value >> 8 & 0xFF));
  out.push_back(static_cast<char>(value & 0xFF));
}

void put32(std::string& out, std::uint32_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xFFFF);
}

void patch(std::string& bytes, std::size_t offset, std::string_view value) {
  if (offset + value.size() > bytes.size()) unusable("a table is too short");
  bytes.replace(offset, value.size(), value);
}

std::string be16(std::uint32_t value) {
  std::string two;
  put16(two, value);
  return two;
}

void pad_to_four(std::string& bytes) {
  bytes.resize((bytes.size() + 3) / 4 * 4, '\0');
}

// Sum of big-endian 32-bit words; `padded` has a size that is a multiple of four.
std::uint32_t checksum(std::string_view padded) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < padded.size(); i += 4) sum += u32(padded, i);
  return sum;
}

constexpr std::size_t checksum_adjustment = 8;  // its offset in `head`

// Lays tables out behind their directory (ISO/IEC 14496-22 §4.5).
std::string font_file(const std::map<std::string_view, std::string>& tables) {
  const auto count = std::uint32_t(tables.size());
  std::uint32_t power = 1, log = 0;
  for (; power * 2 <= count; power *= 2) ++log;
  std::string directory, body;
  put32(directory, 0x00010000);
  put16(directory, count);
  put16(directory, power * 16);
  put16(directory, log);
  put16(directory, (count - power) * 16);
  const std::size_t start = 12 + 16 * tables.size();
  std::size_t head = 0;
  for (const auto& [tag, content] : tables) {
    std::string padded = content;
    pad_to_four(padded);
    if (tag == "head") head = start + body.size();
    directory.append(tag);
    put32(directory, checksum(padded));
    put32(directory, std::uint32_t(start + body.size()));
    put32(directory, std::uint32_t(content.size()));
    body += padded;
  }
  std::string file = directory + body;
  std::string adjustment;
  put32(adjustment, 0xB1B0AFBA - checksum(file));
  patch(file, head + checksum_adjustment, adjustment);
  return file;
}

}  // namespace

TrueTypeFont::TrueTypeFont(std::string bytes) : bytes_(std::move(bytes)) {
  read_tables();
  read_metrics();
  read_characters();
}

void TrueTypeFont::read_tables() {
  if (u32(bytes_, 0) != 0x00010000) unusable("it is not TrueType");
  const unsigned count = u16(bytes_, 4);
  for (unsigned i = 0; i < count; ++i) {
    const std::size_t row = 12 + 16 * std::size_t(i);
    const auto tag = slice(bytes_, row, 4);
    tables_[tag] = slice(bytes_, u32(bytes_, row + 8), u32(bytes_, row + 12));
  }
}

std::string_view TrueTypeFont::table(std::string_view tag) const {
  const auto found = tables_.find(tag);
  if (found == tables_.end()) unusable("a table is missing");
  return found->second;
}

void TrueTypeFont::read_metrics() {
  const auto head = table("head");
  units_per_em_ = int(u16(head, 18));
  if (units_per_em_ == 0) unusable("it has no size");
  long_offsets_ = u16(head, 50) != 0;
  glyph_count_ = u16(table("maxp"), 4);
  const std::size_t measured = u16(table("hhea"), 34);
  if (glyph_count_ == 0 || measured == 0) unusable("it has no glyphs");
  const auto widths = table("hmtx");
  advances_.resize(glyph_count_);
  for (std::size_t i = 0; i < glyph_count_; ++i)
    advances_[i] = std::uint16_t(u16(widths, 4 * std::min(i, measured - 1)));

  const auto hhea = table("hhea");
  metrics_.ascent = thousandths(s16(hhea, 4));
  metrics_.descent = thousandths(s16(hhea, 6));
  for (std::size_t i = 0; i < 4; ++i) metrics_.box[i] = thousandths(s16(head, 36 + 2 * i));
  const auto os2 = tables_.find("OS/2");
  const bool has_cap_height = os2 != tables_.end() && os2->second.size() >= 90;
  metrics_.cap_height = has_cap_height ? thousandths(s16(os2->second, 88)) : metrics_.ascent;
}

void TrueTypeFont::read_characters() {
  const auto cmap = table("cmap");
  const unsigned count = u16(cmap, 2);
  for (unsigned i = 0; i < count; ++i) {
    const std::size_t row = 4 + 8 * std::size_t(i);
    const bool windows_unicode = u16(cmap, row) == 3 && u16(cmap, row + 2) == 1;
    if (!windows_unicode) continue;
    const auto map = slice(cmap, u32(cmap, row + 4), 16);
    if (u16(map, 0) == 4) return read_segments(cmap.substr(std::size_t(map.data() - cmap.data())));
  }
  unusable("it has no Unicode character map");
}

// `cmap` format 4: segments of code points with a delta, or an offset into a list of glyphs.
void TrueTypeFont::read_segments(std::string_view map) {
  characters_.assign(0x10000, 0);
  const std::size_t segments = u16(map, 6) / 2;
  const std::size_t ends = 14, starts = ends + 2 * segments + 2, deltas = starts + 2 * segments,
                    offsets = deltas + 2 * segments;
  for (std::size_t i = 0; i < segments; ++i) {
    const unsigned first = u16(map, starts + 2 * i), last = u16(map, ends + 2 * i);
    const unsigned delta = u16(map, deltas + 2 * i), offset = u16(map, offsets + 2 * i);
    for (unsigned c = first; c <= last && c < 0xFFFF; ++c) {
      unsigned glyph = c;
      if (offset != 0) glyph = u16(map, offsets + 2 * i + offset + 2 * std::size_t(c - first));
      if (offset == 0 || glyph != 0) glyph = (glyph + delta) & 0xFFFF;
      if (glyph < glyph_count_) characters_[c] = Glyph(glyph);
    }
  }
}

Glyph TrueTypeFont::glyph(char32_t character) const {
  return character < characters_.size() ? characters_[character] : Glyph(0);
}

int TrueTypeFont::advance(Glyph glyph) const {
  return glyph < glyph_count_ ? thousandths(advances_[glyph]) : 0;
}

std::string_view TrueTypeFont::outline(Glyph glyph) const {
  const auto loca = table("loca");
  const auto offset = [&](std::size_t i) -> std::size_t {
    return long_offsets_ ? u32(loca, 4 * i) : 2 * std::size_t(u16(loca, 2 * i));
  };
  const std::size_t begin = offset(glyph), end = offset(std::size_t(glyph) + 1);
  if (end < begin) unusable("its outlines overlap");
  return slice(table("glyf"), begin, end - begin);
}

void TrueTypeFont::add_components(std::set<Glyph>& glyphs) const {
  constexpr unsigned words = 0x1, scale = 0x8, more = 0x20, two_scales = 0x40, matrix = 0x80;
  std::vector<Glyph> waiting(glyphs.begin(), glyphs.end());
  while (!waiting.empty()) {
    const auto shape = outline(waiting.back());
    waiting.pop_back();
    if (shape.empty() || s16(shape, 0) >= 0) continue;  // not composed of others
    unsigned flags = more;
    for (std::size_t at = 10; flags & more;) {
      flags = u16(shape, at);
      const auto part = Glyph(u16(shape, at + 2));
      if (part < glyph_count_ && glyphs.insert(part).second) waiting.push_back(part);
      at += 4 + (flags & words ? 4 : 2);
      at += flags & matrix ? 8 : flags & two_scales ? 4 : flags & scale ? 2 : 0;
    }
  }
}

std::string TrueTypeFont::subset(std::set<Glyph> glyphs) const {
  glyphs.insert(0);
  std::erase_if(glyphs, [this](Glyph glyph) { return glyph >= glyph_count_; });
  add_components(glyphs);
  const std::uint32_t count = *glyphs.rbegin() + 1u;

  std::map<std::string_view, std::string> kept;
  for (const char* copied : {"head", "hhea", "maxp"}) kept[copied] = table(copied);
  for (const char* hints : {"cvt ", "fpgm", "prep"})
    if (tables_.count(hints)) kept[hints] = table(hints);
  patch(kept["maxp"], 4, be16(count));
  patch(kept["hhea"], 34, be16(count));
  patch(kept["head"], 50, be16(1));
  patch(kept["head"], checksum_adjustment, std::string_view("\0\0\0\0", 4));

  std::string &outlines = kept["glyf"], &offsets = kept["loca"], &widths = kept["hmtx"];
  for (std::uint32_t i = 0; i < count; ++i) {
    const bool used = glyphs.count(Glyph(i)) != 0;
    put32(offsets, std::uint32_t(outlines.size()));
    if (used) outlines += outline(Glyph(i));
    pad_to_four(outlines);
    put16(widths, used ? advances_[i] : 0);
    const auto shape = used ? outline(Glyph(i)) : std::string_view();
    put16(widths, shape.empty() ? 0 : u16(shape, 2));  // left bearing = the outline's left edge
  }
  put32(offsets, std::uint32_t(outlines.size()));
  return font_file(kept);
}

}  // namespace facteur::formats::pdf
