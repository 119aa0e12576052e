#include "gateway/receivables/desk/exclusions.h"

#include <nlohmann/json.hpp>

#include "gateway/receivables/desk/item_history.h"

namespace facteur::gateway::receivables {
namespace {

using Json = nlohmann::json;
using Number = std::int64_t;
using Text = std::string;
using store::Transaction;

DeskRefusal invalid(const char* field, formats::Text text) {
  return {"INVALID", field, std::move(text)};
}

// The customer that an exclusion is about, or what is wrong with it.
OrRefusal<Text> customer_of(Transaction& t, const Text& tenant, const NewExclusion& exclusion) {
  if (!exclusion.item) {
    const auto known = t.sql().row<Number>(
        "SELECT 1 FROM receivable_accounts WHERE tenant = ? AND"
        " customer_key = ? UNION SELECT 1 FROM customers WHERE tenant = ? AND"
        " key = ?",
        tenant, exclusion.customer_key, tenant, exclusion.customer_key);
    if (known) return exclusion.customer_key;
    return DeskRefusal{"NOT_FOUND", "customer", {"client inconnu", "unknown customer"}};
  }
  const auto item = item_history(t.sql(), *exclusion.item);
  if (!item || item->tenant != tenant)
    return DeskRefusal{"NOT_FOUND", "item", {"pièce inconnue", "unknown item"}};
  if (!exclusion.customer_key.empty() && exclusion.customer_key != item->customer_key)
    return invalid("customer",
                   {"la pièce est d'un autre client", "the item is another customer's"});
  return item->customer_key;
}

OrRefusal<Number> insert(Transaction& t, const Acting& acting, const NewExclusion& exclusion) {
  const auto on = day_of(t, acting);
  if (exclusion.reason.empty())
    return invalid("reason", {"un motif est nécessaire", "a reason is needed"});
  if (auto wrong = check_note("reason", exclusion.reason)) return *wrong;
  if (exclusion.until_on && *exclusion.until_on < on)
    return invalid("until", {"la fin précède le début", "it ends before it begins"});
  const auto customer = customer_of(t, acting.tenant, exclusion);
  if (const auto* refused = refusal(customer)) return *refused;
  t.sql().execute(
      "INSERT INTO exclusions (tenant, customer_key, item, reason, until_on, made_on, made_at,"
      " made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      acting.tenant, std::get<Text>(customer), exclusion.item, exclusion.reason,
      exclusion.until_on ? std::optional(to_number(*exclusion.until_on)) : std::nullopt,
      to_number(on), t.now().microseconds, acting.actor);
  const auto id = inserted_id(t);
  const Json data = {
      {"customer", std::get<Text>(customer)},
      {"item", exclusion.item ? Json(*exclusion.item) : Json(nullptr)},
      {"reason", exclusion.reason},
      {"until", exclusion.until_on ? Json(exclusion.until_on->to_string()) : Json(nullptr)},
      {"on", on.to_string()}};
  append_event(t, acting, "exclusion.made", id, data);
  return id;
}

}  // namespace

OrRefusal<Number> exclude(Transaction& transaction, const Acting& acting,
                          const NewExclusion& exclusion) {
  const Json request = {"exclude", exclusion.customer_key, exclusion.item.value_or(0),
                        exclusion.until_on ? exclusion.until_on->to_string() : "",
                        exclusion.reason};
  return once(transaction, acting, request, [&] { return insert(transaction, acting, exclusion); });
}

OrRefusal<Number> lift_exclusion(Transaction& transaction, const Acting& acting, Number exclusion,
                                 const Text& reason) {
  if (auto wrong = check_note("reason", reason)) return *wrong;
  const auto on = day_of(transaction, acting);
  const auto lifted = transaction.sql().execute(
      "UPDATE exclusions SET ended_on = max(made_on, ?), ended_at = ?, ended_by = ?,"
      " end_reason = ? WHERE id = ? AND tenant = ? AND ended_on IS NULL",
      to_number(on), transaction.now().microseconds, acting.actor, reason, exclusion,
      acting.tenant);
  if (lifted == 0)
    return DeskRefusal{
        "NOT_FOUND",
        "id",
        {"exclusion inconnue ou déjà levée", "unknown exclusion, or already lifted"}};
  const Json data = {{"reason", reason}, {"on", on.to_string()}};
  transaction.append(
      {"exclusion.lifted", acting.tenant, std::to_string(exclusion), acting.actor, data.dump()});
  return exclusion;
}

std::vector<Exclusion> exclusions(store::Connection& connection, const Text& tenant,
                                  formats::Date day, bool in_force) {
  std::vector<Exclusion> found;
  const auto date = [](const std::optional<Number>& number) {
    return number ? std::optional(to_date(*number)) : std::nullopt;
  };
  const auto on = to_number(day);
  for (const auto& [id, customer, item, number, reason, until, made, by, ended] :
       connection.rows<Number, Text, std::optional<Number>, std::optional<Text>, Text,
                       std::optional<Number>, Number, Text, std::optional<Number>>(
           "SELECT x.id, x.customer_key, x.item, i.number, x.reason, x.until_on, x.made_on,"
           "  x.made_by, x.ended_on"
           " FROM exclusions x LEFT JOIN receivable_items i ON i.id = x.item"
           " WHERE x.tenant = ? AND x.made_on <= ? AND coalesce(x.ended_on, 99999999) > ?"
           "  AND coalesce(x.until_on, 99999999) >= ? ORDER BY x.id DESC",
           tenant, on, in_force ? on : 0, in_force ? on : 0))
    found.push_back({id, customer, item, number.value_or(""), reason, date(until), to_date(made),
                     by, date(ended)});
  return found;
}

}  // namespace facteur::gateway::receivables
