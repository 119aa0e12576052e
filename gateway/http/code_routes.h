// The code lists, for programs that fill in or read invoices.
#pragma once

#include <vector>

#include "gateway/http/message.h"

namespace facteur::gateway::http {

// GET /api/v1/codes, and /api/v1/codes/{list}?on=DATE&lang=fr|en: without `on` every row that we
// know, with its dates; without `lang` the language of Accept-Language. The same for every tenant.
std::vector<Route> code_routes();

}  // namespace facteur::gateway::http
