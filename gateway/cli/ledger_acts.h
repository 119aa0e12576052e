// `facteur ledger write-off|doubtful|refund|cancel`: what a bookkeeper does to one item.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// The item is --number, with --customer where several customers have one of that number. 0 done,
// 1 the ledger forbids it, 2 cannot be done. Throw UsageError.
int ledger_write_off(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);
int ledger_doubtful(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);
int ledger_refund(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);
int ledger_cancel(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
