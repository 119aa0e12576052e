// The facts from which reminders are planned, read from the database.
#pragma once

#include <string>
#include <vector>

#include "gateway/receivables/reminders.h"
#include "gateway/receivables/reminders/scenario_set.h"

namespace facteur::gateway::receivables {

// Which statuses of an invoice count on a past day.
enum class Statuses {
  known_now,  // all: nothing is sent for an invoice that was refused meanwhile
  effective,  // what the buyer had said by then; that it has the invoice counts whenever it is told
};

// One case a customer with anything open on that day, by customer key: open amounts, holds and
// messages as effective on that day, contacts and choices as known now. Of one customer when
// `customer_key` is given.
std::vector<ReminderCase> reminder_cases(store::Connection& connection, const std::string& tenant,
                                         formats::Date on,
                                         const std::optional<std::string>& customer_key = {},
                                         Statuses statuses = Statuses::known_now);

// What the legal status of an invoice allows, and the status (statuses.id) that decided. `until`:
// what the buyer said after this day is left out.
struct DecidingStatus {
  LegalState state;
  std::optional<std::int64_t> status;
};
DecidingStatus legal_state_of(store::Connection& connection, std::int64_t invoice,
                              const std::optional<formats::Date>& until = {});

// The plan of the day for every such customer, each by its scenario, with the statuses effective on
// that day: a dry run. It shows of what needs agreement only what was agreed to.
std::vector<PlannedReminder> plan_reminders(store::Connection& connection,
                                            const std::string& tenant, const ScenarioSet& scenarios,
                                            formats::Date on);

}  // namespace facteur::gateway::receivables
