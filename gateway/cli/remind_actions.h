// `facteur remind list|approve|cancel`: reminders that wait for a person's agreement.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "remind", beginning with the verb. With --json, list prints one object a
// planned reminder:
//   {"id", "customer", "scenario", "level", "channel", "tone", "contact", "state", "planned_on",
//    "items": [{"item", "level", "amount"}]}
// Throws UsageError. 0 done, 1 there is nothing to approve or cancel under this number, 2 unusable
// folder.
int remind_actions(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
