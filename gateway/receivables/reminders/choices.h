// What people set about reminders: for one customer, and the switch that stops all of a tenant's.
// Each change appends an event with its actor.
#pragma once

#include <optional>
#include <string>

#include "gateway/receivables/reminders.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables::reminders {

ReminderChoice choice_of(store::Connection& connection, const std::string& tenant,
                         const std::string& customer_key);

// Replaces what was set; an empty choice leaves all to segment and scenario. Setting the same again
// changes nothing. What is wrong is answered with the name of the field: "customer", "contact";
// whether the scenario exists is the caller's to know. Event "reminder.choice_changed".
std::optional<std::string> change_choice(store::Transaction& transaction, const std::string& tenant,
                                         const std::string& customer_key,
                                         const ReminderChoice& choice, const std::string& actor);

// Off: nothing of this tenant is planned or sent, from the next message on.
bool switched_on(store::Connection& connection, const std::string& tenant);
void switch_reminders(store::Transaction& transaction, const std::string& tenant, bool on,
                      const std::string& actor);

}  // namespace facteur::gateway::receivables::reminders
