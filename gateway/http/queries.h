// Reading the query of a request, and refusing it: what the routes of the ledger share.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "formats/civil_date.h"
#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

// A request that cannot be answered as it is; thrown to `answering`, which tells the caller.
struct Refused {
  Problem problem;
};

// Nothing when it is left out or empty.
std::optional<std::string> query_text(const Request& request, const std::string& name);

// "YYYY-MM-DD"; throws Refused (400 INVALID_FIELD) for anything else.
std::optional<formats::Date> query_date(const Request& request, const std::string& name);

// A whole number from 0 to `highest`; throws Refused for anything else.
std::int64_t query_number(const Request& request, const std::string& name, std::int64_t otherwise,
                          std::int64_t highest);

// The body as a JSON object; throws Refused (400) for anything else.
nlohmann::json json_body(const Request& request);

// What the routes of the ledger work on.
struct Desk {
  store::Store& store;
  Clock clock;

  formats::Date today() const;  // in Europe/Paris
};

// A handler that answers with what `action` returns, or with what it refuses.
using Action = nlohmann::ordered_json (*)(const Desk& desk, const Request& request);
Handler answering(const Desk& desk, Action action);
Handler answering(std::function<nlohmann::ordered_json(const Request& request)> action);

}  // namespace facteur::gateway::http
