// What alerts look at, as of a day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/desk/alert_definition.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

struct AlertSubject {
  std::string key;           // customer's key, or "item:", "receipt:", "bank:" and the id
  std::string customer_key;  // empty: of a bank account
  std::optional<std::int64_t> item;
  std::string label;  // for people: name, number
  AlertFacts facts;
};

// Receipts are looked at for so many days after they were booked.
inline constexpr int days_of_receipts = 7;

// All that the alert watches on that day. Its cost grows with what is open, not with what is
// settled.
std::vector<AlertSubject> alert_subjects(store::Connection& connection, const std::string& tenant,
                                         const AlertDefinition& alert, formats::Date day);

}  // namespace facteur::gateway::receivables
