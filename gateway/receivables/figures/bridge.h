// The movement bridge: what was open on the day before a window, what changed it, what is open on
// its last day. Every movement of the ledger stands in exactly one line, so that opening and lines
// add up to closing, and both are the ledger's balances. Amounts are signed as in the ledger: what
// customers come to owe is positive.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/receivables/figures/load.h"

namespace facteur::gateway::receivables::figures {

struct BridgeLine {
  std::string_view name;  // stable: "invoiced", "collected", ...
  std::string_view title_fr, title_en;
  std::int64_t units = 0;
};

struct Bridge {
  std::string currency;
  unsigned exponent = 2;
  std::int64_t opening = 0, closing = 0;
  std::vector<BridgeLine> lines;  // all, in the order of the table, with nothing in them too
};

// One a currency, in alphabetical order, over the window of the question.
std::vector<Bridge> bridges(store::Connection& connection, const Question& question);

// A movement within the window, for those who look into a line.
struct BridgeMovement {
  std::int64_t item = 0;
  std::string customer_key, customer_name, number, currency;
  unsigned exponent = 2;
  formats::Date effective_on;
  std::string kind;
  std::int64_t units = 0;
};

// Those of one line, by day; std::nullopt for a name that is no line.
std::optional<std::vector<BridgeMovement>> bridge_movements(store::Connection& connection,
                                                            const Question& question,
                                                            std::string_view line);

}  // namespace facteur::gateway::receivables::figures
