// Alerts that users define: kept, tried out, and raised once while their condition holds.
//
// Writes run in the caller's transaction and append the events "alert.made", "alert.ended",
// "alert.raised" and "alert.ceased".
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "gateway/receivables/desk/alert_facts.h"

namespace facteur::gateway::receivables {

// Event of the log that tells of an alert that was raised; data: {"alert", "name", "subject",
// "label", "customer", "mail", "facts"}.
inline constexpr const char* alert_raised = "alert.raised";

// The alert's id. Refused: what parse_alert refuses; more than 100 alerts of a tenant.
OrRefusal<std::int64_t> save_alert(store::Transaction& transaction, const Acting& acting,
                                   const nlohmann::json& definition);
OrRefusal<std::int64_t> end_alert(store::Transaction& transaction, const Acting& acting,
                                  std::int64_t alert);

struct Alert {
  std::int64_t id = 0;
  AlertDefinition definition;
  std::string json;  // as saved
  formats::Date made_on;
  std::string made_by;
};
// Those in force on `day`.
std::vector<Alert> alerts(store::Connection& connection, const std::string& tenant,
                          formats::Date day);

// Raises each alert for what meets its condition on `day` and did not before, and lets cease what
// meets it no longer; how many were raised. Doing a day twice raises nothing.
std::int64_t raise_alerts(store::Transaction& transaction, const std::string& tenant,
                          formats::Date day);

struct Raising {
  std::int64_t alert = 0;
  std::string name, subject, label, customer_key;
  formats::Date on;
  nlohmann::ordered_json facts;  // the values of the fields in its condition
};

// Those that hold.
std::vector<Raising> raised(store::Connection& connection, const std::string& tenant);

// What an alert would have done: what it holds of on `day`, and when it would have been raised in
// the 90 days up to it. Looked at every day, or every so many where much is open: at most so many
// days are looked at that an answer is near.
inline constexpr int days_tried = 90;

struct Trial {
  std::vector<Raising> present, past;
  int step = 1;      // days from one look to the next
  bool cut = false;  // more than 1,000 were found
};
Trial try_alert(store::Connection& connection, const std::string& tenant,
                const AlertDefinition& definition, formats::Date day);

}  // namespace facteur::gateway::receivables
