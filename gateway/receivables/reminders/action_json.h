// Planned reminders and those that left as JSON objects; keys as report_json.h has them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gateway/receivables/reminders/actions.h"
#include "gateway/receivables/reminders/history.h"

namespace facteur::gateway::receivables::reminders {

// {"id", "customer", "scenario", "level", "cycle", "channel", "tone", "contact", "state",
//  "reason": {"fr", "en"}, "planned_on", "approved_by", "attempts",
//  "items": [{"item", "number", "level", "currency", "amount", "status"}]}
// `status`: the legal status that allowed it with the hash of its message, {"code", "sha256"}, null
// for imported items.
nlohmann::ordered_json to_json(store::Connection& connection, const Action& action);

// {"id", "customer", "scenario", "level", "channel", "contact", "sent_on", "outcome", "subject",
//  "items": [{"item", "number", "level"}], "documents": [{"position", "name", "media_type",
//  "sha256", "size"}]}
nlohmann::ordered_json to_json(const SentReminder& sent);

}  // namespace facteur::gateway::receivables::reminders
