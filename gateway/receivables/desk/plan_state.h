// What a payment plan has come to on a day, and what may be asked for under it. Pure.
//
// All that settles the plan's items fills its instalments, the first one first. The instalment at
// turn may be asked for, with its own date; what comes after it is held back. A broken plan goes on
// until somebody ends it: to ask for all at once again (acceleration) is a decision.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "gateway/receivables/desk/item_history.h"
#include "gateway/receivables/desk/promise_state.h"

namespace facteur::gateway::receivables {

struct Instalment {
  formats::Date due_on, grace_until;
  std::int64_t units = 0;
};

struct Plan {
  std::int64_t id = 0;
  std::string tenant;
  std::int64_t account = 0;
  std::string note;
  formats::Date made_on;
  std::string made_by;
  std::optional<formats::Date> ended_on = {};
  std::string outcome = {};             // "accelerated", "cancelled"; empty while it is not ended
  std::vector<PromisedItem> items;      // with what was open when it was made; by due date
  std::vector<Instalment> instalments;  // by date
};

enum class InstalmentState { upcoming, due, kept, paid_late, broken };
std::string_view to_string(InstalmentState state);

enum class PlanState { running, broken, completed, accelerated, cancelled };
std::string_view to_string(PlanState state);

struct PlanOn {
  PlanState state = PlanState::running;
  std::vector<InstalmentState> instalments;
  std::int64_t settled = 0;  // of what was planned
  // The first instalment that is not settled, by place; nothing when all are.
  std::optional<std::size_t> turn;
  // What may be asked for: the rest of that one and of all that fell due after it.
  std::int64_t asked = 0;
  std::map<std::int64_t, std::int64_t> held;  // by item; empty unless running or broken
};

// `items` in the order of plan.items.
PlanOn plan_on(const Plan& plan, std::span<const ItemHistory* const> items, formats::Date day);

}  // namespace facteur::gateway::receivables
