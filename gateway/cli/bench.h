// `facteur bench`: what this machine does, one figure a line, each beside a baseline that was
// measured in the same run. Figures are warm medians; nothing is read but what the options name.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// The arguments that follow the command's name. Figures go to `out`, progress and diagnostics to
// `err`. Exit status: 0, or 2 when something could not be done.
int bench_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
