// What the seller's customers owe, for its own programs and pages. Always of the caller's tenant.
//
//   GET /api/v1/receivables?asOf=&knownOn=&customer=&after=&limit=
//       {"asOf", "knownOn", "items": [{"number", "customer", "name", "kind", "issueDate",
//        "dueDate", "dueBasis", "currency", "amount", "open", "daysLate"}], "next"}
//       at most `limit` (100, at most 1,000) items with something open; `next` is the `after` of
//       the next page, null on the last.
//   GET /api/v1/receivables/cashed?after=&limit=
//       {"amounts": [{"number", "customer", "receivedOn", "vatRate", "currency", "amount",
//        "application", "told"}], "next"}: what was received where VAT is due on receipts (212)
//
// Dates are civil days in Europe/Paris, today when left out; knownOn: all that is known. A value
// that is not allowed is answered with 400 INVALID_FIELD.
#pragma once

#include <vector>

#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

// The routes keep a reference to the store.
std::vector<Route> receivables_routes(store::Store& store, Clock clock);

}  // namespace facteur::gateway::http
