// `facteur remind`: the reminders of a day. A dry run reads a data folder, also while the service
// runs on it; sending needs the folder for itself.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "remind". With --json, one object a customer and line:
//   {"tenant", "customer", "name", "level", "channel", "contact", "send", "reason",
//    "items": [{"number", "send", "reason", ...}], ...}
// `send` is what would leave on that day; with --send, what left.
// 0 done, 2 bad usage or unusable folder.
int remind_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
