#include "gateway/receivables/desk/promises.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/business_days.h"
#include "gateway/receivables/desk/agreed_items.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Transaction;
using Json = nlohmann::json;
using Number = std::int64_t;

constexpr std::string_view sources[] = {"us", "buyer", "portal", "status"};
// What is promised for later is no promise but a plan.
constexpr std::int64_t longest_days = 366;

// A promise that was checked: what is written down.
struct Draft {
  Number account = 0;
  std::string customer_key;
  unsigned exponent = 2;
  Number units = 0;
  std::vector<PromisedItem> items;
};

DeskRefusal invalid(const char* field, formats::Text text) {
  return {"INVALID", field, std::move(text)};
}

std::optional<DeskRefusal> check(const NewPromise& promise, Date on) {
  if (std::ranges::find(sources, promise.source) == std::end(sources))
    return invalid("source", {"us, buyer, portal ou status", "us, buyer, portal or status"});
  const auto days = days_between(on, promise.promised_on);
  if (days < 0 || days > longest_days)
    return invalid("date", {"la date promise doit être dans les 366 jours qui suivent la promesse",
                            "the promised day has to be within 366 days after the promise"});
  return check_note("note", promise.note);
}

std::optional<DeskRefusal> check_limit(Transaction& t, const Acting& acting,
                                       const AgreedItems& agreed) {
  const auto limit = desk_settings(t.sql(), acting.tenant).promises_per_item;
  for (const ItemHistory& item : agreed.items) {
    const auto made = std::get<0>(*t.sql().row<Number>(
        "SELECT count(*) FROM promise_items i JOIN promises p ON p.id = i.promise"
        " WHERE i.item = ? AND p.ended_on IS NULL AND p.source <> 'status'",
        item.id));
    if (made >= limit)
      return DeskRefusal{"LIMIT",
                         "items",
                         {item.number + " : déjà " + std::to_string(made) +
                              " promesse(s) ; insister pour en accepter une autre",
                          item.number + ": " + std::to_string(made) +
                              " promise(s) already; insist to accept another"}};
  }
  return std::nullopt;
}

OrRefusal<Draft> draft_for_items(Transaction& t, const Acting& acting, const NewPromise& promise,
                                 Date on) {
  const auto found = agreed_items(t.sql(), acting.tenant, promise.items, on);
  if (const auto* refused = refusal(found)) return *refused;
  const auto& agreed = std::get<AgreedItems>(found);
  const ItemHistory& first = agreed.items.front();
  if (!promise.customer_key.empty() && promise.customer_key != first.customer_key)
    return invalid("customer", {"les pièces sont d'un autre client", "the items are another's"});
  if (!promise.currency.empty() && promise.currency != first.currency)
    return invalid("currency",
                   {"les pièces sont en " + first.currency, "the items are in " + first.currency});
  if (!promise.insist && promise.source != "status")
    if (auto refused = check_limit(t, acting, agreed)) return *refused;
  Draft draft{first.account, first.customer_key, first.exponent, agreed.open, {}};
  if (promise.amount) {
    const auto units = positive_units("amount", *promise.amount, first.exponent);
    if (const auto* refused = refusal(units)) return *refused;
    draft.units = std::get<Number>(units);
    if (draft.units > agreed.open)
      return invalid("amount", {"plus que ce qui est ouvert", "more than what is open"});
  }
  draft.items = spread(agreed, draft.units, on);
  return draft;
}

// What the customer owes in the currency and is due by the promised day.
Number due_by(Transaction& t, const std::string& tenant, const NewPromise& promise, Date on) {
  Number units = 0;
  for (const OpenItem& item : open_items(t.sql(), tenant, {on, {}}, promise.customer_key))
    if (item.open > 0 && item.currency == promise.currency && item.due_on <= promise.promised_on)
      units += item.open;
  return units;
}

OrRefusal<Draft> draft_for_customer(Transaction& t, const Acting& acting, const NewPromise& promise,
                                    Date on) {
  const auto account = t.sql().row<Number, Number>(
      "SELECT id, exponent FROM receivable_accounts"
      " WHERE tenant = ? AND customer_key = ? AND currency = ?",
      acting.tenant, promise.customer_key, promise.currency);
  if (!account)
    return DeskRefusal{"NOT_FOUND",
                       "customer",
                       {"ce client n'a pas de compte dans cette devise",
                        "the customer has no account in this currency"}};
  const auto exponent = static_cast<unsigned>(std::get<1>(*account));
  Draft draft{std::get<0>(*account), promise.customer_key, exponent, 0, {}};
  if (promise.amount) {
    const auto units = positive_units("amount", *promise.amount, exponent);
    if (const auto* refused = refusal(units)) return *refused;
    draft.units = std::get<Number>(units);
  } else {
    draft.units = due_by(t, acting.tenant, promise, on);
  }
  if (draft.units <= 0)
    return DeskRefusal{"CONFLICT",
                       "amount",
                       {"rien n'est dû à cette date : indiquer un montant",
                        "nothing is due by then: give an amount"}};
  return draft;
}

// The calls that the promise answers.
void close_calls(Transaction& t, const Acting& acting, const Draft& draft, Date on) {
  const TaskEnd end{on, "promise", "", acting.actor};
  for (const auto& [id, item] : t.sql().rows<Number, std::optional<Number>>(
           "SELECT id, item FROM tasks WHERE tenant = ? AND customer_key = ? AND ended_on IS NULL"
           " AND kind IN ('call', 'promise_broken')",
           acting.tenant, draft.customer_key)) {
    const bool named = item && std::ranges::count(draft.items, *item, &PromisedItem::item) > 0;
    if (draft.items.empty() || !item || named) close_task(t, acting.tenant, id, end);
  }
}

Number insert(Transaction& t, const Acting& acting, const NewPromise& promise, const Draft& draft,
              Date on) {
  const auto settings = desk_settings(t.sql(), acting.tenant);
  const int grace = promise.source == "status" ? settings.announced_days : settings.grace_days;
  const Date pauses_until = add_business_days(promise.promised_on, grace);
  t.sql().execute(
      "INSERT INTO promises (tenant, account, units, promised_on, pauses_until, source, note,"
      " made_on, made_at, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      acting.tenant, draft.account, draft.units, to_number(promise.promised_on),
      to_number(pauses_until), promise.source, promise.note, to_number(on), t.now().microseconds,
      acting.actor);
  const auto id = inserted_id(t);
  Json items = Json::array();
  for (const PromisedItem& part : draft.items) {
    t.sql().execute("INSERT INTO promise_items (promise, item, units) VALUES (?, ?, ?)", id,
                    part.item, part.units);
    items.push_back({{"item", part.item}, {"amount", decimal_of(part.units, draft.exponent)}});
  }
  append_event(t, acting, "promise.made", id,
               {{"customer", draft.customer_key},
                {"amount", decimal_of(draft.units, draft.exponent)},
                {"date", promise.promised_on.to_string()},
                {"until", pauses_until.to_string()},
                {"source", promise.source},
                {"items", items},
                {"insisted", promise.insist},
                {"on", on.to_string()}});
  close_calls(t, acting, draft, on);
  return id;
}

}  // namespace

OrRefusal<Number> make_promise(Transaction& transaction, const Acting& acting,
                               const NewPromise& promise) {
  const Date on = day_of(transaction, acting);
  if (auto refused = check(promise, on)) return *refused;
  const Json request = {"promise",
                        promise.customer_key,
                        promise.currency,
                        promise.items,
                        promise.amount.value_or(""),
                        promise.promised_on.to_string(),
                        promise.source,
                        promise.note};
  return once(transaction, acting, request, [&]() -> OrRefusal<Number> {
    const auto draft = promise.items.empty() ? draft_for_customer(transaction, acting, promise, on)
                                             : draft_for_items(transaction, acting, promise, on);
    if (const auto* refused = refusal(draft)) return *refused;
    return insert(transaction, acting, promise, std::get<Draft>(draft), on);
  });
}

OrRefusal<Number> cancel_promise(Transaction& transaction, const Acting& acting, Number promise,
                                 const std::string& reason) {
  if (auto refused = check_note("reason", reason)) return *refused;
  const Date on = day_of(transaction, acting);
  const auto ended = transaction.sql().execute(
      "UPDATE promises SET ended_on = max(made_on, ?), ended_at = ?, ended_by = ?, end_reason = ?"
      " WHERE id = ? AND tenant = ? AND ended_on IS NULL",
      to_number(on), transaction.now().microseconds, acting.actor, reason, promise, acting.tenant);
  if (ended == 0)
    return DeskRefusal{
        "NOT_FOUND",
        "id",
        {"promesse inconnue ou déjà annulée", "unknown promise, or already cancelled"}};
  append_event(transaction, acting, "promise.cancelled", promise,
               {{"reason", reason}, {"on", on.to_string()}});
  return promise;
}

}  // namespace facteur::gateway::receivables
