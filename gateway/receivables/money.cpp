#include "gateway/receivables/money.h"

#include "formats/decimal.h"

namespace facteur::gateway::receivables {
namespace {

struct Exponent {
  std::string_view currency;
  unsigned decimals;
};

// ISO 4217 currencies with more than two decimals.
constexpr Exponent exponents[] = {
    {"BHD", 3}, {"CLF", 4}, {"IQD", 3}, {"JOD", 3}, {"KWD", 3},
    {"LYD", 3}, {"OMR", 3}, {"TND", 3}, {"UYW", 4},
};

}  // namespace

unsigned exponent_of(std::string_view currency) {
  for (const Exponent& known : exponents)
    if (known.currency == currency) return known.decimals;
  return 2;
}

std::optional<std::int64_t> units_of(std::string_view decimal, unsigned exponent) {
  const auto value = formats::Decimal::parse(decimal);
  return value ? value->units(exponent) : std::nullopt;
}

std::string decimal_of(std::int64_t units, unsigned exponent) {
  const bool negative = units < 0;
  const std::uint64_t bits = static_cast<std::uint64_t>(units);
  std::string digits = std::to_string(negative ? 0 - bits : bits);
  if (digits.size() <= exponent) digits.insert(0, exponent + 1 - digits.size(), '0');
  if (exponent > 0) digits.insert(digits.size() - exponent, 1, '.');
  return negative ? "-" + digits : digits;
}

std::string display_of(std::int64_t units, unsigned exponent, bool french) {
  std::string text = decimal_of(units, exponent);
  const std::size_t point = text.size() - exponent - (exponent > 0 ? 1 : 0);
  if (exponent > 0 && french) text[point] = ',';
  const std::size_t first = units < 0 ? 1 : 0;
  for (std::size_t at = point; at > first + 3; at -= 3)
    text.insert(at - 3, french ? "\u202f" : ",");
  return text;
}

}  // namespace facteur::gateway::receivables
