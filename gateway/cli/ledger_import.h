// `facteur ledger import`: customers and open items of another system. Works on an empty or missing
// data folder.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "import". Each refused row is a line on `err`; with --json, `out` gets
// {"customers": {...}, "items": {...}, "refused": [{"file", "line", "code", "reason"}]}. 0 all rows
// taken, 1 some refused, 2 a file cannot be read. Throws UsageError.
int ledger_import(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
