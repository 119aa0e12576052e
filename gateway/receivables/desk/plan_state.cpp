#include "gateway/receivables/desk/plan_state.h"

#include <algorithm>

namespace facteur::gateway::receivables {
namespace {

using formats::Date;

constexpr std::string_view instalment_names[] = {"upcoming", "due", "kept", "paid_late", "broken"};
constexpr std::string_view plan_names[] = {"running", "broken", "completed", "accelerated",
                                           "cancelled"};

using Items = std::span<const ItemHistory* const>;

// What is open on the item of what was planned.
std::int64_t open_of(const Plan& plan, Items items, std::size_t place, Date day, Date seen_on) {
  return std::clamp<std::int64_t>(items[place]->open(day, seen_on), 0, plan.items[place].units);
}

std::int64_t settled_by(const Plan& plan, Items items, Date day, Date seen_on) {
  std::int64_t settled = 0;
  for (std::size_t place = 0; place < items.size(); ++place)
    settled += plan.items[place].units - open_of(plan, items, place, day, seen_on);
  return settled;
}

InstalmentState instalment_on(const Plan& plan, Items items, const Instalment& instalment,
                              std::int64_t up_to, Date day) {
  const Date limit = std::min(instalment.grace_until, day);
  if (settled_by(plan, items, limit, day) >= up_to) return InstalmentState::kept;
  if (settled_by(plan, items, day, day) >= up_to) return InstalmentState::paid_late;
  if (day > instalment.grace_until) return InstalmentState::broken;
  return day >= instalment.due_on ? InstalmentState::due : InstalmentState::upcoming;
}

bool is_settled(InstalmentState state) {
  return state == InstalmentState::kept || state == InstalmentState::paid_late;
}

void hold_back(const Plan& plan, Items items, Date day, PlanOn& result) {
  std::int64_t asked = result.asked;
  for (std::size_t place = 0; place < items.size(); ++place) {
    const auto open = open_of(plan, items, place, day, day);
    const auto share = std::min(asked, open);
    asked -= share;
    if (open > share) result.held[items[place]->id] = open - share;
  }
}

PlanState state_of(const Plan& plan, const PlanOn& result, Date day) {
  if (plan.ended_on && *plan.ended_on <= day)
    return plan.outcome == "accelerated" ? PlanState::accelerated : PlanState::cancelled;
  if (!result.turn) return PlanState::completed;
  return std::ranges::count(result.instalments, InstalmentState::broken) > 0 ? PlanState::broken
                                                                             : PlanState::running;
}

}  // namespace

std::string_view to_string(InstalmentState state) {
  return instalment_names[static_cast<std::size_t>(state)];
}

std::string_view to_string(PlanState state) {
  return plan_names[static_cast<std::size_t>(state)];
}

PlanOn plan_on(const Plan& plan, std::span<const ItemHistory* const> items, Date day) {
  PlanOn result;
  result.settled = settled_by(plan, items, day, day);
  std::int64_t up_to = 0, asked_up_to = 0;
  for (std::size_t place = 0; place < plan.instalments.size(); ++place) {
    const Instalment& instalment = plan.instalments[place];
    up_to += instalment.units;
    result.instalments.push_back(instalment_on(plan, items, instalment, up_to, day));
    const bool first = !result.turn && !is_settled(result.instalments.back());
    if (first) result.turn = place;
    if (first || instalment.due_on < day) asked_up_to = up_to;
  }
  result.state = state_of(plan, result, day);
  if (result.state != PlanState::running && result.state != PlanState::broken) return result;
  result.asked = std::max<std::int64_t>(asked_up_to - result.settled, 0);
  hold_back(plan, items, day, result);
  return result;
}

}  // namespace facteur::gateway::receivables
