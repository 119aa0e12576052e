#include "gateway/receivables/figures/collection.h"

#include <algorithm>
#include <map>

namespace facteur::gateway::receivables::figures {
namespace {

using Days = std::int64_t (*)(const PaidInvoice&);

std::int64_t days_late(const PaidInvoice& invoice) {
  return days_between(invoice.due_on, invoice.paid_on);
}

std::int64_t terms(const PaidInvoice& invoice) {
  return days_between(invoice.issued_on, invoice.due_on);
}

std::int64_t days_taken(const PaidInvoice& invoice) {
  return days_between(invoice.issued_on, invoice.paid_on);
}

struct Weights {
  Ratio amount_days;
  std::int64_t amount = 0;
};

// Amounts are gathered by days first, as invoices are many and delays are few.
Weights weights_of(const std::vector<const PaidInvoice*>& paid, Days days) {
  std::map<std::int64_t, std::int64_t> amount_by_days;
  Weights weights;
  for (const PaidInvoice* invoice : paid) {
    amount_by_days[days(*invoice)] += invoice->units;
    weights.amount += invoice->units;
  }
  for (const auto& [count, amount] : amount_by_days) weights.amount_days += Ratio(amount) * count;
  return weights;
}

std::vector<const PaidInvoice*> pointers(const std::vector<PaidInvoice>& paid) {
  std::vector<const PaidInvoice*> all;
  for (const PaidInvoice& invoice : paid) all.push_back(&invoice);
  return all;
}

Ratio weighted_mean(const std::vector<const PaidInvoice*>& paid, Days days) {
  const Weights weights = weights_of(paid, days);
  return weights.amount_days / weights.amount;
}

std::vector<std::int64_t> sorted_delays(const std::vector<const PaidInvoice*>& paid) {
  std::vector<std::int64_t> delays;
  for (const PaidInvoice* invoice : paid) delays.push_back(days_late(*invoice));
  std::sort(delays.begin(), delays.end());
  return delays;
}

// Of a sorted list that is not empty.
Ratio median(const std::vector<std::int64_t>& sorted) {
  const std::size_t half = sorted.size() / 2;
  if (sorted.size() % 2 == 1) return sorted[half];
  return {sorted[half - 1] + sorted[half], 2};
}

// The smallest value that nine in ten do not exceed.
Ratio percentile_90(const std::vector<std::int64_t>& sorted) {
  return sorted[(sorted.size() * 9 + 9) / 10 - 1];
}

Answer no_paid_invoices(const Portfolio& portfolio) {
  return undefined("NO_PAID_INVOICES",
                   {{"paid_invoices", Unit::count, std::ssize(portfolio.paid)}});
}

Answer mean_of_paid(const Portfolio& portfolio, Days days) {
  Answer answer = no_paid_invoices(portfolio);
  const Weights weights = weights_of(pointers(portfolio.paid), days);
  answer.operands.push_back(money(portfolio, "paid", weights.amount));
  if (weights.amount <= 0) return answer;
  answer.value = weights.amount_days / weights.amount;
  answer.reason = {};
  const Operand amount_days = money(portfolio, "amount_days", 1);
  answer.operands.push_back({"amount_days", Unit::money, weights.amount_days * amount_days.value});
  FormulaText formula(portfolio.exponent);
  formula.sign("Σ ").days(answer.operands.back().value).sign(" / ").money(weights.amount);
  answer.formula = formula.text();
  return answer;
}

template <class Statistic>
Answer of_delays(const Portfolio& portfolio, Statistic statistic) {
  Answer answer = no_paid_invoices(portfolio);
  if (portfolio.paid.empty()) return answer;
  answer.value = statistic(sorted_delays(pointers(portfolio.paid)));
  answer.reason = {};
  answer.formula = FormulaText(0).sign("n = ").number(std::ssize(portfolio.paid)).text();
  return answer;
}

}  // namespace

Answer collection_effectiveness(const Portfolio& portfolio) {
  const OpenSums sums = open_sums(portfolio);
  const std::int64_t before = portfolio.receivables_before(), sales = portfolio.sales_in_window();
  FormulaText formula(portfolio.exponent);
  formula.sign("(").money(before).sign(" + ").money(sales).sign(" − ").money(sums.receivables);
  formula.sign(") / (").money(before).sign(" + ").money(sales).sign(" − ").money(sums.current);
  formula.sign(")");
  return share(before + sales - sums.receivables, before + sales - sums.current,
               undefined("NOTHING_TO_COLLECT", {money(portfolio, "receivables_before", before),
                                                money(portfolio, "sales", sales),
                                                money(portfolio, "receivables", sums.receivables),
                                                money(portfolio, "current", sums.current)}),
               formula);
}

Answer overdue_rate(const Portfolio& portfolio) {
  const OpenSums sums = open_sums(portfolio);
  const std::int64_t all = sums.overdue + sums.not_due;
  FormulaText formula(portfolio.exponent);
  formula.money(sums.overdue).sign(" / ").money(all);
  return share(sums.overdue, all,
               undefined("NOTHING_OPEN", {money(portfolio, "overdue", sums.overdue),
                                          money(portfolio, "not_due", sums.not_due)}),
               formula);
}

Answer overdue_rate_by_count(const Portfolio& portfolio) {
  const OpenSums sums = open_sums(portfolio);
  FormulaText formula(portfolio.exponent);
  formula.number(sums.overdue_items).sign(" / ").number(sums.debit_items);
  return share(sums.overdue_items, sums.debit_items,
               undefined("NOTHING_OPEN", {{"overdue_items", Unit::count, sums.overdue_items},
                                          {"open_items", Unit::count, sums.debit_items}}),
               formula);
}

Answer mean_days_late(const Portfolio& portfolio) {
  return mean_of_paid(portfolio, days_late);
}

Answer median_days_late(const Portfolio& portfolio) {
  return of_delays(portfolio, median);
}

Answer late_percentile_90(const Portfolio& portfolio) {
  return of_delays(portfolio, percentile_90);
}

Answer mean_terms(const Portfolio& portfolio) {
  return mean_of_paid(portfolio, terms);
}

Answer dso_behaviour(const Portfolio& portfolio) {
  return mean_of_paid(portfolio, days_taken);
}

Answer balance_of_ledger(const Portfolio& portfolio) {
  return sum(portfolio, open_sums(portfolio).net);
}

Answer receivables(const Portfolio& portfolio) {
  return sum(portfolio, open_sums(portfolio).receivables);
}

Answer not_due(const Portfolio& portfolio) {
  return sum(portfolio, open_sums(portfolio).not_due);
}

Answer overdue(const Portfolio& portfolio) {
  return sum(portfolio, open_sums(portfolio).overdue);
}

Answer credit_notes_open(const Portfolio& portfolio) {
  return sum(portfolio, open_sums(portfolio).credit_notes);
}

Answer receipts_unapplied(const Portfolio& portfolio) {
  return sum(portfolio, open_sums(portfolio).unapplied);
}

Answer doubtful_open(const Portfolio& portfolio) {
  return sum(portfolio, portfolio.doubtful);
}

Answer fees_open(const Portfolio& portfolio) {
  return sum(portfolio, open_sums(portfolio).fees);
}

Answer sales(const Portfolio& portfolio) {
  return sum(portfolio, portfolio.sales_in_window());
}

std::vector<CustomerDelay> delays_by_customer(const Portfolio& portfolio) {
  std::map<std::string, std::vector<const PaidInvoice*>> by_customer;
  for (const PaidInvoice& invoice : portfolio.paid)
    by_customer[invoice.customer_key].push_back(&invoice);
  std::vector<CustomerDelay> delays;
  for (const auto& [key, paid] : by_customer) {
    const auto sorted = sorted_delays(paid);
    delays.push_back({key, paid.front()->customer_name, std::ssize(paid),
                      weighted_mean(paid, days_late), median(sorted), percentile_90(sorted)});
  }
  return delays;
}

}  // namespace facteur::gateway::receivables::figures
