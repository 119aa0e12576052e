// `facteur archive verify|prove|check-proof`: the archive from outside. None of the three needs a
// server, a database or a private key; verify and prove work beside a running server.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// Returns the exit status: 0 sound or proved, 1 faults found or the proof does not hold, 2 cannot
// be done. Results go to `out`; diagnostics, and progress if it is a terminal, to `err`.
int archive_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
