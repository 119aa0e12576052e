// The facts from which reminders are planned, read from the database.
#pragma once

#include <string>
#include <vector>

#include "gateway/receivables/reminders.h"

namespace facteur::gateway::receivables {

// One case a customer with anything open on that day, by customer key: open amounts of the day,
// legal statuses as known now, messages sent up to that day.
std::vector<ReminderCase> reminder_cases(store::Connection& connection, const std::string& tenant,
                                         formats::Date on);

// The plan of the day for every such customer.
std::vector<PlannedReminder> plan_reminders(store::Connection& connection,
                                            const std::string& tenant, const Scenario& scenario,
                                            formats::Date on);

}  // namespace facteur::gateway::receivables
