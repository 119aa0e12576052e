// MT940: the account statement of SWIFT (category 9), as files hold it: tags at line starts, with
// or without the blocks of the network around.
//
// The free text of :86: has no standard form. Read are sub-fields (?20 to ?63, also with another
// sign for the question mark), their prefixes (EREF+, SVWZ+), SWIFT code words (/EREF/, /NAME/,
// /REMI/), and plain text.
#pragma once

#include <string_view>

#include "formats/bank/statement.h"

namespace facteur::formats::bank {

bool looks_like_mt940(std::string_view utf8);

// Pure. `utf8` is the whole file; faults name its lines.
Reading read_mt940(std::string_view utf8);

}  // namespace facteur::formats::bank
