// The rule sets and their rules, for programs that explain a verdict.
#pragma once

#include <vector>

#include "gateway/flows/requirement_files.h"
#include "gateway/http/message.h"

namespace facteur::gateway::http {

// GET /api/v1/rules, and /api/v1/rules/{set}?lang=fr|en: a set by name, or name@version; without
// `lang` the language of Accept-Language. The trading-partner requirements come after the official
// sets. The same for every tenant.
std::vector<Route> rule_routes(const flows::RequirementSets& requirements = {});

}  // namespace facteur::gateway::http
