// `facteur validate`: judges documents and says what to repair.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// The arguments that follow the command's name. Results go to `out`, in the order of the files;
// diagnostics to `err`. Returns the exit status: 0 every document is good, 1 one is not,
// 2 something could not be done (bad usage, a file that cannot be read).
int validate_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
