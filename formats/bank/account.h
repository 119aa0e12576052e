// Which account a statement is of, whichever way it is written.
#pragma once

#include <string>
#include <string_view>

namespace facteur::formats::bank {

// One text for one account: letters and digits in upper case; of a French account, in an IBAN, a
// RIB with or without its key, or the fields of CFONB, bank, branch and account number (21
// characters). A currency behind the number counts for nothing.
std::string account_identity(std::string_view account, std::string_view currency);

}  // namespace facteur::formats::bank
