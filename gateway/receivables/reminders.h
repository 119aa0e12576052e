// The plan of reminders for one day: to whom, at which level, for which items, and if not, why.
//
// Planning is pure: it reads nothing but its arguments and sends nothing. Asked twice with the same
// facts it gives the same plan; once a message was recorded as sent, the plan does not hold it any
// more. What is decided, in this order:
//   an item calls for a message when its legal status allows it, it is not held back (promise,
//   dispute, payment plan, exclusion), a level is reached that was not sent yet, and the level may
//   still be sent;
//   credits and unapplied payments of the customer that cover these items in full, and those that
//   were asked for before, stop them, and so does an amount below the least one that is asked for;
//   nothing goes on a quiet day, or too soon after the last message;
//   all items of a customer go into one message, whose level is the highest among them (or each
//   into its own, where the scenario says so); what needs a person's agreement stays apart, so that
//   it keeps nothing else waiting;
//   a message without anybody to send it to is blocked.
// What a person has to do instead of a message is a task of the plan.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "gateway/receivables/agenda.h"
#include "gateway/receivables/holds.h"
#include "gateway/receivables/ledger.h"
#include "gateway/receivables/scenario.h"
#include "gateway/receivables/status_gate.h"

namespace facteur::gateway::receivables {

// The highest level that was sent for an item.
struct SentLevel {
  int level;
  formats::Date on;
};

struct ReminderItem {
  OpenItem item;
  std::optional<LegalState> legal = {};     // nothing: imported, no status is known
  std::optional<SentLevel> last_sent = {};  // messages that came back do not count
  ItemHolds holds = {};
  std::optional<std::int64_t> status = {};  // statuses.id of the one that decided
  std::vector<SentLevel> sent = {};         // all that was sent, rising; for payment plans
};

// Somebody at the customer's. The contact of an invoice (BT-58) has the id 0 and no name.
struct ReminderContact {
  std::int64_t id = 0;
  std::string name = {}, role = {};
  std::string email = {}, phone = {}, address = {};  // empty: unknown
  std::string language = {};                         // empty: the customer's
  bool unreachable = false;                          // mail came back for good

  bool operator==(const ReminderContact&) const = default;
};

// What a person set for one customer; it wins over segment and scenario.
struct ReminderChoice {
  std::string scenario = {}, language = {};       // empty: not chosen
  std::optional<std::int64_t> contact = {};       // of customer_contacts
  std::optional<formats::Date> quiet_until = {};  // the last quiet day
};

// All that one customer owes and was asked for.
struct ReminderCase {
  std::string customer_key, customer_name;
  std::string segment = {}, language = {};
  std::optional<std::string> contact = {};     // the address that came with an invoice (BT-58)
  std::vector<ReminderContact> contacts = {};  // in the order in which they are tried
  ReminderChoice choice = {};
  std::optional<formats::Date> last_message = {};
  std::optional<formats::Date> last_promise = {};
  std::vector<formats::Date> writings = {};  // days of mails and letters, rising
  std::vector<ReminderItem> items = {};
};

struct PlannedItem {
  OpenItem item;
  std::int64_t days_late = 0;     // negative: before the due date
  std::optional<int> level = {};  // reached on this day
  bool send = false;
  formats::Text reason = {};
  std::int64_t asked = 0;             // units: open but for what is held back
  bool payable = false;               // neither its status nor a hold forbids to speak of it
  bool to_approve = false;            // the buyer has not approved it yet
  bool recalled = false;              // late, and asked for before: the next message lists it too
  formats::Text status = {};          // legal status; empty when imported
  std::optional<TaskKind> task = {};  // what a person has to do about it
};

struct PlannedMessage {
  Level level;
  std::string channel, tone;                    // what they come to: not always those of the level
  std::optional<ReminderContact> contact = {};  // nothing: the company, for a letter or a call
  std::vector<std::size_t> items = {};          // places in PlannedReminder::items
};

struct PlannedTask {
  TaskKind kind;
  std::optional<std::int64_t> item;
  formats::Text reason;
};

struct PlannedReminder {
  std::string customer_key, customer_name;
  std::string scenario;
  std::optional<std::string> contact = {};  // e-mail address of the highest message
  std::optional<int> level = {};            // of the highest message; nothing when none would go
  std::string channel = {};                 // empty when none would go
  bool send = false;
  bool approval = false;  // something waits for a person's agreement
  formats::Text reason = {};
  std::vector<PlannedItem> items = {};
  std::vector<PlannedMessage> messages = {};  // the highest level first
  std::vector<PlannedTask> tasks = {};
};

// Changes of a plan once it is made: a message that does not leave after all, and what is left of
// the whole when these messages are all that leave (in the order that they have in the plan).
void stop_message(PlannedReminder& reminder, const PlannedMessage& message,
                  const formats::Text& reason);
void keep_messages(PlannedReminder& reminder, std::vector<PlannedMessage> messages);

formats::Text waits_for_agreement(const Level& level);

PlannedReminder plan_reminder(const Scenario& scenario, const ReminderCase& customer,
                              formats::Date on);

}  // namespace facteur::gateway::receivables
