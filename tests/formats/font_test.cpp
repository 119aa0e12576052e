#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <optional>

#include "formats/pdf/sfnt.h"
#include "formats/pdf/truetype.h"

using namespace facteur::formats::pdf;

namespace {

// Liberation Sans, where Debian's fonts-liberation2 puts it; null when it is not installed.
const TrueTypeFont* liberation() {
  static const auto font = []() -> std::optional<TrueTypeFont> {
    std::ifstream in("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
                     std::ios::binary);
    if (!in) return std::nullopt;
    return TrueTypeFont(std::string(std::istreambuf_iterator<char>(in), {}));
  }();
  if (!font) WARN("fonts-liberation2 is not installed");
  return font ? &*font : nullptr;
}

std::uint32_t sum(std::string_view bytes) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 4) sum += sfnt::u32(bytes, at);
  return sum;
}

}  // namespace

TEST_CASE("a subset holds the glyphs that were asked for, with their parts") {
  if (!liberation()) return;
  const std::vector<char16_t> characters{u' ', u'A', u'é', u'€', u'Ω', u'Ж'};
  const FontSubset subset = liberation()->subset(characters);
  REQUIRE(subset.glyphs.size() == characters.size());
  const auto tables = sfnt::tables_of(subset.file);
  const std::size_t glyphs = sfnt::u16(tables.at("maxp"), 4);
  CHECK(glyphs >= characters.size() + 1);  // .notdef, and what é is put together from
  CHECK(glyphs <= characters.size() + 3);
  CHECK(tables.at("loca").size() == 4 * (glyphs + 1));
  for (std::size_t i = 0; i < characters.size(); ++i) {
    CAPTURE(i);
    const std::uint16_t glyph = subset.glyphs[i];
    CHECK(glyph != 0);
    const double em = sfnt::u16(tables.at("head"), 18);
    const double advance = sfnt::u16(tables.at("hmtx"), 4 * std::size_t(glyph)) * 1000 / em;
    CHECK(advance == Approx(liberation()->advance(characters[i])).margin(0.5));
    CHECK(sfnt::outline(tables, glyph).empty() == (characters[i] == u' '));
  }
}

TEST_CASE("a subset carries its sums") {
  if (!liberation()) return;
  const FontSubset subset = liberation()->subset({u'a'});
  CHECK(subset.file.size() % 4 == 0);
  CHECK(sum(subset.file) == 0xB1B0AFBA);
}

TEST_CASE("a subset of everything that a font draws can be read to the end") {
  if (!liberation()) return;
  std::vector<char16_t> characters;
  for (char32_t c = 0; c < 0x10000; ++c)
    if (liberation()->draws(c)) characters.push_back(char16_t(c));
  CHECK(characters.size() > 2000);
  const FontSubset subset = liberation()->subset(characters);
  const auto tables = sfnt::tables_of(subset.file);
  const std::uint16_t glyphs = sfnt::u16(tables.at("maxp"), 4);
  std::size_t size = 0;
  for (std::uint16_t glyph = 0; glyph < glyphs; ++glyph)
    size += sfnt::outline(tables, glyph).size();
  CHECK(size == tables.at("glyf").size());
}

TEST_CASE("the same characters give the same subset") {
  if (!liberation()) return;
  CHECK(liberation()->subset({u'x', u'ç'}).file == liberation()->subset({u'x', u'ç'}).file);
}
