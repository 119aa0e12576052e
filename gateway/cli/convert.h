// facteur convert: an invoice from one form into another, and what that cost.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// 0: everything was carried over; 1: something was not, or the result breaks a rule that the source
// kept; 2: cannot be done.
int convert_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
