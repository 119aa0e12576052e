// The reports of the receivables as JSON objects: the command line's with keys in snake_case as
// here, the API's with the same keys in camelCase (camel_case). Amounts are strings, exact
// decimals.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "gateway/receivables/ledger.h"
#include "gateway/receivables/reminders.h"

namespace facteur::gateway::receivables {

enum class ReportLanguage { fr, en };

inline const std::string& in(ReportLanguage language, const formats::Text& text) {
  return language == ReportLanguage::fr ? text.fr : text.en;
}

// {"currency", "debits", "credits", "unapplied", "net"}
nlohmann::ordered_json to_json(const Balance& balance);

// {"number", "customer", "name", "kind", "issue_date", "due_date", "due_basis", "currency",
//  "amount", "open", "days_late"}; days late on `on`, 0 when not late.
nlohmann::ordered_json to_json(const OpenItem& item, formats::Date on);

// {"customer", "name", "level", "channel", "contact", "send", "reason",
//  "items": [{"number", "send", "reason", "level", "due_date", "days_late", "currency", "open",
//             "asked", "status"}],
//  "scenario", "messages": [{"level", "label", "channel", "tone", "contact", "approval",
//  "numbers"}], "tasks": [{"kind", "reason"}]}
// `asked`: what is open but for what is held back; `status`: the legal one, null when imported.
nlohmann::ordered_json to_json(const PlannedReminder& reminder, ReportLanguage language);

// Every key of every object: "due_date" becomes "dueDate".
nlohmann::ordered_json camel_case(const nlohmann::ordered_json& value);

// One line; bytes that are not UTF-8 are replaced, as text from outside must not stop a report.
std::string dump(const nlohmann::ordered_json& value);

}  // namespace facteur::gateway::receivables
