// The portfolio of a tenant as cash application needs it, read from the ledger: all that is open,
// what was settled lately, known payers, and the receipts that may have come back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/receivables/matching/portfolio.h"
#include "gateway/store/connection.h"

namespace facteur::gateway::receivables {

struct PortfolioQuestion {
  std::string tenant, currency;
  formats::Date first_day;             // of the movements that are to be decided
  std::vector<std::int64_t> returned;  // amounts of debits that take something back
};

// Sealed. Its payments are those of one of the amounts; their ids are those of the movements.
matching::Portfolio load_portfolio(store::Connection& connection,
                                   const PortfolioQuestion& question);

}  // namespace facteur::gateway::receivables
