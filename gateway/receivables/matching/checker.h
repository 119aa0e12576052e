// Checks decisions again, from their evidence alone: that the texts stand in the movements and name
// the items, that the amounts are open and add up, that a sum which is said to be unique is. It
// shares the measures with the engine (what a name weighs, what a choice weighs), not the search:
// it counts subsets one by one, and replays the file decision by decision.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/bank/statement.h"
#include "gateway/receivables/matching/decision.h"
#include "gateway/receivables/matching/portfolio.h"

namespace facteur::gateway::receivables::matching {

struct Objection {
  std::size_t movement = 0;  // position in the file
  std::string why;           // for developers
};

// Of the decisions about all movements of a file, one each, in their order; `portfolio` as it was
// before. Nothing when all of them hold.
std::vector<Objection> objections(const Portfolio& portfolio,
                                  std::span<const formats::bank::Movement* const> movements,
                                  unsigned exponent, const std::vector<Decision>& decisions);

}  // namespace facteur::gateway::receivables::matching
