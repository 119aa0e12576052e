#include "gateway/receivables/desk/desk_day.h"

#include <set>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/day_text.h"
#include "gateway/receivables/desk/alerts.h"
#include "gateway/receivables/desk/dispute_reasons.h"
#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/plans.h"
#include "gateway/receivables/desk/promises.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Transaction;
using Number = std::int64_t;
using Text = std::string;

// One day of one tenant's desk.
struct Run {
  Transaction& t;
  const Text& tenant;
  Date day;
  DeskDay result = {};

  void ask(NewTask task) {
    task.tenant = tenant;
    task.made_on = day;
    task.due_on = std::max(task.due_on, day);
    if (add_task_once(t, task)) ++result.added;
  }
  void close(const Text& key, const char* why) {
    if (close_task_by_key(t, tenant, key, {day, "fact", why})) ++result.closed;
  }
};

Text money(Number units, unsigned exponent, const Text& currency, bool french) {
  return display_of(units, exponent, french) + " " + currency;
}

void look_at_promises(Run& run) {
  for (const PromiseView& view : promises_that_matter(run.t.sql(), run.tenant, run.day)) {
    const Text key = "promise:" + std::to_string(view.promise.id);
    const bool broken =
        view.on.state == PromiseState::broken || view.on.state == PromiseState::partly_kept;
    if (!broken) {
      run.close(key, to_string(view.on.state).data());
      continue;
    }
    NewTask task;
    task.customer_key = view.customer_key;
    if (view.promise.items.size() == 1) task.item = view.promise.items.front().item;
    task.kind = TaskKind::promise_broken;
    const formats::Text promised = day_text(view.promise.promised_on);
    const auto left = view.on.missing;
    task.reason = {"promis pour le " + promised.fr + ", il manque " +
                       money(left, view.exponent, view.currency, true),
                   "promised for " + promised.en +
                       ", missing: " + money(left, view.exponent, view.currency, false)};
    task.key = key;
    run.ask(task);
  }
}

void look_at_disputes(Run& run) {
  for (const Dispute& dispute : disputes(run.t.sql(), run.tenant, {run.day})) {
    if (dispute.deadline_on >= run.day) break;  // by deadline
    const DisputeReason* reason = find_dispute_reason(dispute.reason);
    const formats::Text since = day_text(dispute.deadline_on);
    NewTask task;
    task.customer_key = dispute.customer_key;
    task.item = dispute.item;
    task.kind = TaskKind::dispute_overdue;
    task.reason = {"litige sur " + dispute.number + " (" + Text(reason ? reason->fr : "") +
                       ", service " + dispute.department + ") à régler depuis le " + since.fr,
                   "dispute about " + dispute.number + " (" + Text(reason ? reason->en : "") +
                       ", department " + dispute.department + ") was to be settled by " + since.en};
    task.key = "overdue-dispute:" + std::to_string(dispute.id);
    run.ask(task);
  }
}

void look_at_plans(Run& run) {
  for (const PlanView& view : plans_that_matter(run.t.sql(), run.tenant, run.day)) {
    const Text key = "plan:" + std::to_string(view.plan.id) + ":";
    for (std::size_t place = 0; place < view.on.instalments.size(); ++place)
      if (view.on.instalments[place] != InstalmentState::broken)
        run.close(key + std::to_string(place + 1), "paid");
    if (view.on.state != PlanState::broken) continue;
    const formats::Text due = day_text(view.plan.instalments[*view.on.turn].due_on);
    NewTask task;
    task.customer_key = view.customer_key;
    task.kind = TaskKind::plan_broken;
    task.reason = {"échéance du " + due.fr + " non réglée : relancer, ou exiger le tout",
                   "instalment of " + due.en + " not paid: remind, or ask for all at once"};
    task.key = key + std::to_string(*view.on.turn + 1);
    run.ask(task);
  }
}

// One task a customer whose money waits, and one for the queue of receipts that are nobody's: the
// oldest of them names it, so that it is asked for again once that one is settled.
std::set<Text> look_at_receipts(Run& run) {
  const auto until = to_number(add_days(run.day, -days_to_apply).value_or(run.day));
  std::set<Text> keys;
  for (const auto& [account, customer, open, currency, exponent, oldest] :
       run.t.sql().rows<Number, Text, Number, Text, Number, Number>(
           "SELECT a.id, a.customer_key, sum(s.open), a.currency, a.exponent, min(i.issued_on)"
           " FROM receivable_accounts a JOIN receivable_states s ON s.account = a.id AND s.open <> "
           "0"
           "  AND s.side = 2"
           " JOIN receivable_items i ON i.id = s.item"
           " WHERE a.tenant = ? AND i.issued_on <= ? GROUP BY a.id",
           run.tenant, until)) {
    const auto places = static_cast<unsigned>(exponent);
    const formats::Text since = day_text(to_date(oldest));
    NewTask task;
    task.customer_key = customer;
    task.kind = TaskKind::unmatched_receipt;
    task.reason = {money(-open, places, currency, true) + " à imputer, depuis le " + since.fr,
                   money(-open, places, currency, false) + " to be applied, since " + since.en};
    task.key = "unapplied:" + std::to_string(account) + ":" + since.en;
    keys.insert(task.key);
    run.ask(task);
  }
  return keys;
}

std::set<Text> look_at_queue(Run& run) {
  const auto until = to_number(add_days(run.day, -days_to_apply).value_or(run.day));
  const auto row = run.t.sql().row<Number, std::optional<Number>>(
      "SELECT count(*), min(m.booked_on) FROM unmatched_receipts u"
      " JOIN bank_movements m ON m.id = u.movement WHERE u.tenant = ? AND m.booked_on <= ?",
      run.tenant, until);
  const auto& [count, oldest] = *row;
  if (!oldest) return {};
  const formats::Text since = day_text(to_date(*oldest));
  const Text number = std::to_string(count);
  NewTask task;
  task.kind = TaskKind::unmatched_receipt;
  task.reason = {number + " encaissement(s) à identifier, depuis le " + since.fr,
                 number + " receipt(s) to identify, since " + since.en};
  task.key = "queue:" + since.en;
  run.ask(task);
  return {task.key};
}

void look_at_money(Run& run) {
  std::set<Text> wanted = look_at_receipts(run);
  wanted.merge(look_at_queue(run));
  for (const auto& [key] : run.t.sql().rows<Text>(
           "SELECT key FROM tasks WHERE tenant = ? AND ended_on IS NULL"
           " AND kind = 'unmatched_receipt' AND (key LIKE 'unapplied:%' OR key LIKE 'queue:%')",
           run.tenant))
    if (!wanted.contains(key)) run.close(key, "settled");
}

// Facts that came in by another door than an application.
void close_settled(Run& run) {
  for (const auto& [task, item, kind] : run.t.sql().rows<Number, Number, Text>(
           "SELECT t.id, t.item, t.kind FROM tasks t JOIN receivable_states s ON s.item = t.item"
           " WHERE t.tenant = ? AND t.ended_on IS NULL AND s.open = 0",
           run.tenant))
    if (ends_with_debt(task_kind(kind).value_or(TaskKind::other)) &&
        close_task(run.t, run.tenant, task, {run.day, "fact", "settled"}))
      ++run.result.closed;
}

// Nobody has to be found, called or written to for a customer who owes nothing any more.
void close_of_paid_customers(Run& run) {
  for (const auto& [task] : run.t.sql().rows<Number>(
           "SELECT t.id FROM tasks t WHERE t.tenant = ? AND t.ended_on IS NULL AND t.item IS NULL"
           " AND t.customer_key <> '' AND t.kind IN ('call', 'missing_contact', 'bounce',"
           " 'blocked', 'approval') AND NOT EXISTS (SELECT 1 FROM receivable_accounts a"
           " JOIN receivable_states s ON s.account = a.id WHERE a.tenant = t.tenant"
           " AND a.customer_key = t.customer_key AND s.open > 0)",
           run.tenant))
    if (close_task(run.t, run.tenant, task, {run.day, "fact", "settled"})) ++run.result.closed;
}

}  // namespace

DeskDay run_desk_day(Transaction& transaction, const Text& tenant, Date day) {
  Run run{transaction, tenant, day};
  close_settled(run);
  close_of_paid_customers(run);
  look_at_promises(run);
  look_at_disputes(run);
  look_at_plans(run);
  look_at_money(run);
  run.result.raised = raise_alerts(transaction, tenant, day);
  return run.result;
}

void run_desk_days(store::Store& store, Date day) {
  const auto tenants = store.read([&](store::Connection& sql) {
    return sql.rows<Text>(
        "SELECT DISTINCT a.tenant FROM receivable_accounts a LEFT JOIN desk_days d"
        " ON d.tenant = a.tenant WHERE d.day IS NULL OR d.day < ?",
        to_number(day));
  });
  for (const auto& [tenant] : tenants)
    store.write([&, tenant = tenant](Transaction& t) {
      run_desk_day(t, tenant, day);
      t.sql().execute(
          "INSERT INTO desk_days (tenant, day) VALUES (?, ?)"
          " ON CONFLICT (tenant) DO UPDATE SET day = excluded.day",
          tenant, to_number(day));
    });
}

}  // namespace facteur::gateway::receivables
