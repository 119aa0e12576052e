// Resolving a receipt of the queue by a person's choice.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "gateway/receivables/application.h"
#include "gateway/receivables/bank/outcomes.h"
#include "gateway/receivables/customers.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"
#include "gateway/receivables/receipt_queue.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Transaction;
using Number = std::int64_t;
using Text = std::string;
using Json = nlohmann::ordered_json;

constexpr std::string_view reason = "manual";
constexpr std::int64_t second = 1'000'000;

// A receipt of the queue, with the decision that put it there. `units`: what there is to be used;
// `posted`: the item on the chosen customer's account that holds it already.
struct Waiting {
  std::int64_t decision, units, since;
  std::string currency, payer, reference;
  Date booked_on;
  std::optional<std::int64_t> posted = {};
};

std::optional<Waiting> find_waiting(Transaction& transaction, const std::string& tenant,
                                    std::int64_t movement) {
  const auto row = transaction.sql().row<Number, Number, Number, Text, Text, Text, Text, Number>(
      "SELECT d.id, d.units, u.since, d.currency, d.payer, m.remittance, m.payer, m.booked_on"
      " FROM unmatched_receipts u JOIN bank_decisions d ON d.id = u.decision"
      " JOIN bank_movements m ON m.id = u.movement WHERE u.tenant = ? AND u.movement = ?",
      tenant, movement);
  if (!row) return std::nullopt;
  const auto& [decision, units, since, currency, payer, remittance, name, day] = *row;
  return Waiting{decision,    units, since, currency, payer, remittance.empty() ? name : remittance,
                 to_date(day)};
}

DeskRefusal refused(const char* code, const char* field, const char* fr, const char* en) {
  return {code, field, {fr, en}};
}

// By account: what is to be settled of each item.
struct Settling {
  std::string customer_key;
  std::vector<Part> parts;
  std::int64_t units = 0;  // money that goes into it
};
using ByAccount = std::map<std::int64_t, Settling>;

// Money that is on an account already stays there.
bool may_pay_for(store::Connection& connection, const std::string& tenant, const Waiting& waiting,
                 const Customer& payer, const std::string& other) {
  if (payer.key == other) return true;
  if (waiting.posted) return false;
  const auto customer = find_customer(connection, tenant, other);
  return payer.group && customer && customer->group == payer.group;
}

// Credit notes are used up first; debits then share the money by due date.
std::variant<ByAccount, DeskRefusal> shared_out(store::Connection& connection,
                                                const std::string& tenant, const Customer& payer,
                                                const Waiting& waiting,
                                                const std::vector<std::int64_t>& chosen) {
  std::vector<LedgerItem> items;
  for (const std::int64_t id : chosen) {
    const auto item = find_item(connection, id);
    const bool ours = item && item->account.tenant == tenant &&
                      item->account.currency == waiting.currency && item->kind != "payment" &&
                      may_pay_for(connection, tenant, waiting, payer, item->account.customer_key);
    if (!ours || item->open == 0)
      return refused("INVALID", "items", "Une pièce choisie n'est pas ouverte, ou pas à ce client.",
                     "A chosen item is not open, or not this customer's.");
    items.push_back(*item);
  }
  std::sort(items.begin(), items.end(), [](const LedgerItem& a, const LedgerItem& b) {
    return std::tuple(a.open > 0, a.due_on, a.id) < std::tuple(b.open > 0, b.due_on, b.id);
  });
  ByAccount accounts;
  for (const LedgerItem& item : items) {
    Settling& settling = accounts[item.account.id];
    settling.customer_key = item.account.customer_key;
    if (item.open < 0) settling.units += item.open;
  }
  std::int64_t money = waiting.units;
  for (const LedgerItem& item : items) {
    Settling& settling = accounts[item.account.id];
    if (item.open < 0) {
      settling.parts.push_back({item.id, -item.open});
      continue;
    }
    const std::int64_t credit = std::max<std::int64_t>(-settling.units, 0);
    const std::int64_t taken = std::min(item.open, credit + money);
    if (taken == 0) continue;
    settling.parts.push_back({item.id, -taken});
    settling.units += taken;
    money -= std::max<std::int64_t>(taken - credit, 0);
  }
  for (const auto& [account, settling] : accounts)
    if (settling.units <= 0 && !settling.parts.empty())
      return refused("INVALID", "items", "Les avoirs choisis dépassent les factures choisies.",
                     "The chosen credit notes exceed the chosen invoices.");
  return accounts;
}

// What the import posted already: the chosen customer's is used as far as it is open; another's is
// taken back when nothing of it is applied.
std::optional<DeskRefusal> look_at_posted(Transaction& transaction, const Acting& acting,
                                          std::int64_t movement, const std::string& customer,
                                          Waiting& waiting) {
  for (const auto& [item, key, units, open] : transaction.sql().rows<Number, Text, Number, Number>(
           "SELECT i.id, a.customer_key, i.units, s.open FROM receivable_items i"
           " JOIN receivable_accounts a ON a.id = i.account"
           " JOIN receivable_states s ON s.item = i.id"
           " WHERE i.bank_movement = ? AND s.open <> 0",
           movement)) {
    if (key == customer) {
      waiting.posted = item;
      waiting.units = -open;
    } else if (open == units) {
      reverse_receipt(transaction, item, waiting.booked_on, "resolved", acting.actor);
    } else {
      return refused(
          "CONFLICT", "customer",
          "Une partie de ce règlement est imputée chez un autre client : annulez d'abord "
          "cette imputation.",
          "A part of this receipt is applied at another customer: undo that first.");
    }
  }
  return std::nullopt;
}

std::int64_t post_money(Transaction& transaction, const Acting& acting, const Waiting& waiting,
                        std::int64_t movement, const std::string& customer, std::int64_t units) {
  NewReceipt receipt{acting.tenant,     customer,          waiting.currency, units,
                     waiting.booked_on, waiting.reference, movement};
  receipt.actor = acting.actor;
  return post_receipt(transaction, receipt);
}

std::int64_t post_shares(Transaction& transaction, const Acting& acting, const Waiting& waiting,
                         std::int64_t movement, const ReceiptChoice& choice,
                         const ByAccount& accounts) {
  std::int64_t left = waiting.units, settled = 0;
  for (const auto& [account, settling] : accounts) left -= settling.units;
  for (const auto& [account, settling] : accounts) {
    if (settling.parts.empty()) continue;
    // What is left goes to the chosen customer, into the same receipt where it has one.
    const bool takes_rest = settling.customer_key == choice.customer_key;
    const std::int64_t payment =
        waiting.posted ? *waiting.posted
                       : post_money(transaction, acting, waiting, movement, settling.customer_key,
                                    settling.units + (takes_rest ? std::exchange(left, 0) : 0));
    NewApplication application;
    application.account = account;
    application.parts = settling.parts;
    application.parts.push_back({payment, settling.units});
    application.effective_on = waiting.booked_on;
    application.reason = reason;
    application.evidence = Json({{"decision", waiting.decision}}).dump();
    application.actor = acting.actor;
    apply(transaction, application);
    settled += std::ssize(settling.parts);
  }
  if (left > 0 && !waiting.posted)
    post_money(transaction, acting, waiting, movement, choice.customer_key, left);
  return settled;
}

void keep_decision(Transaction& transaction, const Acting& acting, std::int64_t movement,
                   const Waiting& waiting, const ReceiptChoice& choice) {
  transaction.sql().execute(
      "INSERT INTO bank_decisions (tenant, movement, outcome, reason, customer, currency, units,"
      " booked_on, payer, end_to_end, evidence, candidates, decided_at, actor)"
      " SELECT tenant, movement, ?, ?, ?, currency, units, booked_on, payer, end_to_end, ?, '[]',"
      " ?, ? FROM bank_decisions WHERE id = ?",
      choice.items.empty() ? "unapplied" : "applied", reason, choice.customer_key,
      Json({{"items", choice.items}}).dump(), transaction.now().microseconds, acting.actor,
      waiting.decision);
  transaction.sql().execute("DELETE FROM unmatched_receipts WHERE movement = ?", movement);
  MovementOutcome outcome;
  outcome.outcome =
      choice.items.empty() ? matching::Outcome::unapplied : matching::Outcome::applied;
  outcome.code = reason;
  outcome.customer = choice.customer_key;
  outcome.reason = {"choisi par une personne", "chosen by a person"};
  bank::keep_outcome(transaction, acting.tenant, movement, outcome);
  const Json data = {{"customer", choice.customer_key},
                     {"items", choice.items},
                     {"amount", decimal_of(waiting.units, exponent_of(waiting.currency))},
                     {"waitedSeconds", (transaction.now().microseconds - waiting.since) / second}};
  transaction.append(
      {"receipt.resolved", acting.tenant, std::to_string(movement), acting.actor, data.dump()});
}

// A person's word outweighs what was seen: other customers under this name decide nothing any more.
void learn_payer(Transaction& transaction, const Acting& acting, const Waiting& waiting,
                 const std::string& customer) {
  if (waiting.payer.empty()) return;
  transaction.sql().execute(
      "UPDATE payer_aliases SET demoted = 1 WHERE tenant = ? AND payer = ? AND customer <> ?",
      acting.tenant, waiting.payer, customer);
  transaction.sql().execute(
      "INSERT INTO payer_aliases (tenant, payer, customer, uses, last_used_on, confirmed_by)"
      " VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT (tenant, payer, customer) DO UPDATE SET"
      " uses = uses + 1, demoted = 0, confirmed_by = excluded.confirmed_by,"
      " last_used_on = max(last_used_on, excluded.last_used_on)",
      acting.tenant, waiting.payer, customer, to_number(waiting.booked_on), acting.actor);
  const Json data = {{"payer", waiting.payer}, {"customer", customer}};
  transaction.append({"alias.confirmed", acting.tenant, customer, acting.actor,
                      data.dump(-1, ' ', false, Json::error_handler_t::replace)});
}

}  // namespace

OrRefusal<std::int64_t> resolve_receipt(Transaction& transaction, const Acting& acting,
                                        std::int64_t movement, const ReceiptChoice& choice) {
  auto waiting = find_waiting(transaction, acting.tenant, movement);
  if (!waiting)
    return refused("NOT_FOUND", "movement", "Ce règlement n'attend pas, ou plus.",
                   "This receipt does not wait, or not any more.");
  const auto payer = find_customer(transaction.sql(), acting.tenant, choice.customer_key);
  if (!payer)
    return refused("INVALID", "customer", "Ce client n'existe pas.", "There is no such customer.");
  if (auto refusal = look_at_posted(transaction, acting, movement, choice.customer_key, *waiting))
    return *refusal;
  const auto shared = shared_out(transaction.sql(), acting.tenant, *payer, *waiting, choice.items);
  if (const auto* refusal = std::get_if<DeskRefusal>(&shared)) return *refusal;
  const std::int64_t settled =
      post_shares(transaction, acting, *waiting, movement, choice, std::get<ByAccount>(shared));
  keep_decision(transaction, acting, movement, *waiting, choice);
  learn_payer(transaction, acting, *waiting, choice.customer_key);
  return settled;
}

}  // namespace facteur::gateway::receivables
