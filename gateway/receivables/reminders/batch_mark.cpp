#include <algorithm>

#include "gateway/receivables/reminders/batch.h"
#include "gateway/receivables/reminders/choices.h"
#include "gateway/receivables/reminders/joined_text.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using formats::Text;
using store::Transaction;

// Whether anything was done since, but by the dispatcher itself.
bool something_happened(store::Connection& sql, std::int64_t since) {
  return sql
      .row<std::int64_t>(
          "SELECT 1 FROM events WHERE seq > ? AND kind NOT IN ('reminder.planned',"
          " 'reminder.leaving', 'reminder.sent', 'reminder.put_off', 'task.added', 'task.closed')"
          " LIMIT 1",
          since)
      .has_value();
}

// Whether what was planned is still what would be asked for, though perhaps not on this day.
bool stands(const PlannedReminder& plan, const Action& action) {
  for (const PlannedMessage& message : plan.messages)
    if (message.level.number == action.level && plan.scenario == action.scenario) return false;
  return std::all_of(action.items.begin(), action.items.end(), [&](const ActionItem& asked) {
    return std::any_of(plan.items.begin(), plan.items.end(), [&](const PlannedItem& item) {
      return item.item.id == asked.item && item.payable && item.asked == asked.units &&
             item.level == asked.level;
    });
  });
}

void cancel_outdated(Transaction& transaction, const Batch& batch) {
  for (const Action& open : batch.open) {
    const bool used = std::any_of(batch.prepared.begin(), batch.prepared.end(),
                                  [&](const auto& one) { return one.action.id == open.id; });
    if (used || stands(batch.planned.plan, open)) continue;
    cancel(transaction, batch.tenant, open.id,
           {"la situation a changé : replanifiée", "the facts have changed: planned anew"},
           "platform", batch.on);
  }
}

NewTask task_for(const Batch& batch, TaskKind kind, const Text& reason, const std::string& key) {
  NewTask task;
  task.tenant = batch.tenant;
  task.customer_key = batch.planned.customer.customer_key;
  task.kind = kind;
  task.reason = reason;
  task.due_on = batch.on;
  task.made_on = batch.on;
  task.key = key;
  return task;
}

void add_tasks_of_plan(Transaction& transaction, const Batch& batch) {
  for (const auto& [kind, item, reason] : batch.planned.plan.tasks) {
    const std::string about =
        item ? "item " + std::to_string(*item) : batch.planned.customer.customer_key;
    NewTask task =
        task_for(batch, kind, reason, "reminder " + std::string(to_string(kind)) + " " + about);
    task.item = item;
    add_task(transaction, task);
  }
}

// The one item that a message is about; nothing when there are several.
std::optional<std::int64_t> single_item(const Action& action) {
  return action.items.size() == 1 ? std::optional(action.items.front().item) : std::nullopt;
}

void ask_for_agreement(Transaction& transaction, const Batch& batch, Prepared& prepared) {
  if (prepared.action.id) return;
  prepared.action.id = plan_action(transaction, prepared.action, true);
  add_task(transaction, task_for(batch, TaskKind::approval,
                                 joined({"à approuver : ", "to approve: "}, prepared.action.reason),
                                 "reminder approval " + std::to_string(prepared.action.id)));
}

void add_task_of_channel(Transaction& transaction, const Batch& batch, const Prepared& prepared) {
  const Action& action = prepared.action;
  if (action.channel == "mail") return;
  const bool call = action.channel == "call";
  const Text label = prepared.message.level.label;
  Text reason = call ? label : joined({"courrier à poster : ", "letter to post: "}, label);
  if (call && prepared.message.contact && !prepared.message.contact->phone.empty())
    reason = joined(
        reason, {", " + prepared.message.contact->name + " " + prepared.message.contact->phone,
                 ", " + prepared.message.contact->name + " " + prepared.message.contact->phone});
  NewTask task = task_for(batch, call ? TaskKind::call : TaskKind::other, reason,
                          "reminder " + action.channel + " " + std::to_string(action.id));
  task.item = single_item(action);
  add_task(transaction, task);
}

void let_leave(Transaction& transaction, const Batch& batch, Prepared& prepared) {
  Action& action = prepared.action;
  if (!action.id) action.id = plan_action(transaction, action, false);
  Departure departure{
      batch.on, prepared.mail.message_id, prepared.subject, prepared.template_version, {}};
  for (std::size_t i = 0; i < prepared.documents.size(); ++i)
    departure.documents.push_back({prepared.documents[i].file_name,
                                   prepared.documents[i].media_type, prepared.kept[i].sha256,
                                   prepared.kept[i].size, prepared.kept[i].entry});
  const bool mail = action.channel == "mail";
  depart(transaction, action, mail ? ActionState::leaving : ActionState::sent, departure);
  add_task_of_channel(transaction, batch, prepared);
}

void mark_one(Transaction& transaction, const Batch& batch, Prepared& prepared) {
  switch (prepared.step) {
    case Prepared::Step::leave:
      return let_leave(transaction, batch, prepared);
    case Prepared::Step::wait_for_agreement:
      return ask_for_agreement(transaction, batch, prepared);
    case Prepared::Step::wait_for_server:
      return;
    case Prepared::Step::blocked:
      add_task(transaction, task_for(batch, TaskKind::blocked, prepared.reason,
                                     "reminder blocked " + batch.planned.customer.customer_key));
      return;
  }
}

}  // namespace

Marked mark(Transaction& transaction, Batch& batch) {
  if (!switched_on(transaction.sql(), batch.tenant)) return Marked::off;
  if (something_happened(transaction.sql(), batch.seen)) return Marked::stale;
  cancel_outdated(transaction, batch);
  add_tasks_of_plan(transaction, batch);
  for (Prepared& prepared : batch.prepared) mark_one(transaction, batch, prepared);
  return Marked::done;
}

}  // namespace facteur::gateway::receivables::reminders
