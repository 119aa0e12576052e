#include "formats/pdfa/operators.h"

#include <algorithm>
#include <unordered_map>

namespace facteur::formats::pdfa {
namespace {

// Words, separated by spaces, that mean the same here.
struct Group {
  Operator what;
  std::string_view words;
};

constexpr Group groups[] = {
    {Operator::nothing, "w J j M d i cm m l c v y h re n W W* BT ET Tc Tw Tz TL Ts Td TD Tm T* d0"},
    {Operator::nothing, "MP DP BMC BDC EMC BX EX ID EI"},
    {Operator::save, "q"},
    {Operator::restore, "Q"},
    {Operator::graphics_state, "gs"},
    {Operator::xobject, "Do"},
    {Operator::shading, "sh"},
    {Operator::intent, "ri"},
    {Operator::inline_image, "BI"},
    {Operator::fill_space, "cs"},
    {Operator::stroke_space, "CS"},
    {Operator::fill_gray, "g"},
    {Operator::stroke_gray, "G"},
    {Operator::fill_rgb, "rg"},
    {Operator::stroke_rgb, "RG"},
    {Operator::fill_cmyk, "k"},
    {Operator::stroke_cmyk, "K"},
    {Operator::fill_colour, "sc scn"},
    {Operator::stroke_colour, "SC SCN"},
    {Operator::fill, "f F f*"},
    {Operator::stroke, "S s"},
    {Operator::fill_and_stroke, "B B* b b*"},
    {Operator::font, "Tf"},
    {Operator::text_mode, "Tr"},
    {Operator::text, "Tj TJ ' \""},
    {Operator::glyph_shape, "d1"},
};

std::unordered_map<std::string_view, Operator> make_table() {
  std::unordered_map<std::string_view, Operator> table;
  for (const Group& group : groups) {
    for (std::string_view words = group.words; !words.empty();) {
      const std::size_t end = std::min(words.find(' '), words.size());
      table.emplace(words.substr(0, end), group.what);
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  }
  return table;
}

}  // namespace

std::optional<Operator> operator_of(std::string_view word) {
  static const auto table = make_table();
  const auto found = table.find(word);
  if (found == table.end()) return std::nullopt;
  return found->second;
}

}  // namespace facteur::formats::pdfa
