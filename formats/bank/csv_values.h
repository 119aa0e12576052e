// Dates and amounts as CSV files write them.
#pragma once

#include <optional>
#include <string_view>

#include "formats/civil_date.h"
#include "formats/decimal.h"

namespace facteur::formats::bank {

// `format` is made of D, M and Y for digits; any other character stands for itself. Two digits of a
// year are of this century. An ISO time of day behind the date is passed over.
std::optional<Date> parse_csv_date(std::string_view text, std::string_view format);

// Blanks, apostrophes, and the other one of "," and "." between groups of three digits part
// thousands; a sign may stand before or behind, a currency sign behind.
std::optional<Decimal> parse_csv_amount(std::string_view text, char decimal_sign);

}  // namespace facteur::formats::bank
