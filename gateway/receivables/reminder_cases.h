// The facts from which reminders are planned, read from the database.
#pragma once

#include <string>
#include <vector>

#include "gateway/receivables/reminders.h"
#include "gateway/receivables/reminders/scenario_set.h"

namespace facteur::gateway::receivables {

// One case a customer with anything open on that day, by customer key: open amounts, holds and
// messages as effective on that day, legal statuses, contacts and choices as known now. Of one
// customer when `customer_key` is given.
std::vector<ReminderCase> reminder_cases(store::Connection& connection, const std::string& tenant,
                                         formats::Date on,
                                         const std::optional<std::string>& customer_key = {});

// What the legal status of an invoice allows now, and the status (statuses.id) that decided.
struct DecidingStatus {
  LegalState state;
  std::optional<std::int64_t> status;
};
DecidingStatus legal_state_of(store::Connection& connection, std::int64_t invoice);

// The plan of the day for every such customer, each by its scenario.
std::vector<PlannedReminder> plan_reminders(store::Connection& connection,
                                            const std::string& tenant, const ScenarioSet& scenarios,
                                            formats::Date on);

}  // namespace facteur::gateway::receivables
