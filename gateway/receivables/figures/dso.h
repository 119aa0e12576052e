// Days sales outstanding, in its variants. What counts as sales, as receivables and as not due, and
// which days the window holds, stands in portfolio.h.
//
// Without sales to divide by, an answer has the reason "NO_SALES". Pure functions.
#pragma once

#include "gateway/receivables/figures/figure.h"

namespace facteur::gateway::receivables::figures {

// Receivables / sales of the window x its days.
Answer dso_simple(const Portfolio& portfolio);

// What of it remains when all that fell due is collected: not due / sales x days.
Answer dso_best_possible(const Portfolio& portfolio);

// ADD, average days delinquent: the simple one less the best possible. Not the mean delay of paid
// invoices, which is mean_days_late.
Answer average_days_delinquent(const Portfolio& portfolio);

// Count-back (épuisement): whole months of sales are taken off the receivables, backwards from the
// month of the day, until less than a month's sales is left; that rest counts its share of the
// month's days. The month of the day counts the days that it has had. A month whose sales are not
// positive takes nothing off, and its days count: what is left is older than it. Receivables that
// exceed all sales are "more than" the days since the first month with any. The window plays no
// part.
Answer dso_count_back(const Portfolio& portfolio);

// Sales-weighted: the sum over months of what is open of a month / its sales x its days. A month
// whose sales are not positive is left out, and what is open of it is the operand "left_out". The
// window plays no part.
Answer dso_weighted(const Portfolio& portfolio);

// The same with 30 days for every whole month.
Answer dso_weighted_30(const Portfolio& portfolio);

// By item: the sum over open items of age / sales of its month x amount. Age counts from the issue
// date. Months are left out as above.
Answer dso_true(const Portfolio& portfolio);

// By behaviour: the mean terms granted plus the mean delay, both weighted by amount, of the
// invoices paid within the window. "NO_PAID_INVOICES" without any.
Answer dso_behaviour(const Portfolio& portfolio);

}  // namespace facteur::gateway::receivables::figures
