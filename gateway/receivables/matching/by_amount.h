// The steps that know the customer and find what the amount pays.
#pragma once

#include "gateway/receivables/matching/desk.h"

namespace facteur::gateway::receivables::matching {

// The items of the customers that the sender may be, then those of their groups.
void settle_by_amount(Desk& desk, Case& from);

// These items are named and all paid; what is left of the amount surely pays other debts of the
// same customer. False when it does not: what only credit notes or sisters' documents, which nobody
// named, would explain was paid too much.
bool settle_rest(Desk& desk, Case& from, const std::vector<Index>& named);

// What an amount may pay of these customers' items.
Combination combinations_of(const Desk& desk, const std::vector<Index>& customers,
                            std::int64_t amount, formats::Date booked_on,
                            const std::vector<Index>& without, std::vector<OpenPart>& parts);

}  // namespace facteur::gateway::receivables::matching
