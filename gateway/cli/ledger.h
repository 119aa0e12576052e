// `facteur ledger aged|balance|import|...`: what customers owe, in a data folder, also while the
// service runs on it.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "ledger". Results go to `out`, diagnostics to `err`. 0 done, 1 a row of
// an import was refused, 2 bad usage or unusable folder.
int ledger_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
