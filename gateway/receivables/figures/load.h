// Portfolios out of the ledger. Reads only; runs in the caller's transaction or on any connection.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/figures/portfolio.h"

namespace facteur::gateway::receivables::figures {

// Doubtful items (account 416, acts.h) count, or what is open of them is left out; sales are sales
// all the same.
enum class Doubtful { with, without };

// What is asked for.
struct Question {
  std::string tenant;
  AsOf as_of;
  int window_days = 1;  // 1 to longest_window
  std::optional<std::string> customer_key, currency;
  CreditNotes credit_notes = CreditNotes::deducted;
  Doubtful doubtful = Doubtful::with;
};

inline constexpr int longest_window = 3660;  // ten years

// One a currency in which the creditor (or the customer) has an account, in alphabetical order.
std::vector<Portfolio> load(store::Connection& connection, const Question& question);

}  // namespace facteur::gateway::receivables::figures
