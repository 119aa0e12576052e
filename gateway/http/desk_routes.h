// The desk of the caller's tenant: promises, disputes, payment plans, exclusions, tasks, comments,
// alerts, settings.
//
//   GET  /api/v1/promises|disputes|payment-plans|exclusions|tasks|holds?on=&customer=
//        tasks also owner=, department=; disputes and exclusions also all=true (closed ones too);
//        {"on", "promises": [...]} with the objects of desk_json.h in camelCase
//   GET  /api/v1/comments?about=customer|item|dispute&subject=
//   GET  /api/v1/dispute-reasons
//   POST /api/v1/promises ... a new one; POST /api/v1/promises/{id}/cancel ... and so on: the
//   nouns,
//        verbs and fields of desk_requests.h; answers {"id"}
//
// All writes hold from today (Europe/Paris) on and take an Idempotency-Key header: asked for twice,
// what it made is made once. A refusal is 400, 404 or 409 with the field in `details`.
#pragma once

#include <vector>

#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

// The routes keep a reference to the store.
std::vector<Route> desk_routes(store::Store& store, Clock clock);

}  // namespace facteur::gateway::http
