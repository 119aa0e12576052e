#include "gateway/receivables/reminders/actions.h"

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace facteur::gateway::receivables::reminders {
namespace {

using formats::Text;
using store::Transaction;
using Number = std::int64_t;

constexpr std::string_view state_names[] = {"planned", "confirmed", "leaving",  "sent",
                                            "unknown", "failed",    "cancelled"};

ActionState state_of(const std::string& name) {
  for (std::size_t i = 0; i < std::size(state_names); ++i)
    if (state_names[i] == name) return static_cast<ActionState>(i);
  throw std::logic_error("no state of a planned reminder: " + name);
}

bool is_open(ActionState state) {
  return state == ActionState::planned || state == ActionState::confirmed;
}

Number last_id(Transaction& transaction) {
  return std::get<0>(*transaction.sql().row<Number>("SELECT last_insert_rowid()"));
}

void tell(Transaction& transaction, const Action& action, std::string_view what, const Text& reason,
          const std::string& actor) {
  nlohmann::ordered_json data = {{"customer", action.customer_key},
                                 {"scenario", action.scenario},
                                 {"level", action.level},
                                 {"channel", action.channel},
                                 {"items", nlohmann::json::array()}};
  for (const ActionItem& item : action.items) data["items"].push_back(item.item);
  if (!reason.en.empty()) data["reason"] = reason.en;
  transaction.append({"reminder." + std::string(what), action.tenant, std::to_string(action.id),
                      actor, data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
}

// `where` is a condition on planned_reminders p, with its parameters.
std::vector<Action> select_actions(store::Connection& connection, const std::string& where,
                                   std::vector<store::Value> parameters) {
  using MaybeText = std::optional<std::string>;
  using S = std::string;
  std::vector<Action> actions;
  const auto rows = connection.rows_with<Number, S, S, S, Number, Number, S, S, MaybeText, S, S, S,
                                         S, Number, MaybeText, Number, std::optional<Number>>(
      "SELECT p.id, p.tenant, p.customer_key, p.scenario, p.level, p.cycle, p.channel, p.tone,"
      " p.contact, p.content, p.state, p.reason_fr, p.reason_en, p.planned_on, p.approved_by,"
      " p.attempts, p.retry_at FROM planned_reminders p WHERE " +
          where,
      std::move(parameters));
  for (const auto& [id, tenant, customer, scenario, level, cycle, channel, tone, contact, content,
                    state, fr, en, on, approved_by, attempts, retry_at] : rows) {
    Action action{id,
                  tenant,
                  customer,
                  scenario,
                  static_cast<int>(level),
                  static_cast<int>(cycle),
                  channel,
                  tone,
                  contact,
                  content,
                  state_of(state),
                  {fr, en},
                  to_date(on),
                  approved_by.value_or(""),
                  static_cast<int>(attempts),
                  {},
                  {}};
    if (retry_at) action.retry_at = Instant{*retry_at};
    actions.push_back(std::move(action));
  }
  for (Action& action : actions)
    for (const auto& [item, level, units, status] :
         connection.rows<Number, Number, Number, std::optional<Number>>(
             "SELECT item, level, units, status FROM planned_reminder_items WHERE planned = ?"
             " ORDER BY item",
             action.id))
      action.items.push_back({item, static_cast<int>(level), units, status});
  return actions;
}

Action required(Transaction& transaction, Number id) {
  auto found = select_actions(transaction.sql(), "p.id = ?", {id});
  if (found.empty()) throw std::logic_error("no planned reminder " + std::to_string(id));
  return std::move(found.front());
}

void end(Transaction& transaction, const Action& action, ActionState state, const Text& reason,
         const std::string& actor) {
  transaction.sql().execute(
      "UPDATE planned_reminders SET state = ?, reason_fr = ?, reason_en = ?, ended_at = ?"
      " WHERE id = ?",
      to_string(state), reason.fr, reason.en, transaction.now().microseconds, action.id);
  tell(transaction, action, to_string(state), reason, actor);
}

}  // namespace

std::string_view to_string(ActionState state) {
  return state_names[static_cast<std::size_t>(state)];
}

Number plan_action(Transaction& transaction, const Action& action, bool approval) {
  auto& sql = transaction.sql();
  const ActionState state = approval ? ActionState::planned : ActionState::confirmed;
  const auto cycle = std::get<0>(
      *sql.row<Number>("SELECT coalesce(max(cycle), 0) + 1 FROM planned_reminders"
                       " WHERE tenant = ? AND customer_key = ? AND scenario = ? AND level = ?",
                       action.tenant, action.customer_key, action.scenario, action.level));
  sql.execute(
      "INSERT INTO planned_reminders (tenant, customer_key, scenario, level, cycle, channel, tone,"
      " contact, content, state, reason_fr, reason_en, planned_on, planned_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      action.tenant, action.customer_key, action.scenario, action.level, cycle, action.channel,
      action.tone, action.contact, action.content, to_string(state), action.reason.fr,
      action.reason.en, to_number(action.planned_on), transaction.now().microseconds);
  Action made = action;
  made.id = last_id(transaction);
  for (const ActionItem& item : action.items)
    sql.execute(
        "INSERT INTO planned_reminder_items (planned, item, level, units, status)"
        " VALUES (?, ?, ?, ?, ?)",
        made.id, item.item, item.level, item.units, item.status);
  tell(transaction, made, "planned", action.reason, "platform");
  return made.id;
}

std::optional<Action> find_action(store::Connection& connection, const std::string& tenant,
                                  Number id) {
  auto found = select_actions(connection, "p.id = ? AND p.tenant = ?", {id, tenant});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Action> open_actions(store::Connection& connection, const std::string& tenant,
                                 const std::optional<std::string>& customer_key) {
  const std::string open = "p.tenant = ? AND p.state IN ('planned', 'confirmed')";
  const std::string order = " ORDER BY p.state DESC, p.id";
  if (!customer_key) return select_actions(connection, open + order, {tenant});
  return select_actions(connection, open + " AND p.customer_key = ?" + order,
                        {tenant, *customer_key});
}

Decision approve(Transaction& transaction, const std::string& tenant, Number id,
                 const std::string& actor) {
  const auto action = find_action(transaction.sql(), tenant, id);
  if (!action) return Decision::not_found;
  if (action->state == ActionState::confirmed) return Decision::already;
  if (action->state != ActionState::planned) return Decision::too_late;
  transaction.sql().execute(
      "UPDATE planned_reminders SET state = 'confirmed', approved_by = ?, approved_at = ?"
      " WHERE id = ?",
      actor, transaction.now().microseconds, id);
  tell(transaction, *action, "approved", {}, actor);
  close_task_by_key(transaction, tenant, "reminder approval " + std::to_string(id),
                    {*formats::Date::parse(paris_day(transaction.now())), "done", "", actor});
  return Decision::done;
}

Decision cancel(Transaction& transaction, const std::string& tenant, Number id, const Text& reason,
                const std::string& actor, std::optional<formats::Date> on) {
  const auto action = find_action(transaction.sql(), tenant, id);
  if (!action) return Decision::not_found;
  if (action->state == ActionState::cancelled) return Decision::already;
  if (!is_open(action->state)) return Decision::too_late;
  end(transaction, *action, ActionState::cancelled, reason, actor);
  const auto closed_on = on ? *on : *formats::Date::parse(paris_day(transaction.now()));
  close_task_by_key(transaction, tenant, "reminder approval " + std::to_string(id),
                    {closed_on, "not_needed", reason.en, actor});
  return Decision::done;
}

std::size_t cancel_planned(Transaction& transaction, const std::string& tenant,
                           std::span<const Number> items, const Text& reason,
                           std::optional<formats::Date> on) {
  std::size_t count = 0;
  for (const Number item : items)
    for (const auto& [id] : transaction.sql().rows<Number>(
             "SELECT p.id FROM planned_reminder_items i JOIN planned_reminders p"
             " ON p.id = i.planned WHERE i.item = ? AND p.tenant = ?"
             " AND p.state IN ('planned', 'confirmed')",
             item, tenant))
      if (cancel(transaction, tenant, id, reason, "platform", on) == Decision::done) ++count;
  return count;
}

Number depart(Transaction& transaction, const Action& action, ActionState state,
              const Departure& departure) {
  auto& sql = transaction.sql();
  const auto or_null = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  sql.execute(
      "INSERT INTO reminders (tenant, customer_key, scenario, level, channel, contact, sent_on,"
      " sent_at, planned, message_id, subject, template_version)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      action.tenant, action.customer_key, action.scenario, action.level, action.channel,
      action.contact, to_number(departure.on), transaction.now().microseconds, action.id,
      or_null(departure.message_id), or_null(departure.subject),
      or_null(departure.template_version));
  const Number reminder = last_id(transaction);
  for (const ActionItem& item : action.items)
    sql.execute("INSERT INTO reminder_items (reminder, item, level) VALUES (?, ?, ?)", reminder,
                item.item, item.level);
  Number position = 0;
  for (const SentDocument& document : departure.documents)
    sql.execute(
        "INSERT INTO reminder_documents (reminder, position, name, media_type, sha256, size,"
        " archive_entry) VALUES (?, ?, ?, ?, ?, ?, ?)",
        reminder, ++position, document.name, document.media_type, document.sha256, document.size,
        document.archive_entry);
  sql.execute(
      "UPDATE planned_reminders SET attempts = attempts + 1, retry_at = NULL, state = ?,"
      " ended_at = CASE WHEN ? = 'sent' THEN ? END WHERE id = ?",
      to_string(state), to_string(state), transaction.now().microseconds, action.id);
  tell(transaction, action, to_string(state), {}, "platform");
  return reminder;
}

void arrive(Transaction& transaction, Number id, ActionState state, const Text& reason) {
  const Action action = required(transaction, id);
  if (action.state != ActionState::leaving) throw std::logic_error("the reminder is not leaving");
  if (state != ActionState::sent)
    transaction.sql().execute(
        "UPDATE reminders SET outcome = ? WHERE id = (SELECT max(id) FROM reminders"
        " WHERE planned = ?)",
        to_string(state), id);
  end(transaction, action, state, reason, "platform");
}

void put_off(Transaction& transaction, Number id, Instant retry_at, const Text& reason) {
  const Action action = required(transaction, id);
  transaction.sql().execute(
      "UPDATE reminders SET outcome = 'failed' WHERE id = (SELECT max(id) FROM reminders"
      " WHERE planned = ?)",
      id);
  transaction.sql().execute(
      "UPDATE planned_reminders SET state = 'confirmed', retry_at = ?, reason_fr = ?,"
      " reason_en = ? WHERE id = ?",
      retry_at.microseconds, reason.fr, reason.en, id);
  tell(transaction, action, "put_off", reason, "platform");
}

bool note_bounce(Transaction& transaction, const std::string& message_id, const Text& reason) {
  const auto row = transaction.sql().row<Number, std::optional<Number>>(
      "SELECT id, planned FROM reminders WHERE message_id = ? AND outcome IN ('sent', 'unknown')",
      message_id);
  if (!row) return false;
  const auto& [reminder, planned] = *row;
  transaction.sql().execute("UPDATE reminders SET outcome = 'bounced' WHERE id = ?", reminder);
  if (planned) tell(transaction, required(transaction, *planned), "bounced", reason, "platform");
  return true;
}

std::size_t settle_interrupted(Transaction& transaction) {
  const auto left = select_actions(transaction.sql(), "p.state = 'leaving'", {});
  for (const Action& action : left) {
    const Text reason{
        "l'envoi a été interrompu : vérifier auprès du serveur de messagerie s'il est parti",
        "sending was interrupted: look at the mail server whether it left"};
    arrive(transaction, action.id, ActionState::unknown, reason);
    NewTask task;
    task.tenant = action.tenant;
    task.customer_key = action.customer_key;
    task.kind = TaskKind::blocked;
    task.reason = reason;
    task.due_on = *formats::Date::parse(paris_day(transaction.now()));
    task.key = "reminder unknown " + std::to_string(action.id);
    add_task(transaction, task);
  }
  return left.size();
}

}  // namespace facteur::gateway::receivables::reminders
