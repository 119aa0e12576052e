// `facteur ledger interest`: late-payment interest and indemnities as of a day, line by line.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "interest". 0 done, 1 days without a rate, 2 unusable folder. Throws
// UsageError.
int ledger_interest(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
