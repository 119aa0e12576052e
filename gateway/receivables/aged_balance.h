// The aged balance (balance âgée): what is open, by how late it is.
//
// Ages count from the due date, or from the issue date when asked so. An amount due today is not
// late; its first late day is the next one. The limits belong to the younger bucket: 30 days late
// is "1-30", 31 is "31-60". Credit notes and unapplied payments are never put into a bucket: they
// stand beside, and gross and net are both given.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

enum class AgeBy { due, issue };

// The keys in JSON and CSV, youngest first.
inline constexpr std::array<std::string_view, 5> age_buckets = {"not_due", "1-30", "31-60", "61-90",
                                                                ">90"};

struct AgedLine {
  std::string customer_key, customer_name;  // empty on a line of totals
  std::string currency;
  unsigned exponent = 2;
  std::array<std::int64_t, age_buckets.size()> buckets{};  // of debits
  std::int64_t gross = 0;                                  // their sum
  std::int64_t credits = 0;                                // credit notes, negative
  std::int64_t unapplied = 0;                              // payments not applied, negative
  std::int64_t net = 0;                                    // gross + credits + unapplied

  bool is_zero() const;
};

struct AgedBalance {
  std::vector<AgedLine> customers;  // by name and currency, those with anything open
  std::vector<AgedLine> totals;     // one line a currency
};

AgedBalance aged_balance(store::Connection& connection, const std::string& tenant,
                         const AsOf& as_of, AgeBy by = AgeBy::due);

}  // namespace facteur::gateway::receivables
