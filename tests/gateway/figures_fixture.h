// A ledger with the portfolio of data/figures_items.csv and the payments of figures_payments.csv.
#pragma once

#include <string>
#include <vector>

#include "gateway/receivables/figures/load.h"
#include "tests/gateway/receivables_fixture.h"

namespace facteur::gateway::test {

// The fields of each row after the header; no field of these files is quoted.
std::vector<std::vector<std::string>> data_rows(const std::string& file);

struct FiguresLedger : Ledger {
  FiguresLedger();
};

// Of the seller of the fixture, in euros, all being known.
receivables::figures::Question figures_question(const std::string& as_of, int window_days);

// The only currency's.
receivables::figures::Portfolio portfolio(Ledger& ledger,
                                          const receivables::figures::Question& question);

}  // namespace facteur::gateway::test
