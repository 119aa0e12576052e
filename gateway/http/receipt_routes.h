// Receipts that wait for a person (receipt_queue.h), of the caller's tenant.
//
//   GET  /api/v1/receipts?after=&limit=
//        {"receipts": [{"id", "bookingDate", "currency", "amount", "left", "payer", "text",
//         "customer", "reason", "candidates": [{"customer", "name", "score", "reason", "items":
//         [{"id", "number", "open"}]}]}], "next"}; at most `limit` (100, at most 1,000), `next` is
//        the `after` of the next page, null on the last
//   POST /api/v1/receipts/{id}/application   {"customer": "C1", "items": [17, 18]}
//        what a person chose; no items: on the customer's account. {"settled": 2}. Once: a receipt
//        that does not wait any more is 404. What is refused is 400 or 409, and changes nothing.
#pragma once

#include <vector>

#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

// The routes keep a reference to the store.
std::vector<Route> receipt_routes(store::Store& store, Clock clock);

}  // namespace facteur::gateway::http
