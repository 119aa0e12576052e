// What the rules ask of people on a day: broken promises and plans, disputes that are overdue,
// money that nobody has used. Doing a day twice adds nothing; what a person has closed does not
// come back.
#pragma once

#include <string>

#include "formats/civil_date.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

struct DeskDay {
  std::int64_t added = 0;   // tasks
  std::int64_t closed = 0;  // tasks that a fact has ended
  std::int64_t raised = 0;  // alerts
};

// Days after which a receipt that is not applied becomes a task.
inline constexpr int days_to_apply = 2;

DeskDay run_desk_day(store::Transaction& transaction, const std::string& tenant, formats::Date day);

// Of every tenant with a ledger whose rules were not run on `day` yet, a transaction each.
void run_desk_days(store::Store& store, formats::Date day);

}  // namespace facteur::gateway::receivables
