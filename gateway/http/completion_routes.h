// Completion of invoices, for programs that know what is sold and leave the sums to us.
#pragma once

#include <vector>

#include "gateway/http/message.h"

namespace facteur::gateway::http {

// POST /api/v1/invoices/complete?recompute=true|false: a document in, {"complete", "figures",
// "losses", "documentType", "document"} out. Nothing is kept. The same for every tenant.
std::vector<Route> completion_routes();

}  // namespace facteur::gateway::http
