// Who at the customer's gets a message, and by which channel when the scenario's own cannot reach
// anybody.
#pragma once

#include <string>
#include <variant>

#include "gateway/receivables/reminders.h"

namespace facteur::gateway::receivables {

struct Addressed {
  std::string channel;
  std::optional<ReminderContact> contact;  // nothing: the company itself
  formats::Text remark;                    // why another channel was taken; mostly empty
};

// The contact chosen for the customer, else the first one of the level's role, else the first one,
// among those whom the channel can reach; for mail, last of all the address that came with an
// invoice. A customer of whom no e-mail address is known gets a letter where the scenario says so;
// one whose addresses all sent mail back is never written to before a person has looked.
// A task when nobody can be reached.
std::variant<Addressed, PlannedTask> address(const Scenario& scenario, const Level& level,
                                             const ReminderCase& customer);

}  // namespace facteur::gateway::receivables
