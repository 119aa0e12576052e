// The figures of the receivables, with what they are made of. Always of the caller's tenant.
//
//   GET /api/v1/figures?asOf=&knownOn=&window=&customer=&currency=&creditNotes=deducted|apart
//       &doubtful=with|without&format=json|csv|pdf
//       {"asOf", "knownOn", "windowDays", "windowBegin", "currencies": [{"currency",
//        "<figure>": "76.32" | null, ..., "details": {...}}]}
//   GET /api/v1/figures/{name}/items      the items of one figure, at most `limit` (1,000)
//       {..., "currencies": [{"currency", "count", "sum", "items": [{"number", "customer", ...,
//        "amount", "days"}]}]}
//   GET /api/v1/figures/bridge            opening, every kind of movement, closing; by currency
//   GET /api/v1/figures/bridge/{line}     the movements of one line
//
// The same parameters for all: dates are civil days in Europe/Paris, today when left out; knownOn:
// all that is known; window: days that end with asOf, 90 when left out. A value that is not allowed
// is answered with 400 INVALID_FIELD.
#pragma once

#include <memory>
#include <vector>

#include "formats/pdf/truetype.h"
#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

// The routes keep a reference to the store. Without fonts a PDF is answered with 503.
std::vector<Route> figures_routes(store::Store& store, Clock clock,
                                  const std::shared_ptr<const formats::pdf::FontPair>& fonts);

}  // namespace facteur::gateway::http
