// Evidence and candidates as JSON, as they are stored with each decision: items by their id in the
// ledger, customers by their key.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "gateway/receivables/matching/decision.h"
#include "gateway/receivables/matching/portfolio.h"

namespace facteur::gateway::receivables::matching {

nlohmann::ordered_json evidence_json(const Decision& decision, const Portfolio& portfolio);
nlohmann::ordered_json candidates_json(const Decision& decision, const Portfolio& portfolio);

}  // namespace facteur::gateway::receivables::matching
