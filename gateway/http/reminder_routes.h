// Reminders to the customers of the caller's tenant.
//
//   GET  /api/v1/reminders?on=            the plan of a day; nothing is sent
//   GET  /api/v1/reminders/planned        {"reminders": [...]}: those that wait for agreement or
//   for
//                                         the mail server
//   POST /api/v1/reminders/{id}/approve   it leaves with the next run, unless something has changed
//   POST /api/v1/reminders/{id}/cancel    {"reason"?}
//   GET  /api/v1/reminders/sent?customer=&before=&limit=
//                                         {"reminders": [...], "next"}: what left, the latest first
//   GET  /api/v1/reminders/sent/{id}/documents/{position}
//                                         the bytes that left
//   GET  /api/v1/reminders/scenarios      {"scenarios": [...]}
//   GET  /api/v1/reminders/switch         {"enabled"}
//   PUT  /api/v1/reminders/switch         the same; off stops everything from the next message on
//   GET  /api/v1/reminders/customers/{customer}
//                                         {"scenario", "language", "contact", "quietUntil"}, null
//                                         where nothing was chosen
//   PUT  /api/v1/reminders/customers/{customer}
//                                         the same; what is left out is not chosen any more
//
// Objects are those of action_json.h and report_json.h with keys in camelCase. Approving,
// cancelling and setting may be repeated. What left cannot be approved or cancelled: 409.
#pragma once

#include <vector>

#include "gateway/flows/evidence.h"
#include "gateway/http/message.h"
#include "gateway/receivables/reminders/scenario_set.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

// The routes keep references to store and evidence.
std::vector<Route> reminder_routes(store::Store& store, flows::Evidence& evidence,
                                   receivables::ScenarioSet scenarios, Clock clock);

}  // namespace facteur::gateway::http
