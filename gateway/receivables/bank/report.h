// Bank imports as JSON: keys in snake_case; the API has the same in camelCase (camel_case of
// report_json.h). Amounts are strings, exact decimals.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "gateway/receivables/bank/import.h"
#include "gateway/receivables/bank/listing.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::receivables::bank {

// {"entry", "booking_date", "value_date", "direction", "amount", "currency", "payer",
//  "remittance", "outcome", "customer", "allocations": [{"number", "amount"}], "reason",
//  "candidates": [{"customer", "numbers", "score"}]}, in this order.
nlohmann::ordered_json to_json(const ImportedMovement& movement, ReportLanguage language);

// {"code", "line", "message"}
nlohmann::ordered_json to_json(const formats::bank::Fault& fault, ReportLanguage language);

// {"id", "account", "currency", "number", "format", "file", "opening_date", "opening_balance",
//  "closing_date", "closing_balance", "movements", "imported_at"}
nlohmann::ordered_json to_json(const ListedStatement& statement);

// {"id", "statement", "account", "booking_date", "value_date", "direction", "amount", "currency",
//  "nature", "payer", "remittance", "creditor_reference", "end_to_end_id", "outcome", "customer",
//  "code", "reason"}
nlohmann::ordered_json to_json(const ListedMovement& movement, ReportLanguage language);

}  // namespace facteur::gateway::receivables::bank
