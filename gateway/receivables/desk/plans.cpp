#include "gateway/receivables/desk/plans.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/business_days.h"
#include "gateway/receivables/day_text.h"
#include "gateway/receivables/desk/agreed_items.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Transaction;
using Json = nlohmann::json;
using Number = std::int64_t;

constexpr std::size_t most_instalments = 120;

DeskRefusal invalid(const char* field, formats::Text text) {
  return {"INVALID", field, std::move(text)};
}

// The instalments by date, adding up to what is open.
OrRefusal<std::vector<Instalment>> checked(const NewPlan& plan, const AgreedItems& agreed,
                                           int grace, Date on) {
  if (plan.instalments.empty() || plan.instalments.size() > most_instalments)
    return invalid("instalments",
                   {"de 1 à 120 échéances attendues", "expected 1 to 120 instalments"});
  const unsigned exponent = agreed.items.front().exponent;
  std::vector<Instalment> instalments;
  Number sum = 0;
  for (const PlannedInstalment& planned : plan.instalments) {
    const auto units = positive_units("instalments", planned.amount, exponent);
    if (const auto* refused = refusal(units)) return *refused;
    if (planned.due_on < on)
      return invalid("instalments", {day_text(planned.due_on).fr + " : avant le jour du plan",
                                     planned.due_on.to_string() + ": before the day of the plan"});
    if (__builtin_add_overflow(sum, std::get<Number>(units), &sum))
      return invalid("instalments", {"somme trop grande", "the sum is too large"});
    instalments.push_back(
        {planned.due_on, add_business_days(planned.due_on, grace), std::get<Number>(units)});
  }
  if (sum != agreed.open) {
    const std::string open = decimal_of(agreed.open, exponent), is = decimal_of(sum, exponent);
    return invalid("instalments", {"total " + is + ", alors que " + open + " est ouvert",
                                   "they add up to " + is + ", while " + open + " is open"});
  }
  std::ranges::stable_sort(instalments, {}, &Instalment::due_on);
  return instalments;
}

std::optional<DeskRefusal> check_free(Transaction& t, const AgreedItems& agreed, Date on) {
  for (const ItemHistory& item : agreed.items)
    if (t.sql().row<Number>(
            "SELECT 1 FROM payment_plan_items i JOIN payment_plans p ON p.id = i.plan"
            " WHERE i.item = ? AND (p.ended_on IS NULL OR p.ended_on > ?)",
            item.id, to_number(on)))
      return DeskRefusal{"CONFLICT",
                         "items",
                         {item.number + " : déjà dans un échéancier ; le terminer d'abord",
                          item.number + ": in a plan already; end that first"}};
  return std::nullopt;
}

void insert_terms(Transaction& t, Number plan, const AgreedItems& agreed,
                  const std::vector<Instalment>& instalments, Date on) {
  for (const ItemHistory& item : agreed.items)
    t.sql().execute("INSERT INTO payment_plan_items (plan, item, units) VALUES (?, ?, ?)", plan,
                    item.id, item.open(on));
  Number position = 0;
  for (const Instalment& instalment : instalments)
    t.sql().execute(
        "INSERT INTO payment_plan_instalments (plan, position, due_on, grace_until, units)"
        " VALUES (?, ?, ?, ?, ?)",
        plan, ++position, to_number(instalment.due_on), to_number(instalment.grace_until),
        instalment.units);
}

OrRefusal<Number> insert(Transaction& t, const Acting& acting, const NewPlan& plan, Date on) {
  const auto found = agreed_items(t.sql(), acting.tenant, plan.items, on);
  if (const auto* refused = refusal(found)) return *refused;
  const auto& agreed = std::get<AgreedItems>(found);
  if (auto refused = check_free(t, agreed, on)) return *refused;
  const int grace = desk_settings(t.sql(), acting.tenant).grace_days;
  const auto instalments = checked(plan, agreed, grace, on);
  if (const auto* refused = refusal(instalments)) return *refused;
  const ItemHistory& first = agreed.items.front();
  t.sql().execute(
      "INSERT INTO payment_plans (tenant, account, note, made_on, made_at, made_by)"
      " VALUES (?, ?, ?, ?, ?, ?)",
      acting.tenant, first.account, plan.note, to_number(on), t.now().microseconds, acting.actor);
  const auto id = inserted_id(t);
  insert_terms(t, id, agreed, std::get<std::vector<Instalment>>(instalments), on);
  Json list = Json::array();
  for (const Instalment& instalment : std::get<std::vector<Instalment>>(instalments))
    list.push_back({{"date", instalment.due_on.to_string()},
                    {"amount", decimal_of(instalment.units, first.exponent)}});
  append_event(t, acting, "plan.made", id,
               {{"customer", first.customer_key},
                {"items", plan.items},
                {"instalments", list},
                {"on", on.to_string()}});
  return id;
}

}  // namespace

OrRefusal<Number> make_plan(Transaction& transaction, const Acting& acting, const NewPlan& plan) {
  if (auto refused = check_note("note", plan.note)) return *refused;
  const Date on = day_of(transaction, acting);
  Json request = {"plan", plan.items, plan.note};
  for (const PlannedInstalment& instalment : plan.instalments)
    request.push_back({instalment.due_on.to_string(), instalment.amount});
  return once(transaction, acting, request, [&] { return insert(transaction, acting, plan, on); });
}

OrRefusal<Number> end_plan(Transaction& transaction, const Acting& acting, Number plan,
                           const std::string& outcome) {
  if (outcome != "accelerated" && outcome != "cancelled")
    return invalid("outcome", {"accelerated ou cancelled", "accelerated or cancelled"});
  const Date on = day_of(transaction, acting);
  const auto ended = transaction.sql().execute(
      "UPDATE payment_plans SET ended_on = max(made_on, ?), ended_at = ?, ended_by = ?,"
      " outcome = ? WHERE id = ? AND tenant = ? AND ended_on IS NULL",
      to_number(on), transaction.now().microseconds, acting.actor, outcome, plan, acting.tenant);
  if (ended == 0)
    return DeskRefusal{"NOT_FOUND",
                       "id",
                       {"échéancier inconnu ou déjà terminé", "unknown plan, or already ended"}};
  append_event(transaction, acting, "plan.ended", plan,
               {{"outcome", outcome}, {"on", on.to_string()}});
  for (std::size_t position = 1; position <= most_instalments; ++position)
    close_task_by_key(transaction, acting.tenant,
                      "plan:" + std::to_string(plan) + ":" + std::to_string(position),
                      {on, "done", outcome, acting.actor});
  return plan;
}

}  // namespace facteur::gateway::receivables
