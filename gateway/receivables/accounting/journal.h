// The journal of a tenant: every entry that follows from its ledger, in the order of posting.
#pragma once

#include <functional>
#include <string>

#include "gateway/receivables/accounting/entries.h"
#include "gateway/store/connection.h"

namespace facteur::gateway::receivables::accounting {

// Calls `take` with each entry. Read in portions: a ledger of any size fits.
void each_entry(store::Connection& connection, const std::string& tenant,
                const std::function<void(const Entry&)>& take);

}  // namespace facteur::gateway::receivables::accounting
