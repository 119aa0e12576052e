#include "gateway/receivables/desk/task_outcome.h"

#include <algorithm>
#include <iterator>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/business_days.h"
#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/promises.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;
using Number = std::int64_t;
using Text = std::string;
using Followed = std::optional<DeskRefusal>;

// Business days in which the right contact is to be found.
constexpr int days_to_find = 2;

struct OpenTask {
  Number id;
  Text customer_key;
  std::optional<Number> item;
  Text kind, reason_fr, reason_en, department, owner;
};

std::optional<OpenTask> find_open(Transaction& t, const Text& tenant, Number id) {
  const auto row = t.sql().row<Text, std::optional<Number>, Text, Text, Text, Text, Text>(
      "SELECT customer_key, item, kind, reason_fr, reason_en, department, owner FROM tasks"
      " WHERE id = ? AND tenant = ? AND ended_on IS NULL",
      id, tenant);
  if (!row) return std::nullopt;
  const auto& [customer, item, kind, fr, en, department, owner] = *row;
  return OpenTask{id, customer, item, kind, fr, en, department, owner};
}

NewTask again(const OpenTask& task, const Acting& acting, formats::Date on) {
  NewTask next;
  next.tenant = acting.tenant;
  next.customer_key = task.customer_key;
  next.item = task.item;
  next.kind = task_kind(task.kind).value_or(TaskKind::other);
  next.reason = {task.reason_fr, task.reason_en};
  next.department = task.department;
  next.owner = task.owner;
  next.made_on = on;
  next.due_on = add_business_days(on, 1);
  next.actor = acting.actor;
  return next;
}

Followed nothing(Transaction&, const Acting&, const OpenTask&, const TaskOutcome&) {
  return std::nullopt;
}

Followed follow_promise(Transaction& t, const Acting& acting, const OpenTask& task,
                        const TaskOutcome& outcome) {
  if (!outcome.date)
    return DeskRefusal{"INVALID", "date", {"date promise attendue", "expected the promised day"}};
  NewPromise promise;
  promise.customer_key = task.customer_key;
  if (task.item) promise.items = {*task.item};
  promise.currency = task.item ? "" : outcome.currency.empty() ? "EUR" : outcome.currency;
  promise.amount = outcome.amount;
  promise.promised_on = *outcome.date;
  promise.note = outcome.note;
  const auto made = make_promise(t, acting, promise);
  return refusal(made) ? std::optional(*refusal(made)) : std::nullopt;
}

Followed follow_dispute(Transaction& t, const Acting& acting, const OpenTask& task,
                        const TaskOutcome& outcome) {
  if (!task.item)
    return DeskRefusal{"INVALID",
                       "outcome",
                       {"la tâche ne porte sur aucune pièce : ouvrir le litige sur la pièce",
                        "the task is about no item: open the dispute on the item"}};
  NewDispute dispute;
  dispute.item = *task.item;
  dispute.amount = outcome.amount;
  dispute.reason = outcome.reason;
  dispute.note = outcome.note;
  const auto opened = open_dispute(t, acting, dispute);
  return refusal(opened) ? std::optional(*refusal(opened)) : std::nullopt;
}

Followed follow_no_answer(Transaction& t, const Acting& acting, const OpenTask& task,
                          const TaskOutcome&) {
  add_task(t, again(task, acting, day_of(t, acting)));
  return std::nullopt;
}

Followed follow_wrong_person(Transaction& t, const Acting& acting, const OpenTask& task,
                             const TaskOutcome&) {
  const auto on = day_of(t, acting);
  NewTask next = again(task, acting, on);
  next.kind = TaskKind::missing_contact;
  next.reason = {"trouver le bon interlocuteur", "find the right person to talk to"};
  next.due_on = add_business_days(on, days_to_find);
  add_task(t, next);
  return std::nullopt;
}

struct Rule {
  std::string_view outcome;
  Followed (*follow)(Transaction&, const Acting&, const OpenTask&, const TaskOutcome&);
};

constexpr Rule rules[] = {{"done", nothing},
                          {"not_needed", nothing},
                          {"promise", follow_promise},
                          {"dispute", follow_dispute},
                          {"no_answer", follow_no_answer},
                          {"wrong_person", follow_wrong_person}};

}  // namespace

OrRefusal<Number> close_with(Transaction& transaction, const Acting& acting, Number id,
                             const TaskOutcome& outcome) {
  const auto* rule = std::ranges::find(rules, outcome.outcome, &Rule::outcome);
  if (rule == std::end(rules))
    return DeskRefusal{"INVALID",
                       "outcome",
                       {"done, not_needed, promise, dispute, no_answer ou wrong_person",
                        "done, not_needed, promise, dispute, no_answer or wrong_person"}};
  if (auto refused = check_note("note", outcome.note)) return *refused;
  const auto task = find_open(transaction, acting.tenant, id);
  if (!task)
    return DeskRefusal{
        "NOT_FOUND", "id", {"tâche inconnue ou déjà close", "unknown task, or already closed"}};
  if (auto refused = rule->follow(transaction, acting, *task, outcome)) return *refused;
  close_task(transaction, acting.tenant, id,
             {day_of(transaction, acting), outcome.outcome, outcome.note, acting.actor});
  return id;
}

}  // namespace facteur::gateway::receivables
