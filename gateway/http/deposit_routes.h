// Our own API for what XP Z12-013 leaves out: several files at once, in a .zip or .tar.gz.
#pragma once

#include <vector>

#include "gateway/flows/bundles.h"
#include "gateway/http/flow_routes.h"

namespace facteur::gateway::http {

// Why an archive was not taken, as an answer.
Problem refused_archive(const flows::ArchiveRefusal& refusal);

// POST /api/v1/deposits, GET /api/v1/deposits/{depositId}. The routes keep references to both.
std::vector<Route> deposit_routes(FlowService& service, flows::Bundles& bundles);

}  // namespace facteur::gateway::http
