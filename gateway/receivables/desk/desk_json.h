// What stands on the desk as JSON objects, with keys in snake_case as on the command line; the API
// has the same keys in camelCase (camel_case in report_json.h). Amounts are exact decimals as text,
// days "YYYY-MM-DD", what is not there is null.
#pragma once

#include <nlohmann/json.hpp>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/desk/alerts.h"
#include "gateway/receivables/desk/comments.h"
#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/exclusions.h"
#include "gateway/receivables/desk/plans.h"
#include "gateway/receivables/desk/promises.h"
#include "gateway/receivables/holds.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::receivables {

// {"id", "customer", "name", "numbers", "currency", "amount", "date", "until", "source", "note",
//  "made_on", "made_by", "cancelled_on", "state", "received", "missing"}
nlohmann::ordered_json to_json(const PromiseView& view);

// {"promised": 2, "kept": 1, "amount", "received", "ratio": "0.50" of the amount, or null}
nlohmann::ordered_json to_json(const KeptRatio& ratio, unsigned exponent);

// {"id", "customer", "name", "number", "currency", "amount" (null: all that is open), "reason",
//  "reason_text", "department", "owner", "deadline", "overdue", "note", "made_on", "made_by",
//  "closed_on", "outcome"}
nlohmann::ordered_json to_json(const Dispute& dispute, formats::Date on, ReportLanguage language);

// {"id", "customer", "name", "numbers", "currency", "note", "made_on", "made_by", "ended_on",
//  "state", "settled", "asked", "instalments": [{"date", "amount", "state"}]}
nlohmann::ordered_json to_json(const PlanView& view);

// {"id", "customer", "number", "reason", "until", "made_on", "made_by", "lifted_on"}
nlohmann::ordered_json to_json(const Exclusion& exclusion);

// {"id", "kind", "label", "reason", "customer", "name", "number", "currency", "amount", "due",
//  "late", "department", "owner", "made_on", "made_by", "closed_on", "outcome"}
nlohmann::ordered_json to_json(const Task& task, ReportLanguage language);

// {"id", "text", "mentions", "by", "at"}
nlohmann::ordered_json to_json(const Comment& comment);

// {"number", "holds": [{"kind", "amount", "until", "reason"}], "reminder_due_on", "steps_up"}
nlohmann::ordered_json to_json(const ItemHolds& holds, const std::string& number, unsigned exponent,
                               ReportLanguage language);

// {"id", "made_on", "made_by", "definition": as saved}
nlohmann::ordered_json to_json(const Alert& alert);

// {"alert", "name", "subject", "customer", "label", "on", "facts"}
nlohmann::ordered_json to_json(const Raising& raising);

// {"days": 90, "step", "cut", "present": [raisings], "past": [raisings]}
nlohmann::ordered_json to_json(const Trial& trial);

// {"about", "name", "type", "text"}
nlohmann::ordered_json to_json(const AlertField& field, ReportLanguage language);

// {"code", "field", "message"}
nlohmann::ordered_json to_json(const DeskRefusal& refusal, ReportLanguage language);

}  // namespace facteur::gateway::receivables
