// How a statement follows those of its account that were booked before.
#pragma once

#include <vector>

#include "formats/bank/statement.h"
#include "gateway/receivables/bank/recognise.h"
#include "gateway/receivables/bank/tables.h"

namespace facteur::gateway::receivables::bank {

// Appends to `faults` where two balances of one day contradict each other, to `remarks` where
// statements between are missing. A statement without balances has nothing to be checked.
void check_chain(const formats::bank::Statement& statement,
                 const std::vector<KnownStatement>& known,
                 std::vector<formats::bank::Fault>& faults,
                 std::vector<formats::bank::Fault>& remarks);

// Appends to `faults` where an earlier statement begins with the same balance, ends on the same day
// and has movements that this one lacks, as this one has others. A longer one that says all of a
// shorter one again is none. `known`: as `recognise` left them.
void check_restated(const formats::bank::Statement& statement, const Recognised& recognised,
                    const std::vector<KnownStatement>& statements,
                    const std::vector<KnownMovement>& known,
                    std::vector<formats::bank::Fault>& faults);

}  // namespace facteur::gateway::receivables::bank
