// What the accounts hold when a period begins. A file of entries that begins with a day has to open
// with it: its first entries take over the balances of what came before (LPF A47 A-1, VII).
//
// Accounts of the balance sheet (classes 1 to 5) are carried, 411 and 416 item by item, so that
// what is lettered later finds its other side; items that had settled each other by then are left
// out, since they add up to nothing. Accounts of income and expense begin at zero. Pure.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "gateway/receivables/accounting/entries.h"

namespace facteur::gateway::receivables::accounting {

class CarriedForward {
 public:
  // The lettering code of an item of an account; "" when it has none.
  using CodeOf = std::function<std::string(std::int64_t account, std::int64_t item)>;

  // An entry of a day before the period.
  void take(const Entry& entry, const Chart& chart);

  // One entry for each balance, against the account `opening`, all of the first day of the period
  // and validated at `known_at`.
  std::vector<Entry> entries(formats::Date first_day, Instant known_at,
                             const CodeOf& code_of) const;

 private:
  struct ItemBalance {
    Entry like;  // piece, currency and customer; without lines
    std::map<AccountUse, std::int64_t> units;
  };

  std::map<std::int64_t, ItemBalance> items_;
  std::map<std::tuple<std::string, unsigned, AccountUse>, std::int64_t> others_;  // by currency
};

}  // namespace facteur::gateway::receivables::accounting
