// What a person may choose from where nothing was sure.
#pragma once

#include <vector>

#include "gateway/receivables/matching/desk.h"

namespace facteur::gateway::receivables::matching {

// At most five, best first.
std::vector<Candidate> candidates_for(Desk& desk, const Case& from);

}  // namespace facteur::gateway::receivables::matching
