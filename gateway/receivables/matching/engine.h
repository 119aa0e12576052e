// Cash application (lettrage) as a pure function: what the movements of a file settle of a
// portfolio. No database, no clock.
//
// The surest evidence is used first over the whole file, so that an amount alone is judged against
// what is really left. Within a step movements are taken by booking date, then in the order of the
// file: of two payments of one document the first is the payment and the second the duplicate.
// Nothing that is not sure is decided: it is left to a person, with ranked candidates.
#pragma once

#include <span>
#include <vector>

#include "formats/bank/statement.h"
#include "gateway/receivables/matching/decision.h"
#include "gateway/receivables/matching/payers.h"
#include "gateway/receivables/matching/portfolio.h"

namespace facteur::gateway::receivables::matching {

struct Decisions {
  std::vector<Decision> decisions;  // one a movement, in their order
  std::vector<AliasUse> learned;
};

// `portfolio` is sealed; its amounts, and those of the movements, have `exponent` decimals. The
// movements are all in the portfolio's currency.
Decisions decide(const Portfolio& portfolio,
                 std::span<const formats::bank::Movement* const> movements, unsigned exponent);

}  // namespace facteur::gateway::receivables::matching
