// The aged balance with more than its usual columns: finer buckets, what is not due by the days
// that are left, what is disputed and what is promised, and the items behind each number. Gross,
// credits and net are those of aged_balance.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/receivables/aged_balance.h"

namespace facteur::gateway::receivables::figures {

struct AgedOptions {
  AgeBy by = AgeBy::due;
  bool fine = false;     // 91-120, 121-180 and >180 in place of >90
  bool horizon = false;  // due_in_>60, due_in_31-60 and due_in_0-30 in place of not_due
};

// A bucket holds after < days late <= until. Days late are negative before the due date.
struct AgeBucket {
  std::string_view name;  // stable: a key in JSON, CSV and queries
  std::string_view title_fr, title_en;
  std::int64_t after, until;
};

// Youngest first; every number of days is in exactly one.
std::vector<AgeBucket> buckets_of(const AgedOptions& options);

struct AgedDetailLine {
  std::string customer_key, customer_name;  // empty on a line of totals
  std::string currency;
  unsigned exponent = 2;
  std::vector<std::int64_t> buckets;  // of debits, as buckets_of() orders them
  std::int64_t gross = 0, credits = 0, unapplied = 0, net = 0;
  // What of the gross amount is held back by disputes and by promises; no part by both.
  std::int64_t disputed = 0, promised = 0;
};

struct AgedDetail {
  std::vector<AgeBucket> buckets;
  std::vector<AgedDetailLine> customers;  // by name and currency
  std::vector<AgedDetailLine> totals;     // one a currency
};

AgedDetail aged_detail(store::Connection& connection, const std::string& tenant, const AsOf& as_of,
                       const AgedOptions& options);

// Which items to list: those of a bucket, or "credits" or "unapplied"; nothing narrows nothing.
struct AgedCell {
  std::optional<std::string> bucket, customer_key, currency;
};

// By customer, due date and number. std::nullopt for a bucket that is none.
std::optional<std::vector<OpenItem>> aged_items(store::Connection& connection,
                                                const std::string& tenant, const AsOf& as_of,
                                                const AgedOptions& options, const AgedCell& cell);

}  // namespace facteur::gateway::receivables::figures
