#include "gateway/receivables/bank/outcomes.h"

namespace facteur::gateway::receivables::bank {

void keep_outcome(store::Transaction& transaction, const std::string& tenant, std::int64_t movement,
                  const MovementOutcome& outcome) {
  transaction.sql().execute(
      "INSERT INTO bank_outcomes (movement, tenant, outcome, customer, code, reason_fr, reason_en)"
      " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (movement) DO UPDATE SET"
      " outcome = excluded.outcome, customer = excluded.customer, code = excluded.code,"
      " reason_fr = excluded.reason_fr, reason_en = excluded.reason_en",
      movement, tenant, to_string(outcome.outcome), outcome.customer, outcome.code,
      outcome.reason.fr, outcome.reason.en);
}

}  // namespace facteur::gateway::receivables::bank
