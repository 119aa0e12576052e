#include "gateway/receivables/agenda.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <tuple>

#include "gateway/receivables/desk/acting.h"
#include "gateway/receivables/ledger.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;

struct Kind {
  TaskKind kind;
  std::string_view name, department;
  bool needs_debt;  // something open on its item
  std::string_view fr, en;
};

constexpr Kind kinds[] = {
    {TaskKind::call, "call", "credit", true, "appeler le client", "call the customer"},
    {TaskKind::approval, "approval", "credit", true, "approuver une relance", "approve a reminder"},
    {TaskKind::missing_contact, "missing_contact", "credit", true, "trouver un contact",
     "find a contact"},
    {TaskKind::bounce, "bounce", "credit", true, "adresse en échec", "address that fails"},
    {TaskKind::repair_delivery, "repair_delivery", "billing", true, "faire parvenir la facture",
     "get the invoice delivered"},
    {TaskKind::blocked, "blocked", "credit", true, "relance bloquée", "reminder held up"},
    {TaskKind::apply_credits, "apply_credits", "accounting", true, "imputer les crédits",
     "apply credits"},
    {TaskKind::unmatched_receipt, "unmatched_receipt", "accounting", true,
     "encaissement à identifier", "receipt to identify"},
    {TaskKind::promise_broken, "promise_broken", "credit", true, "promesse non tenue",
     "broken promise"},
    {TaskKind::dispute, "dispute", "credit", false, "régler un litige", "settle a dispute"},
    {TaskKind::dispute_overdue, "dispute_overdue", "management", false, "litige en retard",
     "dispute overdue"},
    {TaskKind::dispute_payment, "dispute_payment", "credit", false, "paiement sur litige",
     "payment of a disputed item"},
    {TaskKind::plan_broken, "plan_broken", "credit", true, "échéancier non respecté",
     "payment plan broken"},
    {TaskKind::alert, "alert", "credit", false, "alerte", "alert"},
    {TaskKind::question, "question", "sales", false, "question", "question"},
    {TaskKind::other, "other", "credit", false, "autre tâche", "another task"},
};

const Kind& row(TaskKind kind) {
  return *std::ranges::find(kinds, kind, &Kind::kind);
}

// No agenda shows more: beyond it nobody reads on, and the filters are there.
constexpr std::int64_t most_tasks = 10'000;

std::optional<std::int64_t> open_task_of_key(Transaction& t, const std::string& tenant,
                                             const std::string& key) {
  const auto found = t.sql().row<std::int64_t>(
      "SELECT id FROM tasks WHERE tenant = ? AND key = ? AND ended_on IS NULL", tenant, key);
  return found ? std::optional(std::get<0>(*found)) : std::nullopt;
}

// A task without a key of its own gets one that no other has.
std::string unique_key(Transaction& t) {
  return "#" + std::to_string(t.tick().microseconds);
}

struct Debt {
  std::int64_t units;
  std::string currency;
  unsigned exponent;
};

// What stands behind a task about a customer: its largest balance among the currencies.
Debt largest_balance(store::Connection& sql, const std::string& tenant,
                     const std::string& customer) {
  const auto found = sql.row<std::int64_t, std::string, std::int64_t>(
      "SELECT coalesce(sum(s.open), 0) AS open, a.currency, a.exponent FROM receivable_accounts a"
      " JOIN receivable_states s ON s.account = a.id AND s.open <> 0"
      " WHERE a.tenant = ? AND a.customer_key = ? GROUP BY a.id ORDER BY open DESC LIMIT 1",
      tenant, customer);
  if (!found) return {0, "", 2};
  const auto& [units, currency, exponent] = *found;
  return {units, currency, static_cast<unsigned>(exponent)};
}

std::vector<Task> tasks_of_day(store::Connection& sql, const std::string& tenant,
                               const TaskFilter& filter) {
  using Text = std::string;
  using Number = std::int64_t;
  std::vector<Task> tasks;
  const auto on = to_number(filter.on);
  const auto rows = sql.rows<Number, Text, std::optional<Text>, std::optional<Number>,
                             std::optional<Text>, Text, Text, Text, Number, Text, Text, Number,
                             Text, std::optional<Number>, std::optional<Text>,
                             std::optional<Number>, std::optional<Text>, std::optional<Number>>(
      "SELECT t.id, t.customer_key, c.name, t.item, i.number, t.kind, t.reason_fr, t.reason_en,"
      "  t.due_on, t.department, t.owner, t.made_on, t.made_by, t.ended_on, t.outcome,"
      "  (SELECT sum(m.units) FROM receivable_movements m"
      "   WHERE m.item = t.item AND m.effective_on <= ?), a.currency, a.exponent"
      " FROM tasks t"
      " LEFT JOIN customers c ON c.tenant = t.tenant AND c.key = t.customer_key"
      " LEFT JOIN receivable_items i ON i.id = t.item"
      " LEFT JOIN receivable_accounts a ON a.id = i.account"
      " WHERE t.tenant = ? AND t.made_on <= ? AND coalesce(t.ended_on, 99999999) > ?"
      "  AND (? IS NULL OR t.owner = ?) AND (? IS NULL OR t.department = ?)"
      "  AND (? IS NULL OR t.customer_key = ?)"
      " ORDER BY t.due_on, t.id LIMIT ?",
      on, tenant, on, on, filter.owner, filter.owner, filter.department, filter.department,
      filter.customer_key, filter.customer_key, most_tasks);
  for (const auto& [id, customer, name, item, number, kind, fr, en, due, department, owner, made,
                    by, ended, outcome, open, currency, exponent] : rows)
    tasks.push_back({id,
                     customer,
                     name.value_or(customer),
                     item,
                     number.value_or(""),
                     task_kind(kind).value_or(TaskKind::other),
                     {fr, en},
                     to_date(due),
                     department,
                     owner,
                     open.value_or(0),
                     currency.value_or(""),
                     static_cast<unsigned>(exponent.value_or(2)),
                     to_date(made),
                     by,
                     ended ? std::optional(to_date(*ended)) : std::nullopt,
                     outcome.value_or(""),
                     to_date(due) < filter.on});
  return tasks;
}

}  // namespace

std::string_view to_string(TaskKind kind) {
  return row(kind).name;
}

std::optional<TaskKind> task_kind(std::string_view text) {
  const auto* found = std::ranges::find(kinds, text, &Kind::name);
  return found == std::end(kinds) ? std::nullopt : std::optional(found->kind);
}

formats::Text label(TaskKind kind) {
  return {std::string(row(kind).fr), std::string(row(kind).en)};
}

bool ends_with_debt(TaskKind kind) {
  return row(kind).needs_debt;
}

std::int64_t add_task(Transaction& transaction, const NewTask& task) {
  if (!task.key.empty())
    if (const auto open = open_task_of_key(transaction, task.tenant, task.key)) return *open;
  const auto made_on = task.made_on.value_or(today(transaction));
  const std::string key = task.key.empty() ? unique_key(transaction) : task.key;
  const std::string department =
      task.department.empty() ? std::string(row(task.kind).department) : task.department;
  transaction.sql().execute(
      "INSERT INTO tasks (tenant, customer_key, item, kind, reason_fr, reason_en, due_on,"
      " department, owner, key, made_on, made_at, made_by)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      task.tenant, task.customer_key, task.item, to_string(task.kind), task.reason.fr,
      task.reason.en, to_number(task.due_on), department, task.owner, key, to_number(made_on),
      transaction.now().microseconds, task.actor);
  const auto id = inserted_id(transaction);
  const nlohmann::json data = {{"kind", to_string(task.kind)},
                               {"customer", task.customer_key},
                               {"dueOn", task.due_on.to_string()},
                               {"department", department},
                               {"owner", task.owner},
                               {"on", made_on.to_string()}};
  transaction.append({"task.added", task.tenant, std::to_string(id), task.actor, data.dump()});
  return id;
}

bool add_task_once(Transaction& transaction, const NewTask& task) {
  if (transaction.sql().row<std::int64_t>("SELECT 1 FROM tasks WHERE tenant = ? AND key = ?",
                                          task.tenant, task.key))
    return false;
  add_task(transaction, task);
  return true;
}

bool close_task(Transaction& transaction, const std::string& tenant, std::int64_t task,
                const TaskEnd& end) {
  // Never before it was made: a fact of yesterday closes a task of today today.
  const auto closed = transaction.sql().execute(
      "UPDATE tasks SET ended_on = max(made_on, ?), ended_at = ?, ended_by = ?, outcome = ?,"
      " note = ? WHERE id = ? AND tenant = ? AND ended_on IS NULL",
      to_number(end.on), transaction.now().microseconds, end.actor, end.outcome, end.note, task,
      tenant);
  if (closed == 0) return false;
  const nlohmann::json data = {
      {"outcome", end.outcome}, {"note", end.note}, {"on", end.on.to_string()}};
  transaction.append({"task.closed", tenant, std::to_string(task), end.actor, data.dump()});
  return true;
}

bool close_task_by_key(Transaction& transaction, const std::string& tenant, const std::string& key,
                       const TaskEnd& end) {
  const auto open = open_task_of_key(transaction, tenant, key);
  return open && close_task(transaction, tenant, *open, end);
}

void close_tasks_of_settled(Transaction& transaction, std::int64_t item, const TaskEnd& end) {
  for (const auto& [id, tenant, kind] :
       transaction.sql().rows<std::int64_t, std::string, std::string>(
           "SELECT id, tenant, kind FROM tasks WHERE item = ? AND ended_on IS NULL", item))
    if (ends_with_debt(task_kind(kind).value_or(TaskKind::other)))
      close_task(transaction, tenant, id, end);
}

std::vector<Task> agenda(store::Connection& connection, const std::string& tenant,
                         const TaskFilter& filter) {
  auto tasks = tasks_of_day(connection, tenant, filter);
  for (Task& task : tasks) {
    if (task.item || task.customer_key.empty()) continue;
    const Debt debt = largest_balance(connection, tenant, task.customer_key);
    task.amount = debt.units;
    task.currency = debt.currency;
    task.exponent = debt.exponent;
  }
  const auto order = [](const Task& task) {
    return std::tuple(!task.late, task.late ? formats::Date() : task.due_on, -task.amount,
                      task.due_on, task.id);
  };
  std::ranges::sort(tasks, {}, order);
  const auto limit =
      static_cast<std::size_t>(std::clamp<std::int64_t>(filter.limit, 0, most_tasks));
  if (tasks.size() > limit) tasks.resize(limit);
  return tasks;
}

}  // namespace facteur::gateway::receivables
