#include "gateway/receivables/reminders/action_json.h"

#include <nlohmann/json.hpp>

#include "gateway/receivables/json_values.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using Json = nlohmann::ordered_json;
using Number = std::int64_t;
using Text = std::string;

// The status and the message by which its parties were told of it.
Json status_json(store::Connection& connection, const ActionItem& item) {
  if (!item.status) return nullptr;
  const auto row = connection.row<Number, std::optional<Text>>(
      "SELECT s.code, (SELECT f.sha256 FROM flows f WHERE f.invoice = s.invoice"
      "  AND f.status = s.id ORDER BY f.submitted_at LIMIT 1) FROM statuses s WHERE s.id = ?",
      *item.status);
  if (!row) return nullptr;
  const auto& [code, sha256] = *row;
  return {{"code", code}, {"sha256", sha256 ? Json(*sha256) : Json(nullptr)}};
}

Json item_json(store::Connection& connection, const ActionItem& item) {
  const auto row = connection.row<Text, Text, Number>(
      "SELECT i.number, a.currency, a.exponent FROM receivable_items i"
      " JOIN receivable_accounts a ON a.id = i.account WHERE i.id = ?",
      item.item);
  const auto& [number, currency, exponent] = *row;
  return {{"item", item.item},
          {"number", number},
          {"level", item.level},
          {"currency", currency},
          {"amount", decimal_of(item.units, static_cast<unsigned>(exponent))},
          {"status", status_json(connection, item)}};
}

}  // namespace

Json to_json(store::Connection& connection, const Action& action) {
  Json json = {{"id", action.id},
               {"customer", action.customer_key},
               {"scenario", action.scenario},
               {"level", action.level},
               {"cycle", action.cycle},
               {"channel", action.channel},
               {"tone", action.tone},
               {"contact", or_null(action.contact)},
               {"state", to_string(action.state)},
               {"reason", {{"fr", action.reason.fr}, {"en", action.reason.en}}},
               {"planned_on", action.planned_on.to_string()},
               {"approved_by", action.approved_by},
               {"attempts", action.attempts},
               {"items", Json::array()}};
  for (const ActionItem& item : action.items) json["items"].push_back(item_json(connection, item));
  return json;
}

Json to_json(const SentReminder& sent) {
  Json json = {{"id", sent.id},
               {"customer", sent.customer_key},
               {"scenario", sent.scenario},
               {"level", sent.level},
               {"channel", sent.channel},
               {"contact", or_null(sent.contact)},
               {"sent_on", sent.sent_on.to_string()},
               {"outcome", sent.outcome},
               {"subject", sent.subject},
               {"items", Json::array()},
               {"documents", Json::array()}};
  for (const auto& [item, number, level] : sent.items)
    json["items"].push_back({{"item", item}, {"number", number}, {"level", level}});
  Number position = 0;
  for (const SentDocument& document : sent.documents)
    json["documents"].push_back({{"position", ++position},
                                 {"name", document.name},
                                 {"media_type", document.media_type},
                                 {"sha256", document.sha256},
                                 {"size", document.size}});
  return json;
}

}  // namespace facteur::gateway::receivables::reminders
