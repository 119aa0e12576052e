#include "gateway/receivables/holds.h"

#include <algorithm>

#include "gateway/receivables/day_text.h"
#include "gateway/receivables/desk/dispute_reasons.h"
#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/exclusions.h"
#include "gateway/receivables/desk/plans.h"
#include "gateway/receivables/desk/promises.h"
#include "gateway/receivables/live_items.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using formats::Text;
using store::Connection;

// What is held back of each item, from what is open on it: no part is held twice, so that the parts
// held never exceed it. What is added first is held first.
class Holding {
 public:
  Holding(Connection& connection, Date day, std::optional<Instant> known_at)
      : histories_(connection, known_at), day_(day), known_at_(known_at) {}

  std::int64_t open(std::int64_t item) {
    return std::max<std::int64_t>(histories_.of(item).open(day_), 0);
  }

  // What was taken from the item otherwise than by money, from `since` on.
  std::int64_t credited(std::int64_t item, Date since) {
    std::int64_t sum = 0;
    for (const Taken& part : histories_.of(item).taken) {
      const bool counts = part.effective_on >= since && part.effective_on <= day_ &&
                          !(part.undone_on && *part.undone_on <= day_);
      if (counts && !part.by_money) sum += part.units;
    }
    return sum;
  }

  ItemHolds& of(std::int64_t item) { return items_[item]; }

  void add(std::int64_t item, std::int64_t wanted, Hold hold) {
    const auto known = free_.find(item);
    auto& free =
        known == free_.end() ? free_.emplace(item, open(item)).first->second : known->second;
    hold.units = std::min(wanted, free);
    if (hold.units <= 0) return;
    free -= hold.units;
    items_[item].holds.push_back(std::move(hold));
  }

  std::map<std::int64_t, ItemHolds> take() { return std::move(items_); }
  Date day() const { return day_; }
  std::optional<Instant> known_at() const { return known_at_; }

 private:
  ItemHistories histories_;
  const Date day_;
  const std::optional<Instant> known_at_;
  std::map<std::int64_t, ItemHolds> items_;
  std::map<std::int64_t, std::int64_t> free_;
};

std::string amount(std::int64_t units, unsigned exponent, const std::string& currency, bool fr) {
  return display_of(units, exponent, fr) + " " + currency;
}

void add_disputes(Connection& connection, const std::string& tenant, Holding& holding) {
  DisputeFilter filter{holding.day()};
  filter.known_at = holding.known_at();
  for (const Dispute& dispute : disputes(connection, tenant, filter)) {
    const DisputeReason* known = find_dispute_reason(dispute.reason);
    const std::string who = dispute.owner.empty() ? dispute.department : dispute.owner;
    const Text since = day_text(dispute.made_on), by = day_text(dispute.deadline_on);
    const Text reason = {"litige : " + std::string(known ? known->fr : dispute.reason) +
                             ", depuis le " + since.fr + ", " + who + ", à régler le " + by.fr,
                         "dispute: " + std::string(known ? known->en : dispute.reason) +
                             ", since " + since.en + ", " + who + ", to be settled by " + by.en};
    holding.add(dispute.item, dispute.units.value_or(INT64_MAX),
                {HoldKind::dispute, 0, {}, reason});
  }
}

// A dispute that ended with the promise of a credit note goes on holding its part until the credit
// comes, for days_to_credit at most: nobody is asked for what he was promised to be credited.
void add_expected_credits(Connection& connection, const std::string& tenant, Holding& holding) {
  const Date day = holding.day();
  const Date from = add_days(day, -days_to_credit).value_or(day);
  for (const auto& [item, units, ended] :
       connection.rows<std::int64_t, std::optional<std::int64_t>, std::int64_t>(
           "SELECT item, units, ended_on FROM disputes WHERE tenant = ? AND coalesce(ended_on, "
           "99999999) > ?"
           " AND coalesce(ended_on, 99999999) <= ? AND outcome IN ('credit_note', "
           "'price_corrected') AND ended_at <= ?",
           tenant, to_number(from), to_number(day), known_limit({day, holding.known_at()}))) {
    const Date since = to_date(ended);
    const auto until = add_days(since, days_to_credit - 1);
    const auto expected = units.value_or(holding.open(item)) - holding.credited(item, since);
    const Text text = day_text(since);
    holding.add(item, expected,
                {HoldKind::dispute,
                 0,
                 until,
                 {"litige clos le " + text.fr + ", avoir attendu",
                  "dispute closed on " + text.en + ", credit note expected"}});
  }
}

void note_settled_disputes(Connection& connection, const std::string& tenant, Holding& holding) {
  const auto on = to_number(holding.day());
  for (const auto& [item, closed] : connection.rows<std::int64_t, std::int64_t>(
           "SELECT item, max(ended_on) FROM disputes WHERE tenant = ? AND status IS NOT NULL"
           " AND made_on <= ? GROUP BY item HAVING count(ended_on) = count(*) AND max(ended_on) <= "
           "?",
           tenant, on, on))
    holding.of(item).dispute_settled_on = to_date(closed);
}

void add_promises(Connection& connection, const std::string& tenant, Holding& holding) {
  for (const PromiseView& view :
       promises_that_matter(connection, tenant, holding.day(), holding.known_at())) {
    const Promise& promise = view.promise;
    const Text day = day_text(promise.promised_on), end = day_text(promise.pauses_until);
    const Text reason = {
        "promesse de " + amount(promise.units, view.exponent, view.currency, true) + " pour le " +
            day.fr + ", attendue jusqu'au " + end.fr,
        "promise of " + amount(promise.units, view.exponent, view.currency, false) + " for " +
            day.en + ", awaited until " + end.en};
    for (const auto& [item, units] : view.on.held)
      holding.add(item, units, {HoldKind::promise, 0, promise.pauses_until, reason});
    const auto state = view.on.state;
    if (state != PromiseState::broken && state != PromiseState::partly_kept) continue;
    const auto broken_on = add_days(promise.pauses_until, 1);
    for (const auto& [item, missing] : view.on.about) {
      if (holding.open(item) == 0) continue;
      ItemHolds& holds = holding.of(item);
      ++holds.steps_up;
      holds.broken_on = std::max(holds.broken_on, broken_on);
    }
  }
}

// The day of the next instalment after the one at turn: it is late, and asked for, from the day
// after.
std::optional<Date> end_of_turn(const Plan& plan, std::size_t turn, Date day) {
  for (std::size_t next = turn + 1; next < plan.instalments.size(); ++next)
    if (plan.instalments[next].due_on >= day) return plan.instalments[next].due_on;
  return std::nullopt;
}

void add_plans(Connection& connection, const std::string& tenant, Holding& holding) {
  for (const PlanView& view : plans_that_matter(connection, tenant, holding.day())) {
    const auto state = view.on.state;
    const bool in_force = state == PlanState::running || state == PlanState::broken;
    if (!in_force || !view.on.turn) continue;
    const Date due_on = view.plan.instalments[*view.on.turn].due_on;
    const Text made = day_text(view.plan.made_on), due = day_text(due_on);
    const Text reason = {
        "échéancier du " + made.fr + ", échéance en cours : " +
            amount(view.on.asked, view.exponent, view.currency, true) + " au " + due.fr,
        "payment plan of " + made.en + ", at turn: " +
            amount(view.on.asked, view.exponent, view.currency, false) + " on " + due.en};
    const auto until = end_of_turn(view.plan, *view.on.turn, holding.day());
    for (const PromisedItem& part : view.plan.items) {
      if (holding.open(part.item) == 0) continue;
      holding.of(part.item).reminder_due_on = due_on;
      const auto held = view.on.held.find(part.item);
      if (held != view.on.held.end())
        holding.add(part.item, held->second, {HoldKind::plan, 0, until, reason});
    }
  }
}

void add_exclusions(Connection& connection, const std::string& tenant, Holding& holding) {
  for (const Exclusion& exclusion : exclusions(connection, tenant, holding.day(), true)) {
    const Hold hold{HoldKind::exclusion,
                    0,
                    exclusion.until_on,
                    {"exclu des relances par " + exclusion.made_by + " : " + exclusion.reason,
                     "excluded from reminders by " + exclusion.made_by + ": " + exclusion.reason}};
    if (exclusion.item) {
      holding.add(*exclusion.item, INT64_MAX, hold);
      continue;
    }
    for (const OpenItem& item :
         open_items(connection, tenant, {holding.day(), {}}, exclusion.customer_key))
      if (item.kind != "credit_note" && item.kind != "payment")
        holding.add(item.id, INT64_MAX, hold);
  }
}

}  // namespace

std::map<std::int64_t, ItemHolds> holds_on(Connection& connection, const std::string& tenant,
                                           Date day, std::optional<Instant> known_at) {
  Holding holding(connection, day, known_at);
  add_disputes(connection, tenant, holding);
  add_expected_credits(connection, tenant, holding);
  note_settled_disputes(connection, tenant, holding);
  add_promises(connection, tenant, holding);
  add_plans(connection, tenant, holding);
  add_exclusions(connection, tenant, holding);
  return holding.take();
}

}  // namespace facteur::gateway::receivables
