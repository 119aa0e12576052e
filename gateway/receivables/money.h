// Money as the ledger keeps it: a whole number of units of 10^-exponent of a currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace facteur::gateway::receivables {

// Decimals that amounts in this currency are kept with: two, as EN 16931 allows on every amount
// (BR-DEC-01 and following), more where ISO 4217 gives the currency more.
unsigned exponent_of(std::string_view currency);

// Units of an exact decimal ("1200.5" is 120050 at exponent 2). std::nullopt when the text is no
// decimal, has more decimals than the exponent that are not zero, or exceeds 64 bits.
std::optional<std::int64_t> units_of(std::string_view decimal, unsigned exponent);

// The exact decimal with all its decimals: "-1200.50".
std::string decimal_of(std::int64_t units, unsigned exponent);

// For people: "1 200,50" in French (narrow no-break spaces, U+202F), "1,200.50" in English.
std::string display_of(std::int64_t units, unsigned exponent, bool french);

}  // namespace facteur::gateway::receivables
