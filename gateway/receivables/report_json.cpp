#include "gateway/receivables/report_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/receivables/json_values.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using Json = nlohmann::ordered_json;

Json planned_item(const PlannedItem& planned, ReportLanguage language) {
  const std::string& status = in(language, planned.status);
  return {{"number", planned.item.number},
          {"send", planned.send},
          {"reason", in(language, planned.reason)},
          {"level", or_null(planned.level)},
          {"due_date", planned.item.due_on.to_string()},
          {"days_late", std::max<std::int64_t>(planned.days_late, 0)},
          {"currency", planned.item.currency},
          {"open", decimal_of(planned.item.open, planned.item.exponent)},
          {"asked", decimal_of(planned.asked, planned.item.exponent)},
          {"status", status.empty() ? Json(nullptr) : Json(status)}};
}

Json planned_message(const PlannedReminder& reminder, const PlannedMessage& message,
                     ReportLanguage language) {
  Json json = {{"level", message.level.number},
               {"label", in(language, message.level.label)},
               {"channel", message.channel},
               {"tone", message.tone},
               {"contact", nullptr},
               {"approval", message.level.approval},
               {"numbers", Json::array()}};
  if (message.contact)
    json["contact"] =
        message.contact->email.empty() ? message.contact->name : message.contact->email;
  for (const std::size_t place : message.items)
    json["numbers"].push_back(reminder.items[place].item.number);
  return json;
}

std::string camel_key(const std::string& key) {
  std::string camel;
  bool upper = false;
  for (const char c : key) {
    if (c == '_') {
      upper = true;
      continue;
    }
    camel += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return camel;
}

}  // namespace

Json to_json(const Balance& balance) {
  const auto money = [&](std::int64_t units) { return decimal_of(units, balance.exponent); };
  return {{"currency", balance.currency},
          {"debits", money(balance.debits)},
          {"credits", money(balance.credits)},
          {"unapplied", money(balance.unapplied)},
          {"net", money(balance.net)}};
}

Json to_json(const OpenItem& item, formats::Date on) {
  return {{"number", item.number},
          {"customer", item.customer_key},
          {"name", item.customer_name},
          {"kind", item.kind},
          {"issue_date", item.issued_on.to_string()},
          {"due_date", item.due_on.to_string()},
          {"due_basis", item.due_basis},
          {"currency", item.currency},
          {"amount", decimal_of(item.units, item.exponent)},
          {"open", decimal_of(item.open, item.exponent)},
          {"days_late", std::max<std::int64_t>(days_between(item.due_on, on), 0)}};
}

Json to_json(const PlannedReminder& reminder, ReportLanguage language) {
  Json json = {{"customer", reminder.customer_key},
               {"name", reminder.customer_name},
               {"level", or_null(reminder.level)},
               {"channel", reminder.send ? Json(reminder.channel) : Json(nullptr)},
               {"contact", or_null(reminder.contact)},
               {"send", reminder.send},
               {"reason", in(language, reminder.reason)},
               {"items", Json::array()}};
  for (const PlannedItem& planned : reminder.items)
    json["items"].push_back(planned_item(planned, language));
  json["scenario"] = reminder.scenario;
  json["messages"] = Json::array();
  for (const PlannedMessage& message : reminder.messages)
    json["messages"].push_back(planned_message(reminder, message, language));
  json["tasks"] = Json::array();
  for (const PlannedTask& task : reminder.tasks)
    json["tasks"].push_back(
        {{"kind", to_string(task.kind)}, {"reason", in(language, task.reason)}});
  return json;
}

Json camel_case(const Json& value) {
  if (value.is_array()) {
    Json array = Json::array();
    for (const Json& element : value) array.push_back(camel_case(element));
    return array;
  }
  if (!value.is_object()) return value;
  Json object = Json::object();
  for (const auto& [key, element] : value.items()) object[camel_key(key)] = camel_case(element);
  return object;
}

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace facteur::gateway::receivables
