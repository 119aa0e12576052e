// How a statement follows those of its account that were booked before.
#pragma once

#include <vector>

#include "formats/bank/statement.h"
#include "gateway/receivables/bank/tables.h"

namespace facteur::gateway::receivables::bank {

// Appends to `faults` where two balances of one day contradict each other, to `remarks` where
// statements between are missing. A statement without balances has nothing to be checked.
void check_chain(const formats::bank::Statement& statement,
                 const std::vector<KnownStatement>& known,
                 std::vector<formats::bank::Fault>& faults,
                 std::vector<formats::bank::Fault>& remarks);

}  // namespace facteur::gateway::receivables::bank
