// facteur complete: computes what an invoice leaves out, and explains each number.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// 0: the invoice is complete; 1: something that cannot be computed is missing; 2: cannot be done.
int complete_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
