// Figures as reports: JSON for programs, CSV for spreadsheets. Amounts, days and percentages are
// exact decimals as text; a figure that is not defined is null with its reason.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "gateway/receivables/figures/bridge.h"
#include "gateway/receivables/figures/figure.h"
#include "gateway/receivables/figures/load.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::receivables::figures {

// One currency:
//   {"currency", "<figure>": "76.32" | "> 181" | null, ..., "details": {"<figure>": {"title",
//    "definition", "version", "unit", "formula", "operands": {...}, "items", "reason"}},
//    "disputes": {"by_reason": [{"key", "count", "amount"}], "by_owner": [...], "by_age": [...]}}
// "reason" stands only where the value is null; "items" names what a drill-down lists.
nlohmann::ordered_json to_json(const Portfolio& portfolio, ReportLanguage language);

// {"opening", "<line>", ..., "closing"}: opening and lines add up to closing.
nlohmann::ordered_json to_json(const Bridge& bridge);

// currency,name,value,unit,reason,formula,title: one row a figure, with a header.
std::string to_csv(const std::vector<Portfolio>& portfolios, ReportLanguage language);

std::string_view to_string(Unit unit);
std::string_view to_string(Items items);

}  // namespace facteur::gateway::receivables::figures
