// What a planned message is to say, from the plan and the database.
#pragma once

#include <set>
#include <string>

#include "gateway/receivables/reminder_cases.h"
#include "gateway/receivables/reminders/message.h"

namespace facteur::gateway::receivables::reminders {

// The plan of one customer together with what it was made from.
struct PlannedCase {
  ReminderCase customer;
  PlannedReminder plan;
  int coming_due_days = 0;
  std::string language = {};  // of the scenario; empty: the customer's
};

PlannedCase plan_case(ReminderCase customer, const ScenarioSet& scenarios, formats::Date on);

// Takes what needs agreement and has none out of what would leave: `confirmed` are the contents
// that were agreed to. For dry runs; the dispatcher asks for agreement.
void await_agreement(PlannedCase& planned, const std::set<std::string>& confirmed);

// The facts of one message of the plan, but for creditor and claim, which the caller adds.
ReminderFacts facts_of(store::Connection& connection, const std::string& tenant,
                       const PlannedCase& planned, const PlannedMessage& message, formats::Date on);

// Fingerprint of whom a message goes to and what it asks for: SHA-256 in hexadecimal. Days late and
// interest, which move by themselves, are left out.
std::string content_of(const PlannedCase& planned, const PlannedMessage& message);

}  // namespace facteur::gateway::receivables::reminders
