// What one item calls for on one day, seen by itself: the first step of a plan (reminders.h).
#pragma once

#include "gateway/receivables/reminders.h"

namespace facteur::gateway::receivables {

bool is_credit(const OpenItem& item);

// `send` is true when the item calls for a message; the rest of the plan may still say no.
PlannedItem judge_item(const Scenario& scenario, const ReminderCase& customer,
                       const ReminderItem& candidate, formats::Date on);

}  // namespace facteur::gateway::receivables
