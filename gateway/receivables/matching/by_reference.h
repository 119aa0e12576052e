// The steps that begin with what a movement names.
#pragma once

#include "gateway/receivables/matching/desk.h"

namespace facteur::gateway::receivables::matching {

// Named items add up to the amount: all of them, one choice of them, them less credit notes, or but
// for a few cents. Decides the case, or leaves it.
void settle_named_exactly(Desk& desk, Case& from);

// Damaged numbers, where amount and number say the same and nothing else does.
void settle_damaged(Desk& desk, Case& from);

// Named items of a customer who agrees, and another amount: partial, short and over-payments, a
// rest that pays something else, a second payment of what is settled.
void settle_named_otherwise(Desk& desk, Case& from);

// Differences up to this are settled with the payment.
inline constexpr std::int64_t most_rounding = 5;

}  // namespace facteur::gateway::receivables::matching
