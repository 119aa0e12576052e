// `facteur ledger export` and `facteur ledger digest`: the accounting entries of a ledger (FEC), or
// all of it as tables. Read beside the running service; nothing is written to the database.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// 0 written; 1 written, but of no use as it is (a rate of exchange is missing); 2 cannot be done.
// Throws UsageError.
int ledger_export(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

// Prints the SHA-256 over the facts of the ledger.
int ledger_digest_verb(std::span<const std::string> arguments, std::ostream& out,
                       std::ostream& err);

}  // namespace facteur::gateway::cli
