// `facteur serve`: the service in the foreground, until SIGINT or SIGTERM.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// 0 after a clean stop, 2 when it cannot start (bad usage, port taken, data folder unusable).
int serve_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
