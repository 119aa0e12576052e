#include "gateway/receivables/bank/outcomes.h"
#include "gateway/receivables/posting.h"
#include "gateway/receivables/receipt_queue.h"

namespace facteur::gateway::receivables {
namespace {

using Number = std::int64_t;
using Text = std::string;

// A decision like the last one, by which the money waits.
std::int64_t keep_undone(store::Transaction& transaction, Number movement, const Text& customer,
                         const Text& actor) {
  transaction.sql().execute(
      "INSERT INTO bank_decisions (tenant, movement, outcome, reason, customer, currency, units,"
      " booked_on, payer, end_to_end, evidence, candidates, decided_at, actor)"
      " SELECT tenant, movement, 'unapplied', 'undone', ?, currency, units, booked_on, payer,"
      " end_to_end, '{}', '[]', ?, ? FROM bank_decisions WHERE movement = ?"
      " ORDER BY id DESC LIMIT 1",
      customer, transaction.now().microseconds, actor, movement);
  return last_id(transaction);
}

}  // namespace

void requeue_receipts(store::Transaction& transaction, const Text& tenant, Number application,
                      const Text& actor) {
  for (const auto& [movement, customer] : transaction.sql().rows<Number, Text>(
           "SELECT DISTINCT i.bank_movement, a.customer_key FROM receivable_movements m"
           " JOIN receivable_items i ON i.id = m.item JOIN receivable_states s ON s.item = i.id"
           " JOIN receivable_accounts a ON a.id = i.account"
           " WHERE m.application = ? AND i.kind = 'payment' AND s.open <> 0 AND EXISTS"
           " (SELECT 1 FROM bank_decisions d WHERE d.movement = i.bank_movement)",
           application)) {
    transaction.sql().execute(
        "INSERT INTO unmatched_receipts (movement, tenant, decision, since) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (movement) DO UPDATE SET decision = excluded.decision",
        movement, tenant, keep_undone(transaction, movement, customer, actor),
        transaction.now().microseconds);
    MovementOutcome outcome;
    outcome.outcome = matching::Outcome::unapplied;
    outcome.code = "undone";
    outcome.customer = customer;
    outcome.reason = waiting_reason("undone");
    bank::keep_outcome(transaction, tenant, movement, outcome);
  }
}

}  // namespace facteur::gateway::receivables
