// The part of a font that a document embeds: the outlines it draws, numbered anew.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "formats/pdf/sfnt.h"
#include "formats/pdf/truetype.h"

namespace facteur::formats::pdf {
namespace {

using namespace sfnt;

// Flags of a part of a composite glyph (ISO/IEC 14496-22, table `glyf`).
constexpr unsigned word_arguments = 0x0001, one_scale = 0x0008, more_parts = 0x0020,
                   two_scales = 0x0040, matrix = 0x0080, has_hints = 0x0100;

std::size_t size_of_part(unsigned flags) {
  const std::size_t arguments = (flags & word_arguments) != 0 ? 4 : 2;
  const std::size_t transformation = (flags & matrix) != 0       ? 8
                                     : (flags & two_scales) != 0 ? 4
                                     : (flags & one_scale) != 0  ? 2
                                                                 : 0;
  return 4 + arguments + transformation;
}

// Glyphs in the order in which they are asked for; the first is .notdef, which a font must have.
class Numbering {
 public:
  std::uint16_t number(std::uint16_t glyph) {
    const auto [found, added] = numbers_.try_emplace(glyph, std::uint16_t(glyphs_.size()));
    if (added) glyphs_.push_back(glyph);
    return found->second;
  }
  std::size_t size() const { return glyphs_.size(); }
  std::uint16_t operator[](std::size_t index) const { return glyphs_[index]; }

 private:
  std::vector<std::uint16_t> glyphs_{0};
  std::unordered_map<std::uint16_t, std::uint16_t> numbers_{{0, 0}};
};

std::string simple_without_hints(std::string_view glyph, std::size_t contours) {
  const std::size_t hints = 10 + 2 * contours, points = hints + 2 + u16(glyph, hints);
  if (points > glyph.size()) unusable("an outline ends too early");
  std::string out(glyph.substr(0, hints));
  put_u16(out, 0);
  return out += glyph.substr(points);
}

// Parts are glyphs too, which come into the subset by being numbered.
std::string composite_without_hints(std::string_view glyph, Numbering& numbering) {
  std::string out(glyph.substr(0, 10));
  std::size_t at = 10;
  for (unsigned flags = more_parts; (flags & more_parts) != 0;) {
    flags = u16(glyph, at);
    const std::size_t size = size_of_part(flags);
    if (size > glyph.size() - at) unusable("an outline ends too early");
    put_u16(out, flags & ~has_hints);
    put_u16(out, numbering.number(u16(glyph, at + 2)));
    out += glyph.substr(at + 4, size - 4);
    at += size;
  }
  return out;
}

std::string without_hints(std::string_view glyph, Numbering& numbering) {
  if (glyph.empty()) return {};
  const int contours = i16(glyph, 0);
  return contours < 0 ? composite_without_hints(glyph, numbering)
                      : simple_without_hints(glyph, std::size_t(contours));
}

struct Outlines {
  std::string glyf, loca, hmtx;
};

// `numbering` grows while the loop goes over it.
Outlines outlines_of(const Tables& tables, Numbering& numbering) {
  const std::string_view hmtx = tables.at("hmtx");
  const std::size_t measured = u16(tables.at("hhea"), 34);
  const std::size_t glyph_count = u16(tables.at("maxp"), 4);
  Outlines out;
  for (std::size_t i = 0; i < numbering.size(); ++i) {
    const std::uint16_t glyph = numbering[i];
    if (glyph >= glyph_count) unusable("a glyph is missing");
    put_u32(out.loca, std::uint32_t(out.glyf.size()));
    out.glyf += without_hints(outline(tables, glyph), numbering);
    out.glyf.resize((out.glyf.size() + 3) / 4 * 4);
    const std::size_t last = measured - 1;
    put_u16(out.hmtx, u16(hmtx, 4 * std::min<std::size_t>(glyph, last)));
    put_u16(out.hmtx, glyph <= last ? u16(hmtx, 4 * std::size_t(glyph) + 2)
                                    : u16(hmtx, 4 * measured + 2 * (glyph - measured)));
  }
  put_u32(out.loca, std::uint32_t(out.glyf.size()));
  return out;
}

std::uint32_t checksum(std::string_view padded) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < padded.size(); at += 4) sum += u32(padded, at);
  return sum;
}

// `tables` in the order of their names, as the directory must be.
std::string file_of(std::vector<std::pair<const char*, std::string>>&& tables) {
  unsigned power = 1, exponent = 0;  // the directory prepares a binary search
  for (; 2 * power <= tables.size(); power *= 2) ++exponent;
  std::string directory, body;
  put_u32(directory, 0x00010000);
  put_u16(directory, std::uint32_t(tables.size()));
  put_u16(directory, 16 * power);
  put_u16(directory, exponent);
  put_u16(directory, std::uint32_t(16 * (tables.size() - power)));
  const std::size_t start = 12 + 16 * tables.size();
  std::size_t head = 0;
  for (auto& [name, bytes] : tables) {
    if (std::string_view(name) == "head") head = start + body.size();
    const std::size_t size = bytes.size();
    bytes.resize((size + 3) / 4 * 4);
    directory += name;
    put_u32(directory, checksum(bytes));
    put_u32(directory, std::uint32_t(start + body.size()));
    put_u32(directory, std::uint32_t(size));
    body += bytes;
  }
  std::string file = directory + body;
  constexpr std::uint32_t whole = 0xB1B0AFBA;  // what the whole file is to sum up to
  const std::uint32_t adjustment = whole - checksum(file);
  set_u16(file, head + 8, adjustment >> 16);
  set_u16(file, head + 10, adjustment & 0xFFFF);
  return file;
}

}  // namespace

FontSubset TrueTypeFont::subset(const std::vector<char16_t>& characters) const {
  const Tables tables = tables_of(bytes_);
  Numbering numbering;
  FontSubset subset;
  for (const char16_t c : characters) subset.glyphs.push_back(numbering.number(glyphs_[c]));
  Outlines outlines = outlines_of(tables, numbering);

  std::string head(tables.at("head")), hhea(tables.at("hhea")), maxp(tables.at("maxp"));
  set_u16(head, 8, 0);  // the sum over the file, which is not known yet
  set_u16(head, 10, 0);
  set_u16(head, 50, 1);  // long offsets
  set_u16(hhea, 34, std::uint32_t(numbering.size()));
  set_u16(maxp, 4, std::uint32_t(numbering.size()));
  subset.file = file_of({{"glyf", std::move(outlines.glyf)},
                         {"head", std::move(head)},
                         {"hhea", std::move(hhea)},
                         {"hmtx", std::move(outlines.hmtx)},
                         {"loca", std::move(outlines.loca)},
                         {"maxp", std::move(maxp)}});
  return subset;
}

}  // namespace facteur::formats::pdf
