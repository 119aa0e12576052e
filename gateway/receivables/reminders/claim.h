// The claim that a last reminder or a formal notice states: interest and indemnity on the items
// that it asks for, from the ledger.
#pragma once

#include <optional>
#include <string>

#include "gateway/receivables/late_claims.h"
#include "gateway/receivables/reminders/message.h"

namespace facteur::gateway::receivables::reminders {

// As of `facts.today`, on `facts.items`, in the currency of the first of them: items of another
// currency are left out, as amounts of two currencies are never added up. Nothing without items,
// and nothing for a consumer, who owes neither: a message that claims them is then not composed.
std::optional<Claim> claim_of(store::Connection& connection, const std::string& tenant,
                              const ReminderFacts& facts, const LateRates& rates,
                              const InterestSettings& settings);

}  // namespace facteur::gateway::receivables::reminders
