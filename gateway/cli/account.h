// `facteur account ...`: makes tenants, users and API clients in a data folder, also while the
// service runs on it.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "account". Results go to `out`, diagnostics to `err`; a password that is
// asked for and not in a file is the first line of the standard input.
// 0 done, 1 refused (a wrong SIREN, an address of another tenant), 2 bad usage or unusable folder.
int account_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

// The same, reading the password from `in`.
int account_command(std::span<const std::string> arguments, std::istream& in, std::ostream& out,
                    std::ostream& err);

}  // namespace facteur::gateway::cli
