// `facteur ledger figures`: DSO and its relatives, what is overdue, how well is collected, and the
// movement bridge of the window.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "figures". With --json one object a currency, each on a line. 0 done, 2
// unusable folder. Throws UsageError.
int ledger_figures(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
