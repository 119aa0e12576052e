// The agenda: what is to be done by whom and until when. Rules and people add tasks; facts and
// people close them.
//
// All functions run in the caller's transaction and append an event for each change. Days are civil
// days in Europe/Paris.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

enum class TaskKind {
  call,               // a step of a scenario: telephone
  approval,           // a reminder waits for somebody's agreement
  missing_contact,    // nobody to write to
  bounce,             // mail came back
  repair_delivery,    // the invoice did not reach its buyer
  blocked,            // a reminder lacks something else: a date, a variable of its template
  apply_credits,      // credits and unapplied money cover what is overdue
  unmatched_receipt,  // money whose origin or use is not known
  promise_broken,
  dispute,          // to be settled by its owner
  dispute_overdue,  // was not settled in time: goes to the head of credit management
  dispute_payment,  // money came in for a disputed item
  plan_broken,      // an instalment was not paid
  alert,            // a condition that a user watches
  question,         // to another department
  other,
};
std::string_view to_string(TaskKind kind);
std::optional<TaskKind> task_kind(std::string_view text);
formats::Text label(TaskKind kind);
// Whether a task of this kind is of no use once nothing is open on its item.
bool ends_with_debt(TaskKind kind);

struct NewTask {
  std::string tenant;
  std::string customer_key = {};  // empty: about no customer
  std::optional<std::int64_t> item = {};
  TaskKind kind = TaskKind::other;
  formats::Text reason;
  formats::Date due_on;
  std::string department = {};  // empty: the one that the kind belongs to
  std::string owner = {};       // a user; empty: anybody of the department
  // What asks for it: the same key while the task is open adds nothing. Empty: always a new task.
  std::string key = {};
  std::optional<formats::Date> made_on = {};  // nothing: the day of the transaction
  std::string actor = "platform";
};

// Event "task.added"; the task's id, or that of the open one with the same key.
std::int64_t add_task(store::Transaction& transaction, const NewTask& task);

// The same, unless there ever was a task with this key: what a person has closed is not asked for
// again. Whether it was added.
bool add_task_once(store::Transaction& transaction, const NewTask& task);

// What ended a task. `outcome`: "done", "promise", "dispute", "no_answer", "wrong_person",
// "not_needed", or "fact" when nobody had to do it.
struct TaskEnd {
  formats::Date on;
  std::string outcome = "fact";
  std::string note = {};
  std::string actor = "platform";
};

// Closes a task that is open; false when there is none, which is no error. Event "task.closed".
bool close_task(store::Transaction& transaction, const std::string& tenant, std::int64_t task,
                const TaskEnd& end);
bool close_task_by_key(store::Transaction& transaction, const std::string& tenant,
                       const std::string& key, const TaskEnd& end);
// All open ones about an item that are of no use once nothing is open on it.
void close_tasks_of_settled(store::Transaction& transaction, std::int64_t item, const TaskEnd& end);

struct Task {
  std::int64_t id;
  std::string customer_key, customer_name;
  std::optional<std::int64_t> item;
  std::string number;  // of the item
  TaskKind kind;
  formats::Text reason;
  formats::Date due_on;
  std::string department, owner;
  std::int64_t amount;  // open on the item as of the day asked for, else on the customer; for order
  std::string currency;
  unsigned exponent;
  formats::Date made_on;
  std::string made_by;
  std::optional<formats::Date> ended_on;
  std::string outcome;  // empty while open
  bool late;            // due before the day asked for
};

struct TaskFilter {
  formats::Date on;  // as of this day: made by then and not closed
  std::optional<std::string> owner, department, customer_key;
  std::int64_t limit = 1000;
};

// Late ones first, the largest amount before all; then by due date and amount.
std::vector<Task> agenda(store::Connection& connection, const std::string& tenant,
                         const TaskFilter& filter);

}  // namespace facteur::gateway::receivables
