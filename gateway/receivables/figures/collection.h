// How well is collected: effectiveness, what is overdue, and how late paid invoices were paid. What
// counts as receivables, sales and not due stands in portfolio.h. Pure functions.
#pragma once

#include "gateway/receivables/figures/figure.h"

namespace facteur::gateway::receivables::figures {

// Collection effectiveness index: (receivables before the window + sales - receivables) /
// (receivables before the window + sales - not due) x 100. 100 % is that all that fell due was
// collected. "NOTHING_TO_COLLECT" when the denominator is not positive.
Answer collection_effectiveness(const Portfolio& portfolio);

// What of the open debits is overdue, by amount and by number; credit notes play no part.
// "NOTHING_OPEN" without any.
Answer overdue_rate(const Portfolio& portfolio);
Answer overdue_rate_by_count(const Portfolio& portfolio);

// MDL: how late the invoices were paid that were settled within the window, in days, early ones
// counting negative. The mean is weighted by amount, as opened; median and 90th percentile (nearest
// rank) are not. "NO_PAID_INVOICES" without any.
Answer mean_days_late(const Portfolio& portfolio);
Answer median_days_late(const Portfolio& portfolio);
Answer late_percentile_90(const Portfolio& portfolio);

// Their terms, from issue to due date, weighted by amount; and terms plus delay, the days that
// customers take.
Answer mean_terms(const Portfolio& portfolio);
Answer dso_behaviour(const Portfolio& portfolio);

// The sums that the others are made of.
Answer balance_of_ledger(const Portfolio& portfolio);
Answer receivables(const Portfolio& portfolio);
Answer not_due(const Portfolio& portfolio);
Answer overdue(const Portfolio& portfolio);
Answer credit_notes_open(const Portfolio& portfolio);
Answer receipts_unapplied(const Portfolio& portfolio);
Answer doubtful_open(const Portfolio& portfolio);
Answer fees_open(const Portfolio& portfolio);
Answer sales(const Portfolio& portfolio);

// The delays of one customer's paid invoices.
struct CustomerDelay {
  std::string customer_key, customer_name;
  std::int64_t invoices = 0;
  Ratio mean, median, percentile_90;  // mean by amount
};

// By customer key.
std::vector<CustomerDelay> delays_by_customer(const Portfolio& portfolio);

}  // namespace facteur::gateway::receivables::figures
