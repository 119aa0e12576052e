// The exports of ledger_routes.h: tables, digest, accounting entries.
#pragma once

#include <vector>

#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

std::vector<Route> ledger_exports(store::Store& store);

}  // namespace facteur::gateway::http
