// The aged balance, as figures and as files. Always of the caller's tenant.
//
//   GET /api/v1/receivables/aged?asOf=&knownOn=&by=due|issue&buckets=standard|fine&horizon=true
//       &format=json|csv|pdf
//       {"asOf", "knownOn", "by", "customers": [{"customer", "name", "currency", "buckets",
//        "gross", "credits", "unapplied", "net", "disputed", "promised"}], "totals": [...]}
//   GET /api/v1/receivables/aged/items?...&bucket=&customer=&currency=&limit=
//       the items behind a number, with their sum by currency
//
// Dates are civil days in Europe/Paris, today when left out; knownOn: all that is known. A value
// that is not allowed is answered with 400 INVALID_FIELD.
#pragma once

#include <memory>
#include <vector>

#include "formats/pdf/truetype.h"
#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

// The routes keep a reference to the store. Without fonts a PDF is answered with 503.
std::vector<Route> aged_routes(store::Store& store, Clock clock,
                               const std::shared_ptr<const formats::pdf::FontPair>& fonts);

}  // namespace facteur::gateway::http
