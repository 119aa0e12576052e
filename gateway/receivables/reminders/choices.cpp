#include "gateway/receivables/reminders/choices.h"

#include <nlohmann/json.hpp>

namespace facteur::gateway::receivables::reminders {
namespace {

using Number = std::int64_t;
using MaybeText = std::optional<std::string>;

MaybeText or_null(const std::string& text) {
  return text.empty() ? MaybeText() : MaybeText(text);
}

std::string described(const ReminderChoice& choice) {
  nlohmann::ordered_json json = {{"scenario", choice.scenario}, {"language", choice.language}};
  if (choice.contact) json["contact"] = *choice.contact;
  if (choice.quiet_until) json["quietUntil"] = choice.quiet_until->to_string();
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

ReminderChoice choice_of(store::Connection& connection, const std::string& tenant,
                         const std::string& customer_key) {
  const auto row =
      connection.row<MaybeText, MaybeText, std::optional<Number>, std::optional<Number>>(
          "SELECT scenario, language, contact, quiet_until FROM reminder_choices"
          " WHERE tenant = ? AND customer_key = ?",
          tenant, customer_key);
  if (!row) return {};
  const auto& [scenario, language, contact, quiet] = *row;
  ReminderChoice choice{scenario.value_or(""), language.value_or(""), contact, {}};
  if (quiet) choice.quiet_until = to_date(*quiet);
  return choice;
}

std::optional<std::string> change_choice(store::Transaction& transaction, const std::string& tenant,
                                         const std::string& customer_key,
                                         const ReminderChoice& choice, const std::string& actor) {
  auto& sql = transaction.sql();
  if (!sql.row<Number>("SELECT 1 FROM customers WHERE tenant = ? AND key = ?", tenant,
                       customer_key))
    return "customer";
  if (choice.contact &&
      !sql.row<Number>("SELECT 1 FROM customer_contacts WHERE id = ? AND tenant = ?"
                       " AND customer_key = ? AND removed_at IS NULL",
                       *choice.contact, tenant, customer_key))
    return "contact";
  const std::string before = described(choice_of(sql, tenant, customer_key));
  const std::string after = described(choice);
  if (before == after) return std::nullopt;
  MaybeText quiet;
  if (choice.quiet_until) quiet = std::to_string(to_number(*choice.quiet_until));
  sql.execute(
      "INSERT INTO reminder_choices (tenant, customer_key, scenario, language, contact,"
      " quiet_until) VALUES (?, ?, ?, ?, ?, CAST(? AS INTEGER)) ON CONFLICT (tenant, customer_key) "
      "DO UPDATE SET"
      " scenario = excluded.scenario, language = excluded.language, contact = excluded.contact,"
      " quiet_until = excluded.quiet_until",
      tenant, customer_key, or_null(choice.scenario), or_null(choice.language), choice.contact,
      quiet);
  const std::string change = R"({"before":)" + before + R"(,"after":)" + after + "}";
  transaction.append({"reminder.choice_changed", tenant, customer_key, actor, change});
  return std::nullopt;
}

bool switched_on(store::Connection& connection, const std::string& tenant) {
  const auto row =
      connection.row<Number>("SELECT enabled FROM reminder_switches WHERE tenant = ?", tenant);
  return !row || std::get<0>(*row) != 0;
}

void switch_reminders(store::Transaction& transaction, const std::string& tenant, bool on,
                      const std::string& actor) {
  if (switched_on(transaction.sql(), tenant) == on) return;
  transaction.sql().execute(
      "INSERT INTO reminder_switches (tenant, enabled) VALUES (?, ?)"
      " ON CONFLICT (tenant) DO UPDATE SET enabled = excluded.enabled",
      tenant, on ? 1 : 0);
  transaction.append({"reminder.switched", tenant, tenant, actor,
                      on ? R"({"enabled":true})" : R"({"enabled":false})"});
}

}  // namespace facteur::gateway::receivables::reminders
