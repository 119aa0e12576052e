#include "gateway/receivables/reminders/batch.h"
#include "gateway/receivables/reminders/bounces.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using delivery::SendResult;
using formats::Text;
using store::Transaction;

// A mail server that cannot be reached is tried again after a quarter of an hour, then after twice
// as long each time; in the end a person has to look.
constexpr std::int64_t first_wait_microseconds = 15 * 60 * std::int64_t{1'000'000};
constexpr int most_attempts = 8;

void add_mail_task(Transaction& transaction, const Batch& batch, const Action& action,
                   TaskKind kind, const Text& reason) {
  NewTask task;
  task.tenant = batch.tenant;
  task.customer_key = action.customer_key;
  task.kind = kind;
  task.reason = reason;
  task.due_on = task.made_on.emplace(batch.on);
  task.key = "reminder mail " + std::to_string(action.id);
  add_task(transaction, task);
}

void wait_or_give_up(Transaction& transaction, const Batch& batch, Prepared& prepared,
                     const SendResult& result) {
  const int attempts = prepared.action.attempts + 1;
  prepared.reason = {"serveur de messagerie : " + result.reply, "mail server: " + result.reply};
  if (attempts < most_attempts) {
    const Instant retry{transaction.now().microseconds +
                        (first_wait_microseconds << (attempts - 1))};
    put_off(transaction, prepared.action.id, retry, prepared.reason);
    return;
  }
  arrive(transaction, prepared.action.id, ActionState::failed, prepared.reason);
  add_mail_task(transaction, batch, prepared.action, TaskKind::blocked, prepared.reason);
}

// False when the customer is to be planned anew.
bool settle(Transaction& transaction, const Batch& batch, Prepared& prepared,
            const SendResult& result) {
  const Action& action = prepared.action;
  switch (result.outcome) {
    case SendResult::Outcome::accepted:
      arrive(transaction, action.id, ActionState::sent, action.reason);
      return true;
    case SendResult::Outcome::temporary:
      prepared.step = Prepared::Step::wait_for_server;
      wait_or_give_up(transaction, batch, prepared, result);
      return true;
    case SendResult::Outcome::unknown: {
      const Text reason{"le serveur n'a pas répondu à la fin : vérifier si le message est parti",
                        "the server did not answer at the end: look whether the message left"};
      arrive(transaction, action.id, ActionState::unknown, reason);
      add_mail_task(transaction, batch, action, TaskKind::blocked, reason);
      return true;
    }
    case SendResult::Outcome::permanent:
      arrive(transaction, action.id, ActionState::failed,
             {"adresse refusée : " + result.reply, "address refused: " + result.reply});
      mark_unreachable(transaction, batch.tenant, action.customer_key,
                       prepared.message.contact->email, result.reply);
      return false;
  }
  return true;
}

}  // namespace

bool post(store::Store& store, const Tools& tools, Batch& batch) {
  bool good = true;
  for (Prepared& prepared : batch.prepared) {
    if (prepared.step != Prepared::Step::leave || prepared.action.channel != "mail") continue;
    const SendResult result =
        tools.post ? tools.post(prepared.mail)
                   : SendResult{SendResult::Outcome::temporary, "no mail server is configured"};
    good = store.write([&](Transaction& t) { return settle(t, batch, prepared, result); }) && good;
  }
  return good;
}

void stop_plan(PlannedReminder& plan, const Text& reason) {
  if (plan.messages.empty()) return;
  for (const PlannedMessage& message : plan.messages) stop_message(plan, message, reason);
  keep_messages(plan, {});
  plan.reason = reason;
}

PlannedReminder outcome_of(Batch batch) {
  PlannedReminder plan = std::move(batch.planned.plan);
  std::vector<PlannedMessage> left;
  for (const Prepared& prepared : batch.prepared) {
    if (prepared.step == Prepared::Step::wait_for_agreement) plan.approval = true;
    if (prepared.step == Prepared::Step::leave)
      left.push_back(prepared.message);
    else
      stop_message(plan, prepared.message, prepared.reason);
  }
  keep_messages(plan, std::move(left));
  if (!plan.send && !batch.prepared.empty()) plan.reason = batch.prepared.front().reason;
  return plan;
}

}  // namespace facteur::gateway::receivables::reminders
