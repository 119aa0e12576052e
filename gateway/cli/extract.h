// `facteur extract`: the invoice out of a hybrid PDF, and its other attachments.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// Returns the exit status: 0 an invoice was found and its container is sound, 1 it is not, 2 the
// work cannot be done.
int extract_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
