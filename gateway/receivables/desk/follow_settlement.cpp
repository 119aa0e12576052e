#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/follow.h"
#include "gateway/receivables/desk/promises.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;
using Number = std::int64_t;

void tell_owner(Transaction& t, const Settlement& settlement, const Dispute& dispute) {
  NewTask task;
  task.tenant = settlement.tenant;
  task.customer_key = settlement.customer_key;
  task.item = dispute.item;
  task.kind = TaskKind::dispute_payment;
  task.reason = {"un paiement touche " + dispute.number + ", en litige : le litige tient-il ?",
                 "money came in for " + dispute.number + ", which is in dispute: does it hold?"};
  task.made_on = settlement.effective_on;
  task.due_on = settlement.effective_on;
  task.department = dispute.department;
  task.owner = dispute.owner;
  task.key =
      "paid-dispute:" + std::to_string(dispute.id) + ":" + std::to_string(settlement.application);
  add_task(t, task);
}

bool is_settled(Transaction& t, Number item) {
  const auto open = t.sql().row<Number>("SELECT open FROM receivable_states WHERE item = ?", item);
  return open && std::get<0>(*open) == 0;
}

// Whether the last thing that the log says of the promise is that it was kept.
bool known_as_kept(Transaction& t, const std::string& tenant, Number promise) {
  const auto last = t.sql().row<std::string>(
      "SELECT kind FROM events WHERE subject = ? AND tenant = ?"
      " AND kind IN ('promise.kept', 'promise.unkept') ORDER BY seq DESC LIMIT 1",
      std::to_string(promise), tenant);
  return last && std::get<0>(*last) == "promise.kept";
}

bool has_promises(Transaction& t, const Settlement& settlement) {
  return t.sql()
      .row<Number>("SELECT 1 FROM promises WHERE account = ? LIMIT 1", settlement.account)
      .has_value();
}

void note_promises(Transaction& t, const Settlement& settlement) {
  if (!has_promises(t, settlement)) return;
  for (const PromiseView& view :
       promises(t.sql(), settlement.tenant, settlement.effective_on, settlement.customer_key)) {
    if (view.promise.account != settlement.account) continue;
    const bool kept = view.on.state == PromiseState::kept;
    if (kept == known_as_kept(t, settlement.tenant, view.promise.id)) continue;
    append_event(t, {settlement.tenant}, kept ? "promise.kept" : "promise.unkept", view.promise.id,
                 {{"application", settlement.application}});
  }
}

}  // namespace

void follow_on_desk(Transaction& transaction, const Settlement& settlement) {
  for (const Part& part : settlement.parts) {
    if (is_settled(transaction, part.item))
      close_tasks_of_settled(transaction, part.item, {settlement.effective_on, "fact", "settled"});
    if (settlement.undoes) continue;
    for (const Dispute& dispute : disputes(transaction.sql(), settlement.tenant,
                                           {settlement.effective_on, true, {}, part.item}))
      tell_owner(transaction, settlement, dispute);
  }
  note_promises(transaction, settlement);
}

}  // namespace facteur::gateway::receivables
