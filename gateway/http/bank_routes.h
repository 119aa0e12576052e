// Account statements over HTTP: sent in, listed, and the movements that wait for a person.
#pragma once

#include <vector>

#include "gateway/http/message.h"
#include "gateway/http/queries.h"

namespace facteur::gateway::http {

// POST /api/v1/bank/statements, GET /api/v1/bank/statements, GET /api/v1/bank/movements. The body
// of the first is the file itself; sent again it is booked once. `store` must outlive the routes.
std::vector<Route> bank_routes(store::Store& store, Clock clock);

}  // namespace facteur::gateway::http
