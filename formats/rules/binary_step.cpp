#include "formats/rules/binary_step.h"

#include <charconv>
#include <cmath>
#include <string>

namespace facteur::formats {
namespace {

double nearest_binary(Decimal value) {
  const std::string text = value.to_string();
  double binary = 0;
  std::from_chars(text.data(), text.data() + text.size(), binary);
  return binary;
}

// Twenty decimals of a binary number tell it from any amount of fewer decimals.
MaybeDecimal exact_decimal(double binary) {
  constexpr int decimals = 20;
  char digits[64];
  const auto [end, error] =
      std::to_chars(digits, digits + sizeof digits, binary, std::chars_format::fixed, decimals);
  if (error != std::errc()) return std::nullopt;
  return Decimal::parse({digits, static_cast<std::size_t>(end - digits)});
}

// The sign of (nearest binary of `start` + step) - (start + step), the latter exact.
int rounding_error(Decimal start, double step) {
  const double binary = nearest_binary(start) + step;
  const auto exact = start + Decimal(step < 0 ? -1 : 1);
  const auto shown = exact_decimal(binary);
  if (!exact || !shown) return 0;
  const auto order = *shown <=> *exact;
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

}  // namespace

bool within_one_in_binary(const MaybeDecimal& a, const MaybeDecimal& b, bool ends) {
  const MaybeDecimal gap = a - b;
  if (!gap) return false;
  const Decimal distance = gap->absolute();
  if (distance != Decimal(1)) return distance < Decimal(1);
  const int error = gap->is_negative() ? rounding_error(*a, 1) : -rounding_error(*a, -1);
  return ends ? error >= 0 : error > 0;
}

MaybeDecimal rounded_binary_sum(std::span<const Decimal> amounts, Scaling scaling) {
  double sum = 0;
  for (const Decimal amount : amounts) sum += nearest_binary(amount);
  if (scaling == Scaling::decimal) {
    const MaybeDecimal exact = exact_decimal(sum);
    return exact ? MaybeDecimal(exact->round_xpath(2)) : std::nullopt;
  }
  const double cents = scaling == Scaling::ten_by_ten ? sum * 10 * 10 : sum * 100;
  return exact_decimal(std::floor(cents + 0.5)) * Decimal(1, 2);
}

MaybeDecimal in_binary64(const MaybeDecimal& value) {
  return value ? exact_decimal(nearest_binary(*value)) : std::nullopt;
}

bool within_in_binary(const BaseSums& sums, Decimal tolerance) {
  const double gap = nearest_binary(sums.stated) - nearest_binary(sums.lines) +
                     nearest_binary(sums.allowances) - nearest_binary(sums.charges);
  return std::abs(gap) <= nearest_binary(tolerance);
}

}  // namespace facteur::formats
