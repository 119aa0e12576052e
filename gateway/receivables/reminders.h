// The plan of reminders for one day: to whom, at which level, for which items, and if not, why.
//
// Planning is pure: it reads nothing but its arguments and sends nothing. Asked twice with the same
// facts it gives the same plan; once a message was recorded as sent, the plan does not hold it any
// more. What is decided, in this order:
//   an item calls for a message when its legal status allows it, a level is reached that was not
//   sent yet, and the level may still be sent;
//   credits and unapplied payments of the customer that cover these items in full stop them;
//   all items of a customer go into one message, whose level is the highest among them;
//   nothing goes on a day that is no business day, or too soon after the last message.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "gateway/receivables/ledger.h"
#include "gateway/receivables/scenario.h"
#include "gateway/receivables/status_gate.h"

namespace facteur::gateway::receivables {

// What was sent before.
struct SentLevel {
  int level;
  formats::Date on;
};

struct ReminderItem {
  OpenItem item;
  std::optional<LegalState> legal;     // nothing: imported, no status is known
  std::optional<SentLevel> last_sent;  // the highest level sent for it
};

// All that one customer owes and was asked for.
struct ReminderCase {
  std::string customer_key, customer_name;
  std::optional<std::string> contact;
  std::optional<formats::Date> last_message;
  std::vector<ReminderItem> items;
};

struct PlannedItem {
  OpenItem item;
  std::int64_t days_late;    // negative: before the due date
  std::optional<int> level;  // reached on this day
  bool send;
  formats::Text reason;
};

struct PlannedReminder {
  std::string customer_key, customer_name;
  std::optional<std::string> contact;
  std::optional<int> level;  // of the message; nothing when none would go
  std::string channel;       // empty when none would go
  bool send;
  formats::Text reason;
  std::vector<PlannedItem> items;
};

PlannedReminder plan_reminder(const Scenario& scenario, const ReminderCase& customer,
                              formats::Date on);

}  // namespace facteur::gateway::receivables
