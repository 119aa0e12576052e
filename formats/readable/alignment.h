// What pages and web pages both need to know of figures below each other, and of a QR code. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/readable/sheet.h"

namespace facteur::formats::readable {

// A number as a language writes it, with nothing behind it: "-1 234,50".
bool is_figure(std::string_view text);

constexpr char decimal_sign(bool french) {
  return french ? ',' : '.';
}

// The part of a figure from its decimal sign on; empty for a whole number.
std::string_view fraction_of(std::string_view figure, char sign);

// For each column that is aligned on the decimal sign: the digits of its longest fraction; 0 for
// the others.
std::vector<std::size_t> decimals_of(const Table& table, char sign);

// Blanks as wide as what a figure lacks of so many decimals: U+2008 for the sign, U+2007 for a
// digit.
std::string padding_to(std::size_t decimals, std::string_view figure, char sign);

// Dark modules that stand side by side.
struct Run {
  int x, y, length;
};
std::vector<Run> dark_runs(const QrCode& code);

}  // namespace facteur::formats::readable
