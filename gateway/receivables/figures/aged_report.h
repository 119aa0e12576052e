// The detailed aged balance as JSON, CSV and a report for people.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "formats/readable/report.h"
#include "gateway/receivables/figures/aged_detail.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::receivables::figures {

// {"customers": [{"customer", "name", "currency", "buckets": {...}, "gross", "credits",
//  "unapplied", "net", "disputed", "promised"}], "totals": [the same without customer and name]}
nlohmann::ordered_json to_json(const AgedDetail& aged);

// customer,name,currency,<buckets>,gross,credits,unapplied,net,disputed,promised; a row a customer.
std::string to_csv(const AgedDetail& aged);

struct AgedHeading {
  std::string creditor;
  formats::Date as_of;
  std::optional<formats::Date> known_on;
  AgeBy by = AgeBy::due;
};
formats::readable::Report report_of(const AgedDetail& aged, const AgedHeading& heading,
                                    ReportLanguage language);

}  // namespace facteur::gateway::receivables::figures
