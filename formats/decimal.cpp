#include "formats/decimal.h"

#include <array>
#include <limits>

#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

using Coefficient = Decimal::Coefficient;

constexpr auto powers_of_ten = [] {
  std::array<Coefficient, Decimal::max_digits + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();
constexpr Coefficient limit = powers_of_ten[Decimal::max_digits];

constexpr bool fits(Coefficient value) {
  return value > -limit && value < limit;
}

// value * 10^places, or nothing when it needs more than 38 digits.
std::optional<Coefficient> scaled_up(Coefficient value, unsigned places) {
  if (value == 0) return value;
  if (places > Decimal::max_digits) return std::nullopt;
  Coefficient result;
  if (__builtin_mul_overflow(value, powers_of_ten[places], &result) || !fits(result)) {
    return std::nullopt;
  }
  return result;
}

// value / divisor with halves away from zero. The divisor is positive.
Coefficient divide_half_away(Coefficient value, Coefficient divisor) {
  const Coefficient whole = value / divisor;
  Coefficient rest = value % divisor;
  if (rest < 0) rest = -rest;
  if (rest < divisor - rest) return whole;
  return value < 0 ? whole - 1 : whole + 1;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  text = trim_xml_space(text);
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);

  Coefficient coefficient = 0;
  unsigned scale = 0;
  unsigned zeros_held_back = 0;  // fraction zeros count only when another digit follows them
  bool in_fraction = false;
  bool any_digit = false;
  for (const char c : text) {
    if (c == '.' && !in_fraction) {
      in_fraction = true;
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    any_digit = true;
    if (in_fraction && c == '0') {
      ++zeros_held_back;
      continue;
    }
    const unsigned places = zeros_held_back + 1;
    const auto shifted = scaled_up(coefficient, places);
    if (!shifted || !fits(*shifted + (c - '0'))) return std::nullopt;
    coefficient = *shifted + (c - '0');
    if (in_fraction) scale += places;
    if (scale > max_digits) return std::nullopt;
    zeros_held_back = 0;
  }
  if (!any_digit) return std::nullopt;
  return from(negative ? -coefficient : coefficient, scale);
}

std::optional<std::int64_t> Decimal::units(unsigned scale) const {
  const Decimal value = without_trailing_zeros();
  if (value.scale_ > scale) return std::nullopt;
  const auto scaled = scaled_up(value.coefficient_, scale - value.scale_);
  if (!scaled || *scaled > std::numeric_limits<std::int64_t>::max() ||
      *scaled < std::numeric_limits<std::int64_t>::min()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*scaled);
}

Decimal Decimal::round(unsigned scale) const {
  if (scale_ <= scale) return *this;
  return from(divide_half_away(coefficient_, powers_of_ten[scale_ - scale]), scale);
}

Decimal Decimal::round_xpath(unsigned scale) const {
  const Decimal away = round(scale);
  if (!is_negative() || scale_ <= scale) return away;
  // Below zero the two roundings differ for exact halves alone.
  const Coefficient divisor = powers_of_ten[scale_ - scale];
  const bool half = -(coefficient_ % divisor) == divisor / 2;
  return half ? from(away.coefficient_ + 1, scale) : away;
}

Decimal Decimal::without_trailing_zeros() const {
  Decimal result = *this;
  while (result.scale_ > 0 && result.coefficient_ % 10 == 0) {
    result.coefficient_ /= 10;
    --result.scale_;
  }
  return result;
}

std::string Decimal::digits_with_scale(unsigned scale) const {
  Coefficient rest = is_negative() ? -coefficient_ : coefficient_;
  std::array<char, 2 * max_digits + 4> buffer;
  std::size_t at = buffer.size();
  for (unsigned written = 0; rest != 0 || written <= scale; ++written) {
    if (written == scale && scale != 0) buffer[--at] = '.';
    buffer[--at] = static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  }
  if (is_negative()) buffer[--at] = '-';
  return {buffer.data() + at, buffer.size() - at};
}

std::string Decimal::to_string() const {
  const Decimal shortest = without_trailing_zeros();
  return shortest.digits_with_scale(shortest.scale_);
}

std::string Decimal::money() const {
  const Decimal rounded = round(2);
  std::string text = rounded.digits_with_scale(rounded.scale_);
  if (rounded.scale_ == 0) text += '.';
  text.append(2 - rounded.scale_, '0');
  return text;
}

std::strong_ordering operator<=>(Decimal a, Decimal b) {
  if (a.scale_ == b.scale_) return a.coefficient_ <=> b.coefficient_;
  if (a.scale_ > b.scale_) {
    const auto reversed = b <=> a;
    return 0 <=> reversed;
  }
  const auto raised = scaled_up(a.coefficient_, b.scale_ - a.scale_);
  if (raised) return *raised <=> b.coefficient_;
  return a.coefficient_ <=> Coefficient{0};  // larger than any coefficient that b can have
}

std::optional<Decimal> sum(Decimal a, Decimal b) {
  if (a.scale_ > b.scale_) std::swap(a, b);
  auto raised = scaled_up(a.coefficient_, b.scale_ - a.scale_);
  if (!raised) {
    b = b.without_trailing_zeros();
    if (a.scale_ > b.scale_) return sum(a.without_trailing_zeros(), b);
    raised = scaled_up(a.coefficient_, b.scale_ - a.scale_);
    if (!raised) return std::nullopt;
  }
  Coefficient total;
  if (__builtin_add_overflow(*raised, b.coefficient_, &total) || !fits(total)) return std::nullopt;
  return Decimal::from(total, b.scale_);
}

std::optional<Decimal> product(Decimal a, Decimal b) {
  Coefficient result;
  unsigned scale = a.scale_ + b.scale_;
  if (__builtin_mul_overflow(a.coefficient_, b.coefficient_, &result) || !fits(result) ||
      scale > Decimal::max_digits) {
    a = a.without_trailing_zeros();
    b = b.without_trailing_zeros();
    scale = a.scale_ + b.scale_;
    if (__builtin_mul_overflow(a.coefficient_, b.coefficient_, &result) || !fits(result)) {
      return std::nullopt;
    }
    // 0.5^38 * 2^38 has no decimals at all, but needs a larger scale on the way.
    while (scale > Decimal::max_digits && result % 10 == 0) {
      result /= 10;
      --scale;
    }
    if (scale > Decimal::max_digits) return std::nullopt;
  }
  return Decimal::from(result, scale);
}

std::optional<Decimal> quotient(Decimal dividend, Decimal divisor, unsigned scale) {
  if (divisor.is_zero() || scale > Decimal::max_digits) return std::nullopt;
  dividend = dividend.without_trailing_zeros();
  divisor = divisor.without_trailing_zeros();
  // dividend / divisor * 10^scale = numerator / denominator, both whole.
  const int shift = static_cast<int>(scale) + divisor.scale_ - dividend.scale_;
  Coefficient numerator = dividend.coefficient_;
  Coefficient denominator = divisor.coefficient_;
  auto& raised_side = shift >= 0 ? numerator : denominator;
  const auto raised = scaled_up(raised_side, static_cast<unsigned>(shift >= 0 ? shift : -shift));
  if (!raised) return std::nullopt;
  raised_side = *raised;
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  return Decimal::from(divide_half_away(numerator, denominator), scale);
}

}  // namespace facteur::formats
