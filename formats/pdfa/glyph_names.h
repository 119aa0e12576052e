// Names of glyphs, in Latin: which codes, characters and strings of CFF they stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace facteur::formats::pdfa {

enum class BaseEncoding : std::uint8_t { standard, mac_roman, win_ansi };

// Empty where the encoding has nothing.
std::string_view name_in(BaseEncoding encoding, unsigned code);

// The character of a name that is known here or spells it, "uni20AC". Nothing does not mean that
// there is none.
std::optional<char32_t> character_of(std::string_view name);

std::optional<unsigned> mac_code_of(std::string_view name);

// String `number` of the standard strings of CFF. Empty from 229 on, where expert sets begin.
std::string_view cff_string(std::size_t number);

}  // namespace facteur::formats::pdfa
