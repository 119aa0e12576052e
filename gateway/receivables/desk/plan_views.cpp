// Payment plans read from the database and judged.
#include <algorithm>

#include "gateway/receivables/desk/plans.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Connection;
using Number = std::int64_t;
using Text = std::string;

constexpr std::string_view select_plans =
    "SELECT p.id, p.account, p.note, p.made_on, p.made_by, p.ended_on, p.outcome,"
    "  a.customer_key, a.customer_name, a.currency, a.exponent"
    " FROM payment_plans p JOIN receivable_accounts a ON a.id = p.account"
    " WHERE p.tenant = ? AND p.made_on <= ?";

void load_terms(Connection& connection, PlanView& view) {
  for (const auto& [item, units, number] : connection.rows<Number, Number, Text>(
           "SELECT p.item, p.units, i.number FROM payment_plan_items p"
           " JOIN receivable_items i ON i.id = p.item WHERE p.plan = ? ORDER BY i.due_on, i.id",
           view.plan.id)) {
    view.plan.items.push_back({item, units});
    view.numbers.push_back(number);
  }
  for (const auto& [due, grace, units] : connection.rows<Number, Number, Number>(
           "SELECT due_on, grace_until, units FROM payment_plan_instalments"
           " WHERE plan = ? ORDER BY position",
           view.plan.id))
    view.plan.instalments.push_back({to_date(due), to_date(grace), units});
}

void judge(Connection& connection, PlanView& view, Date day) {
  ItemHistories histories(connection);
  std::vector<const ItemHistory*> items;
  for (const PromisedItem& part : view.plan.items) items.push_back(&histories.of(part.item));
  view.on = plan_on(view.plan, items, day);
}

std::vector<PlanView> selected(Connection& connection, const Text& tenant, Date day,
                               std::string_view ending, std::vector<store::Value> more) {
  std::vector<store::Value> parameters = {tenant, to_number(day)};
  std::ranges::move(more, std::back_inserter(parameters));
  std::vector<PlanView> views;
  for (const auto& [id, account, note, made_on, made_by, ended, outcome, customer, name, currency,
                    exponent] :
       connection.rows_with<Number, Number, Text, Number, Text, std::optional<Number>,
                            std::optional<Text>, Text, Text, Text, Number>(
           std::string(select_plans).append(ending), std::move(parameters))) {
    PlanView view;
    view.plan = {id, tenant, account, note, to_date(made_on), made_by, {}, {}, {}, {}};
    if (ended) view.plan.ended_on = to_date(*ended);
    view.plan.outcome = outcome.value_or("");
    view.customer_key = customer;
    view.customer_name = name;
    view.currency = currency;
    view.exponent = static_cast<unsigned>(exponent);
    load_terms(connection, view);
    judge(connection, view, day);
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace

std::vector<PlanView> plans(Connection& connection, const Text& tenant, Date day,
                            const std::optional<Text>& customer_key, std::int64_t limit) {
  return selected(connection, tenant, day,
                  " AND (? IS NULL OR a.customer_key = ?) ORDER BY p.id DESC LIMIT ?",
                  {customer_key ? store::Value(*customer_key) : store::Value(),
                   customer_key ? store::Value(*customer_key) : store::Value(), limit});
}

std::vector<PlanView> plans_that_matter(Connection& connection, const Text& tenant, Date day) {
  return selected(
      connection, tenant, day,
      " AND coalesce(p.ended_on, 99999999) > ? AND EXISTS"
      "  (SELECT 1 FROM payment_plan_items i JOIN receivable_states s ON s.item = i.item"
      "   WHERE i.plan = p.id AND (s.open <> 0 OR s.settled_on > ?))"
      " ORDER BY p.id",
      {to_number(day), to_number(day)});
}

}  // namespace facteur::gateway::receivables
