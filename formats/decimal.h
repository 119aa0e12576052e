// Exact decimal numbers, for money, quantities, prices and rates.
//
// A Decimal is coefficient / 10^scale with at most 38 digits and a scale of at most 38. Nothing is
// ever rounded unless a function with "round" or "quotient" in its name is asked to. A result that
// does not fit is std::nullopt, never a wrong number; arithmetic on std::nullopt is std::nullopt,
// so that a sum over values of which one is unreadable is itself unreadable. This is also how XPath
// treats the empty sequence, in which the official rules are written.
//
// Values are immutable and trivially copyable; every function is pure and safe from any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace facteur::formats {

class Decimal {
 public:
  __extension__ using Coefficient = __int128;
  static constexpr unsigned max_digits = 38;

  constexpr Decimal() = default;  // zero
  // coefficient / 10^scale: Decimal(1250, 2) is 12.50. scale must be at most max_digits.
  constexpr explicit Decimal(std::int64_t coefficient, unsigned scale = 0)
      : coefficient_(coefficient), scale_(static_cast<std::uint8_t>(scale)) {}

  // The lexical forms of xs:decimal (XML Schema Part 2, 3.2.3): "12", "-1.50", "+1", ".5", "5.",
  // with XML white space around. No exponent, no thousands separator, no INF. std::nullopt for
  // anything else, and for a value of more than max_digits significant digits.
  static std::optional<Decimal> parse(std::string_view text);

  constexpr bool is_zero() const { return coefficient_ == 0; }
  constexpr bool is_negative() const { return coefficient_ < 0; }
  constexpr unsigned scale() const { return scale_; }

  // The coefficient at this scale (cents for scale 2) when the value is a whole number of such
  // units and fits 64 bits: how money is kept in a database.
  std::optional<std::int64_t> units(unsigned scale) const;

  constexpr Decimal operator-() const { return from(-coefficient_, scale_); }
  constexpr Decimal absolute() const { return is_negative() ? -*this : *this; }

  // At most `scale` decimals, halves away from zero: commercial rounding. -0.005 becomes -0.01.
  Decimal round(unsigned scale) const;
  // At most `scale` decimals, halves towards positive infinity: fn:round of XPath 2.0 and 3.1
  // (Functions and Operators, 6.4.4), which the official rules use. -0.005 becomes 0.
  Decimal round_xpath(unsigned scale) const;

  // Shortest exact form: "1200", "-0.5", "0". Never an exponent, never a trailing zero.
  std::string to_string() const;
  // Rounded commercially to exactly two decimals: "1200.00".
  std::string money() const;

  // By value: 1.0 equals 1.00. Exact for all values.
  friend std::strong_ordering operator<=>(Decimal a, Decimal b);
  friend bool operator==(Decimal a, Decimal b) { return (a <=> b) == 0; }

  friend std::optional<Decimal> sum(Decimal a, Decimal b);
  friend std::optional<Decimal> product(Decimal a, Decimal b);
  // dividend / divisor, rounded commercially to `scale` decimals. std::nullopt for division by
  // zero.
  friend std::optional<Decimal> quotient(Decimal dividend, Decimal divisor, unsigned scale);

 private:
  static constexpr Decimal from(Coefficient coefficient, unsigned scale) {
    Decimal result;
    result.coefficient_ = coefficient;
    result.scale_ = static_cast<std::uint8_t>(scale);
    return result;
  }
  Decimal without_trailing_zeros() const;
  std::string digits_with_scale(unsigned scale) const;

  Coefficient coefficient_ = 0;  // |coefficient_| < 10^38
  std::uint8_t scale_ = 0;       // <= 38
};

std::optional<Decimal> sum(Decimal a, Decimal b);
std::optional<Decimal> product(Decimal a, Decimal b);
std::optional<Decimal> quotient(Decimal dividend, Decimal divisor, unsigned scale);

// Arithmetic that hands a missing operand on. Decimals convert, so `a + b - c` reads as written.
using MaybeDecimal = std::optional<Decimal>;
inline MaybeDecimal operator+(const MaybeDecimal& a, const MaybeDecimal& b) {
  return a && b ? sum(*a, *b) : std::nullopt;
}
inline MaybeDecimal operator-(const MaybeDecimal& a, const MaybeDecimal& b) {
  return a && b ? sum(*a, -*b) : std::nullopt;
}
inline MaybeDecimal operator*(const MaybeDecimal& a, const MaybeDecimal& b) {
  return a && b ? product(*a, *b) : std::nullopt;
}

}  // namespace facteur::formats
