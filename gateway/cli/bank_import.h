// `facteur bank import`: books statement files, and says what each movement pays.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments` after "import". Throws UsageError. 0: all files are booked; 1: one is faulty, of
// which nothing is; 2: one cannot be read.
int bank_import(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
