// What a service needs beside its business: tokens for programs, and its own figures.
#pragma once

#include <functional>
#include <vector>

#include "gateway/accounts/accounts.h"
#include "gateway/http/message.h"
#include "gateway/http/metrics.h"

namespace facteur::gateway::http {

// POST /oauth/token: OAuth 2 client credentials (RFC 6749 §4.4), client id and secret in the form
// or as HTTP Basic. GET /metrics: Prometheus; `figures` is asked at each scrape.
std::vector<Route> service_routes(accounts::Accounts& accounts, const Metrics& metrics,
                                  std::function<std::vector<Figure>()> figures);

}  // namespace facteur::gateway::http
