// Defects of the official rules that decide verdicts, kept in one place.
//
// In UBL, BR-S-08, BR-AF-08 and BR-AG-08 compare xs:decimal(cbc:TaxableAmount - 1) and + 1 with a
// sum of decimals. XPath computes the step in binary floating point, so that a taxable amount
// exactly one unit away from the sum passes or fails by the rounding error of its binary form. In
// CII, so do the rules -08 of most categories, and BR-CO-10 adds the lines up in binary: which
// matters when the sum lies between two cents. The sums of the extended profiles may stray by a
// tolerance, and one that strays exactly as far depends on it too. Nothing else is computed in
// binary here, and no amount of ours ever is.
#pragma once

#include <cstdint>
#include <span>

#include "formats/decimal.h"

namespace facteur::formats {

// a - 1 < b < a + 1, with a - 1 and a + 1 in IEEE 754 binary64; with `ends`, <= for <.
bool within_one_in_binary(const MaybeDecimal& a, const MaybeDecimal& b, bool ends = false);

// How the official rules come from a binary sum to cents, which they round: as a decimal, times 10
// times 10, or times 100.
enum class Scaling : std::uint8_t { decimal, ten_by_ten, hundred };

// The sum in IEEE 754 binary64, in the order given, rounded to cents.
MaybeDecimal rounded_binary_sum(std::span<const Decimal> amounts, Scaling scaling);

// The binary64 number nearest to a value, as a decimal; exact as far as amounts can tell.
MaybeDecimal in_binary64(const MaybeDecimal& value);

// |stated - lines + allowances - charges| <= tolerance, in IEEE 754 binary64 from left to right.
struct BaseSums {
  Decimal stated, lines, allowances, charges;
};
bool within_in_binary(const BaseSums& sums, Decimal tolerance);

}  // namespace facteur::formats
