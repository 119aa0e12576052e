// What a flow's document says, for people.
//
//   GET /api/v1/flows/{flowId}/view?format=html|pdf&lang=fr|en&stamp=true|false
//
// By default a web page in the caller's language, without a stamp of where the invoice stands.
#pragma once

#include <vector>

#include "gateway/http/flow_routes.h"

namespace facteur::gateway::http {

// The routes keep a reference to the service.
std::vector<Route> view_routes(FlowService& service);

// A web page made of a document of strangers: it may show itself, in a frame of ours too, and
// nothing else: no script, no form, no request, no origin.
Response foreign_page(std::string html);

}  // namespace facteur::gateway::http
