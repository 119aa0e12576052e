#include "gateway/receivables/acts.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "gateway/receivables/customers.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;
using Json = nlohmann::json;

LedgerItem item_or_throw(store::Connection& connection, std::int64_t id) {
  auto item = find_item(connection, id);
  if (!item)
    throw Forbidden({"cette pièce n'est pas dans le grand livre", "no such item in the ledger"});
  return std::move(*item);
}

void append(Transaction& transaction, const char* kind, const LedgerItem& item, std::int64_t units,
            const ActOf& act) {
  const Json data = {
      {"customer", item.account.customer_key}, {"number", item.number},
      {"currency", item.account.currency},     {"amount", decimal_of(units, item.account.exponent)},
      {"effectiveOn", act.on.to_string()},     {"reason", act.reason}};
  transaction.append({kind, item.account.tenant, std::to_string(item.id), act.actor,
                      data.dump(-1, ' ', false, Json::error_handler_t::replace)});
}

std::int64_t doubted_units(store::Connection& connection, std::int64_t item) {
  return std::get<0>(*connection.row<std::int64_t>(
      "SELECT coalesce(sum(units), 0) FROM doubtful_transfers WHERE item = ?", item));
}

}  // namespace

std::int64_t write_off(Transaction& transaction, std::int64_t item, std::int64_t units,
                       Difference as, const ActOf& act) {
  const LedgerItem given_up = item_or_throw(transaction.sql(), item);
  if (units <= 0 || given_up.open < units)
    throw Forbidden({"seul ce qui reste dû d'une pièce au débit s'abandonne",
                     "only what is open of a debit can be given up"});
  NewApplication application;
  application.account = given_up.account.id;
  application.parts = {{item, -units}};
  application.difference = as;
  application.effective_on = act.on;
  application.reason = act.reason;
  application.actor = act.actor;
  return apply(transaction, application);
}

bool set_doubtful(Transaction& transaction, std::int64_t item, bool doubtful, const ActOf& act) {
  const LedgerItem doubted = item_or_throw(transaction.sql(), item);
  if (doubted.units <= 0)
    throw Forbidden({"seule une pièce au débit peut être douteuse", "only debits can be doubtful"});
  const bool is_doubtful = doubted_units(transaction.sql(), item) > 0;
  if (is_doubtful == doubtful || doubted.open == 0) return false;
  transaction.sql().execute(
      "INSERT INTO doubtful_transfers (item, units, effective_on, known_at, reason, actor)"
      " VALUES (?, ?, ?, ?, ?, ?)",
      item, doubtful ? doubted.open : -doubted_units(transaction.sql(), item), to_number(act.on),
      transaction.now().microseconds, act.reason, act.actor);
  append(transaction, doubtful ? "item.doubted" : "item.trusted", doubted, doubted.open, act);
  return true;
}

void refund(Transaction& transaction, std::int64_t item, std::int64_t units, const ActOf& act) {
  const LedgerItem credit = item_or_throw(transaction.sql(), item);
  if (units <= 0 || -credit.open < units)
    throw Forbidden({"seul ce qui reste d'un crédit se rembourse",
                     "only what is open of a credit can be paid back"});
  insert_movement(transaction, credit, {act.on, "refund", units, {}, act.actor});
  append(transaction, "credit.refunded", credit, units, act);
}

std::int64_t open_fee(Transaction& transaction, const NewFee& fee, const std::string& actor) {
  if (fee.units <= 0)
    throw Forbidden({"un frais est un montant positif", "a fee is a positive amount"});
  const auto customer = find_customer(transaction.sql(), fee.tenant, fee.customer_key);
  if (!customer) throw Forbidden({"ce client n'existe pas", "no such customer"});
  const Account account =
      account_for(transaction, fee.tenant, fee.customer_key, customer->name, {}, fee.currency);
  NewItem item;
  item.account = account.id;
  item.number = fee.number;
  item.kind = "fee";
  item.issued_on = fee.issued_on;
  item.due_on = fee.due_on;
  item.due_basis = to_string(DueBasis::due_date);
  item.units = fee.units;
  const std::int64_t id = insert_item(transaction, item, actor);
  append(transaction, "fee.opened", item_or_throw(transaction.sql(), id), fee.units,
         {fee.issued_on, "", actor});
  return id;
}

bool cancel(Transaction& transaction, std::int64_t item, const ActOf& act) {
  for (const std::int64_t application : applications_of(transaction.sql(), item))
    undo(transaction, application, act.on, act.reason, act.actor);
  const LedgerItem cancelled = item_or_throw(transaction.sql(), item);
  if (cancelled.kind == "payment")
    throw Forbidden({"un encaissement ne s'annule pas, il s'extourne",
                     "a receipt is not cancelled but reversed"});
  if (cancelled.open == 0) return false;
  insert_movement(transaction, cancelled, {act.on, "cancellation", -cancelled.open, {}, act.actor});
  append(transaction, "receivable.cancelled", cancelled, cancelled.open, act);
  return true;
}

}  // namespace facteur::gateway::receivables
