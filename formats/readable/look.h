// How the documents of a company look: its colour and its logo. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formats/pdf/picture.h"

namespace facteur::formats::readable {

struct Look {
  std::uint32_t accent = 0x0B4F6C;  // RGB: of titles and headings, on white
  std::optional<pdf::Picture> logo;
};

// "#0B4F6C"; nothing for anything else.
std::optional<std::uint32_t> parse_colour(std::string_view text);

// Of text in this colour on white, in hundredths: 100 (the same) to 2100 (WCAG 2.2, "contrast
// ratio").
int contrast_on_white(std::uint32_t colour);
// What WCAG 2.2 asks for on level AA (success criterion 1.4.3).
inline constexpr int least_contrast = 450;

}  // namespace facteur::formats::readable
