// `facteur ledger alerts`: raises the alerts of a day, or tries one out.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "alerts". One JSON object a line: what holds on the day, or with --try
// what a definition would have raised. 0 done, 1 the definition is refused; throws UsageError.
int ledger_alerts(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
