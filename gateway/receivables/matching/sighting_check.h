// Does a text stand in a movement, and does it name the item in the way that is said? Part of the
// checker.
#pragma once

#include "formats/bank/statement.h"
#include "gateway/receivables/matching/decision.h"
#include "gateway/receivables/matching/portfolio.h"

namespace facteur::gateway::receivables::matching {

bool holds(const Sighting& sighting, const Portfolio& portfolio,
           const formats::bank::Movement& movement);

}  // namespace facteur::gateway::receivables::matching
