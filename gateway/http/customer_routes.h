// Customers of the caller's tenant, with all that stands on their accounts.
//
//   GET    /api/v1/customers?text=&after=&limit=
//          {"customers": [{"key", "name", "legalForm", "siren", "group", "segment", "language"}],
//           "next"}: in order of key; `next` is the `after` of the next page, null on the last
//   POST   /api/v1/customers   the same fields; {"result": "added|changed|unchanged"}
//   GET    /api/v1/customers/{customer}?asOf=&knownOn=
//          {"customer", "contacts", "balances", "items", "history"}: what is open, unapplied
//          receipts among it, each item with its lettering code; the last 200 movements, newest
//          first
//   POST   /api/v1/customers/{customer}/contacts
//          {"name", "role", "email", "phone", "address", "language"}; known again by its address
//   DELETE /api/v1/customers/{customer}/contacts/{contact}
//
// All writes may be repeated: the second time changes nothing.
#pragma once

#include <vector>

#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

std::vector<Route> customer_routes(store::Store& store, Clock clock);

}  // namespace facteur::gateway::http
