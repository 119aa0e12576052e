#include "gateway/receivables/desk/alerts.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Connection;
using store::Transaction;
using Json = nlohmann::ordered_json;
using Number = std::int64_t;
using Text = std::string;

constexpr std::int64_t most_alerts = 100;
constexpr std::size_t most_raisings = 1000;

// How often a trial looks, by what is open.
struct Step {
  std::int64_t open_items;
  int days;
};
constexpr Step steps[] = {{5'000, 1}, {50'000, 7}, {INT64_MAX, 30}};

Json value_of(const AlertField& field, Number value, const Text& currency) {
  switch (field.type) {
    case AlertFieldType::amount:
      return decimal_of(value, exponent_of(currency));
    case AlertFieldType::flag:
      return value != 0;
    case AlertFieldType::whole:
      return value;
  }
  return nullptr;
}

// The facts that the condition speaks of.
Json facts_of(const AlertDefinition& alert, const AlertFacts& facts) {
  Json json = Json::object();
  for (const auto* conditions : {&alert.all, &alert.any})
    for (const AlertCondition& condition : *conditions) {
      const auto fact = facts.find(condition.field->name);
      if (fact != facts.end())
        json[Text(fact->first)] = value_of(*condition.field, fact->second, alert.currency);
    }
  return json;
}

Raising raising_of(Number id, const AlertDefinition& alert, const AlertSubject& subject, Date on) {
  return {id,
          alert.name,
          subject.key,
          subject.label,
          subject.customer_key,
          on,
          facts_of(alert, subject.facts)};
}

Text task_key(Number alert, const Text& subject) {
  return "alert:" + std::to_string(alert) + ":" + subject;
}

Text dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void raise(Transaction& t, const Text& tenant, const Alert& alert, const AlertSubject& subject,
           Date day) {
  const AlertDefinition& definition = alert.definition;
  const Raising raising = raising_of(alert.id, definition, subject, day);
  t.sql().execute(
      "INSERT INTO alert_raisings (alert, subject, raised_on, raised_at, facts)"
      " VALUES (?, ?, ?, ?, ?)",
      alert.id, subject.key, to_number(day), t.now().microseconds, dumped(raising.facts));
  append_event(t, {tenant}, alert_raised, alert.id,
               {{"alert", alert.id},
                {"name", definition.name},
                {"subject", subject.key},
                {"label", subject.label},
                {"customer", subject.customer_key},
                {"mail", definition.mail},
                {"on", day.to_string()},
                {"facts", nlohmann::json::parse(dumped(raising.facts))}});
  NewTask task;
  task.tenant = tenant;
  task.customer_key = subject.customer_key;
  task.item = subject.item;
  task.kind = TaskKind::alert;
  const Text what = definition.name + " : " + subject.label;
  task.reason = {what, what};
  task.made_on = task.due_on = day;
  task.department = definition.department;
  task.owner = definition.owner;
  task.key = task_key(alert.id, subject.key);
  add_task(t, task);
}

std::set<Text> holding(Transaction& t, Number alert) {
  std::set<Text> subjects;
  for (const auto& [subject] : t.sql().rows<Text>(
           "SELECT subject FROM alert_raisings WHERE alert = ? AND ended_on IS NULL", alert))
    subjects.insert(subject);
  return subjects;
}

void cease(Transaction& t, const Text& tenant, Number alert, const Text& subject, Date day) {
  t.sql().execute(
      "UPDATE alert_raisings SET ended_on = max(raised_on, ?)"
      " WHERE alert = ? AND subject = ? AND ended_on IS NULL",
      to_number(day), alert, subject);
  append_event(t, {tenant}, "alert.ceased", alert, {{"subject", subject}, {"on", day.to_string()}});
  close_task_by_key(t, tenant, task_key(alert, subject), {day, "fact", "ceased"});
}

Number raise_alert(Transaction& t, const Text& tenant, const Alert& alert, Date day) {
  std::set<Text> held = holding(t, alert.id);
  Number count = 0;
  for (const AlertSubject& subject : alert_subjects(t.sql(), tenant, alert.definition, day)) {
    if (!alert.definition.holds(subject.facts)) continue;
    if (held.erase(subject.key) > 0) continue;
    raise(t, tenant, alert, subject, day);
    ++count;
  }
  for (const Text& subject : held) cease(t, tenant, alert.id, subject, day);
  return count;
}

int step_of(Connection& sql, const Text& tenant, const AlertDefinition& alert) {
  if (alert.about == AlertAbout::receipt) return days_of_receipts;
  const auto open = std::get<0>(*sql.row<Number>(
      "SELECT count(*) FROM receivable_accounts a JOIN receivable_states s ON s.account = a.id"
      " AND s.open <> 0 WHERE a.tenant = ?",
      tenant));
  return std::ranges::find_if(steps, [&](const Step& step) { return open <= step.open_items; })
      ->days;
}

}  // namespace

OrRefusal<Number> save_alert(Transaction& transaction, const Acting& acting,
                             const nlohmann::json& definition) {
  const auto parsed = parse_alert(definition);
  if (const auto* refused = refusal(parsed)) return *refused;
  return once(transaction, acting, {"alert", definition}, [&]() -> OrRefusal<Number> {
    const auto count = std::get<0>(*transaction.sql().row<Number>(
        "SELECT count(*) FROM alerts WHERE tenant = ? AND ended_on IS NULL", acting.tenant));
    if (count >= most_alerts)
      return DeskRefusal{"LIMIT",
                         "definition",
                         {"100 alertes au plus : en supprimer une", "at most 100 alerts: end one"}};
    transaction.sql().execute(
        "INSERT INTO alerts (tenant, definition, made_on, made_at, made_by)"
        " VALUES (?, ?, ?, ?, ?)",
        acting.tenant, definition.dump(), to_number(day_of(transaction, acting)),
        transaction.now().microseconds, acting.actor);
    const auto id = inserted_id(transaction);
    append_event(transaction, acting, "alert.made", id, definition);
    return id;
  });
}

OrRefusal<Number> end_alert(Transaction& transaction, const Acting& acting, Number alert) {
  const Date on = day_of(transaction, acting);
  const auto ended = transaction.sql().execute(
      "UPDATE alerts SET ended_on = max(made_on, ?), ended_at = ?, ended_by = ?"
      " WHERE id = ? AND tenant = ? AND ended_on IS NULL",
      to_number(on), transaction.now().microseconds, acting.actor, alert, acting.tenant);
  if (ended == 0)
    return DeskRefusal{
        "NOT_FOUND", "id", {"alerte inconnue ou terminée", "unknown alert, or already ended"}};
  append_event(transaction, acting, "alert.ended", alert, {{"on", on.to_string()}});
  for (const Text& subject : holding(transaction, alert))
    cease(transaction, acting.tenant, alert, subject, on);
  return alert;
}

std::vector<Alert> alerts(Connection& connection, const Text& tenant, Date day) {
  std::vector<Alert> found;
  for (const auto& [id, json, made, by] : connection.rows<Number, Text, Number, Text>(
           "SELECT id, definition, made_on, made_by FROM alerts WHERE tenant = ? AND made_on <= ?"
           " AND (ended_on IS NULL OR ended_on > ?) ORDER BY id",
           tenant, to_number(day), to_number(day))) {
    auto parsed = parse_alert(nlohmann::json::parse(json));
    // One that a later version refuses is not in force; it was checked when it was saved.
    if (auto* definition = std::get_if<AlertDefinition>(&parsed))
      found.push_back({id, std::move(*definition), json, to_date(made), by});
  }
  return found;
}

Number raise_alerts(Transaction& transaction, const Text& tenant, Date day) {
  Number count = 0;
  for (const Alert& alert : alerts(transaction.sql(), tenant, day))
    count += raise_alert(transaction, tenant, alert, day);
  return count;
}

std::vector<Raising> raised(Connection& connection, const Text& tenant) {
  std::vector<Raising> found;
  for (const auto& [alert, definition, subject, on, facts] :
       connection.rows<Number, Text, Text, Number, Text>(
           "SELECT a.id, a.definition, r.subject, r.raised_on, r.facts FROM alert_raisings r"
           " JOIN alerts a ON a.id = r.alert WHERE a.tenant = ? AND r.ended_on IS NULL"
           " ORDER BY r.id DESC LIMIT ?",
           tenant, static_cast<Number>(most_raisings)))
    found.push_back({alert, nlohmann::json::parse(definition).value("name", ""), subject, "", "",
                     to_date(on), Json::parse(facts)});
  return found;
}

Trial try_alert(Connection& connection, const Text& tenant, const AlertDefinition& definition,
                Date day) {
  Trial trial;
  trial.step = step_of(connection, tenant, definition);
  std::set<Text> before;
  for (int back = (days_tried - 1) / trial.step * trial.step; back >= 0; back -= trial.step) {
    const Date on = add_days(day, -back).value_or(day);
    std::set<Text> now;
    for (const AlertSubject& subject : alert_subjects(connection, tenant, definition, on)) {
      if (!definition.holds(subject.facts)) continue;
      now.insert(subject.key);
      auto& list = trial.past;
      if (back == 0 && trial.present.size() < most_raisings)
        trial.present.push_back(raising_of(0, definition, subject, on));
      if (before.contains(subject.key)) continue;
      if (list.size() < most_raisings)
        list.push_back(raising_of(0, definition, subject, on));
      else
        trial.cut = true;
    }
    before = std::move(now);
  }
  return trial;
}

}  // namespace facteur::gateway::receivables
