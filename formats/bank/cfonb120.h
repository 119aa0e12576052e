// CFONB 120: the French account statement of fixed records of 120 characters, one a line (CFONB,
// "Evolutions du releve de compte 120", version 2.0, March 2010): 01 old balance, 04 movement, 05
// its complements, 07 new balance.
//
// Accepted beyond the standard, as banks write it: blank lines, files without line ends, lower-case
// and accented overpunched digits, a blank currency or number of decimals, the older complements of
// Societe Generale (free text in 41-81, amount repeated).
#pragma once

#include <string_view>

#include "formats/bank/statement.h"

namespace facteur::formats::bank {

bool looks_like_cfonb120(std::string_view utf8);

// Pure. `utf8` is the whole file; faults name its lines.
Reading read_cfonb120(std::string_view utf8);

}  // namespace facteur::formats::bank
