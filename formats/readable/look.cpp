#include "formats/readable/look.h"

#include <charconv>
#include <cmath>

namespace facteur::formats::readable {
namespace {

// A channel of sRGB as light (WCAG 2.2, "relative luminance").
double linear(std::uint32_t channel) {
  const double share = double(channel) / 255;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

}  // namespace

std::optional<std::uint32_t> parse_colour(std::string_view text) {
  std::uint32_t colour = 0;
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 7, colour, 16);
  if (error != std::errc() || end != text.data() + 7) return std::nullopt;
  return colour;
}

int contrast_on_white(std::uint32_t colour) {
  const double luminance = 0.2126 * linear(colour >> 16 & 0xFF) +
                           0.7152 * linear(colour >> 8 & 0xFF) + 0.0722 * linear(colour & 0xFF);
  return int(100 * 1.05 / (luminance + 0.05));
}

}  // namespace facteur::formats::readable
