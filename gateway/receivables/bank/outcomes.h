// The last word on each booked movement, for the queue of what a person must look at.
#pragma once

#include <cstdint>
#include <string>

#include "gateway/receivables/cash_application.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables::bank {

// To be called in the transaction of every decision about a movement, the import's and a person's.
void keep_outcome(store::Transaction& transaction, const std::string& tenant, std::int64_t movement,
                  const MovementOutcome& outcome);

}  // namespace facteur::gateway::receivables::bank
