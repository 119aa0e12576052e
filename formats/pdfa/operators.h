// The operators of content streams (ISO 32000-1, annex A), by what they mean to the rules.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace facteur::formats::pdfa {

enum class Operator : std::uint8_t {
  nothing,  // known, and nothing is asked of it
  save,
  restore,
  graphics_state,
  xobject,
  shading,
  intent,
  inline_image,
  // Colour, from here ...
  fill_space,
  stroke_space,
  fill_gray,
  stroke_gray,
  fill_rgb,
  stroke_rgb,
  fill_cmyk,
  stroke_cmyk,
  fill_colour,
  stroke_colour,
  fill,
  stroke,
  fill_and_stroke,  // ... to here
  // Text, from here on.
  font,
  text_mode,
  text,
  glyph_shape,
};

// Nothing when there is no such operator.
std::optional<Operator> operator_of(std::string_view word);

}  // namespace facteur::formats::pdfa
