// The account of one customer as a page shows it: what is open, and what happened lately.
#pragma once

#include <string>
#include <vector>

#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

struct AccountItem {
  OpenItem item;
  std::string letter;  // lettering.h; "" when nothing was applied
};

struct AccountMovement {
  formats::Date effective_on;
  std::string number, kind, currency, actor;
  unsigned exponent = 2;
  std::int64_t units = 0;
  std::optional<std::int64_t> application;
  std::string letter;  // of its item, now
};

struct CustomerAccount {
  std::vector<Balance> balances;         // by currency
  std::vector<AccountItem> items;        // with something open, by due date
  std::vector<AccountMovement> history;  // the last ones, newest first
};

inline constexpr std::int64_t longest_history = 200;

CustomerAccount customer_account(store::Connection& connection, const std::string& tenant,
                                 const std::string& customer_key, const AsOf& as_of);

}  // namespace facteur::gateway::receivables
