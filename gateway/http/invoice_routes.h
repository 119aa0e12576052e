// Our own API beside the standard's: invoices with their life cycle, findings and proof.
//
//   GET /api/v1/invoices?book=sales|purchases&before=FLOW&limit=N   newest first
//   GET /api/v1/flows/{flowId}                                     all that is known of one flow
//   GET /api/v1/flows/{flowId}/proof                               proof of deposit, text
//   GET /api/v1/openapi.json                                       the description of this API
#pragma once

#include <vector>

#include "gateway/http/flow_routes.h"

namespace facteur::gateway::http {

// The routes keep a reference to the service.
std::vector<Route> invoice_routes(FlowService& service);

}  // namespace facteur::gateway::http
