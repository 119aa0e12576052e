// Money that came back: which payment was it, and what is open again?
#pragma once

#include <vector>

#include "gateway/receivables/matching/desk.h"

namespace facteur::gateway::receivables::matching {

// Decides the debits that take back a payment, of this file or of the portfolio, where one payment
// of the same amount is named by the same document, payer or end-to-end reference and no other is.
// `cases` in the order in which they are decided. True when something is open again.
bool reopen_returned(Desk& desk, std::vector<Case>& cases);

}  // namespace facteur::gateway::receivables::matching
