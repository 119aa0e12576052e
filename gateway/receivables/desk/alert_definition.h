// An alert: which customers, items, receipts or bank accounts are watched, and under which
// condition. Conditions are comparisons of named fields with constants, no more: nothing in them
// can run, read or last long.
//
//   {"name": "Late and large", "about": "customer", "currency": "EUR",
//    "all": [{"field": "overdue_amount", "op": ">=", "value": "10000.00"},
//            {"field": "overdue_days", "op": ">", "value": 30}],
//    "any": [...],                                   one of these too, when given
//    "department": "credit", "owner": "", "mail": "marie@example.org"}
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/receivables/desk/acting.h"

namespace facteur::gateway::receivables {

enum class AlertAbout { customer, item, receipt, bank };
std::string_view to_string(AlertAbout about);

enum class AlertFieldType { amount, whole, flag };

// Everything that a condition may speak of.
struct AlertField {
  AlertAbout about;
  std::string_view name;
  AlertFieldType type;
  std::string_view fr, en;
};
std::span<const AlertField> alert_fields();

// Facts of one subject by name of the field: units, whole numbers, 0 or 1.
using AlertFacts = std::map<std::string_view, std::int64_t>;

enum class Comparison { less, at_most, equal, at_least, more };

struct AlertCondition {
  const AlertField* field = nullptr;  // of alert_fields()
  Comparison comparison = Comparison::equal;
  std::int64_t value = 0;
};

struct AlertDefinition {
  std::string name;
  AlertAbout about = AlertAbout::customer;
  std::string currency = "EUR";  // of amounts; subjects in other currencies are not watched
  std::vector<AlertCondition> all, any;
  std::string department, owner, mail;  // who gets the task; a mail too, when given

  bool holds(const AlertFacts& facts) const;
  bool uses(std::string_view field) const;
};

// Refused, with the place and the reason: an unknown key or field, a comparison or value that does
// not go with it, no condition or more than ten.
OrRefusal<AlertDefinition> parse_alert(const nlohmann::json& json);

}  // namespace facteur::gateway::receivables
