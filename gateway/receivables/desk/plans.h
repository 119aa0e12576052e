// Payment plans: made, ended, looked at. What one comes to is derived (plan_state.h).
//
// Writes run in the caller's transaction and append the events "plan.made" and "plan.ended"; what a
// user may get wrong is a DeskRefusal. Interest goes on by the items' own due dates.
#pragma once

#include <string>
#include <vector>

#include "gateway/receivables/desk/acting.h"
#include "gateway/receivables/desk/plan_state.h"

namespace facteur::gateway::receivables {

struct PlannedInstalment {
  formats::Date due_on;
  std::string amount;  // exact decimal
};

struct NewPlan {
  std::vector<std::int64_t> items;  // of one customer, in one currency
  std::vector<PlannedInstalment> instalments;
  std::string note;
};

// The plan's id. Refused: unknown items, nothing open on one, one that is in a plan already;
// instalments that do not add up to what is open, or are due before the plan is made.
OrRefusal<std::int64_t> make_plan(store::Transaction& transaction, const Acting& acting,
                                  const NewPlan& plan);

// `outcome`: "accelerated" (all is asked for again, by the items' own dates) or "cancelled".
OrRefusal<std::int64_t> end_plan(store::Transaction& transaction, const Acting& acting,
                                 std::int64_t plan, const std::string& outcome);

struct PlanView {
  Plan plan;
  PlanOn on;
  std::string customer_key, customer_name, currency;
  unsigned exponent = 2;
  std::vector<std::string> numbers;  // of its items
};

// Those made by `day`, as they stand on it, the latest first.
std::vector<PlanView> plans(store::Connection& connection, const std::string& tenant,
                            formats::Date day, const std::optional<std::string>& customer_key = {},
                            std::int64_t limit = 1000);

// Those that are not ended by `day` and have something open on an item.
std::vector<PlanView> plans_that_matter(store::Connection& connection, const std::string& tenant,
                                        formats::Date day);

}  // namespace facteur::gateway::receivables
