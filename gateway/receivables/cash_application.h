// Cash application (lettrage): what the movements of a bank statement settle.
//
// Amounts are units of 10^-exponent of the movement's currency (money.h). What is decided, and how
// it is found, is the matter of matching/; here it is read from the ledger and posted to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bank/statement.h"
#include "formats/finding.h"
#include "gateway/receivables/matching/decision.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

// A movement that was booked and stored: bank_movements.id and what the bank said of it.
struct StoredMovement {
  std::int64_t id;
  const formats::bank::Movement& movement;
};

using matching::Outcome;
// "applied", "partly_applied", ...
std::string_view to_string(Outcome outcome);

// What a movement settles of one document: negative for a credit note that is used in a payment.
struct Allocation {
  std::string number;
  std::int64_t units = 0;
};

// What a person may choose from, best first.
struct Candidate {
  std::string customer;  // customers.key
  std::vector<std::string> numbers;
  int score = 0;  // 0..1000
  formats::Text reason;
};

struct MovementOutcome {
  Outcome outcome = Outcome::unapplied;
  std::optional<std::string> customer;  // customers.key
  std::vector<Allocation> allocations;
  std::string code;  // of the rule that decided: "exact_reference", ...
  formats::Text reason;
  std::vector<Candidate> candidates;
};

// Decides and posts all booked movements of one file, in the transaction that stores them, and
// keeps each decision with its evidence (bank_decisions). One outcome a movement, in their order.
// Called once for a file, so that sure evidence anywhere in it serves all of it.
std::vector<MovementOutcome> apply_movements(store::Transaction& transaction,
                                             const std::string& tenant,
                                             const std::vector<StoredMovement>& movements);

}  // namespace facteur::gateway::receivables
