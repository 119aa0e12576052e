// `facteur desk NOUN VERB ...`: promises, disputes, payment plans, exclusions, tasks, comments and
// settings of a data folder, also while the service runs on it.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "desk". Results go to `out`, diagnostics to `err`. 0 done, 1 refused, 2
// bad usage or unusable folder.
int desk_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
