#include "gateway/receivables/figures/portfolio.h"

#include <algorithm>

namespace facteur::gateway::receivables::figures {
namespace {

using formats::Date;

Date first_of_month(Date day) {
  return *Date::of(day.year(), day.month(), 1);
}

Date first_day(const Portfolio& portfolio) {
  Date first = portfolio.as_of;
  for (const DaySales& day : portfolio.sales) first = std::min(first, day.issued_on);
  for (const OpenItem& item : portfolio.open) first = std::min(first, item.issued_on);
  return first;
}

}  // namespace

Date Portfolio::window_begin() const {
  return add_days(as_of, 1 - window_days).value_or(Date());
}

std::int64_t Portfolio::sales_of(const DaySales& day) const {
  return day.invoiced + (credit_notes == CreditNotes::deducted ? day.credited : 0);
}

std::int64_t Portfolio::sales_in_window() const {
  std::int64_t sum = 0;
  for (const DaySales& day : sales)
    if (day.issued_on >= window_begin()) sum += sales_of(day);
  return sum;
}

std::int64_t Portfolio::receivables_before() const {
  return debits_before + (credit_notes == CreditNotes::deducted ? credits_before : 0);
}

Nature nature_of(const OpenItem& item) {
  if (item.kind == "credit_note") return Nature::credit_note;
  if (item.kind == "payment") return Nature::unapplied;
  return item.kind == "fee" ? Nature::fee : Nature::debit;
}

bool is_overdue(const OpenItem& item, Date day) {
  return nature_of(item) == Nature::debit && item.due_on < day;
}

std::int64_t counted(const Portfolio& portfolio, const OpenItem& item) {
  const Nature nature = nature_of(item);
  const bool deducted =
      nature == Nature::credit_note && portfolio.credit_notes == CreditNotes::deducted;
  return nature == Nature::debit || deducted ? item.open : 0;
}

std::size_t month_index(const Portfolio& portfolio, Date day) {
  const Date last = portfolio.as_of, from = std::min(day, last);
  const int months = (last.year() - from.year()) * 12 + static_cast<int>(last.month()) -
                     static_cast<int>(from.month());
  return static_cast<std::size_t>(months);
}

OpenSums open_sums(const Portfolio& portfolio) {
  OpenSums sums;
  for (const OpenItem& item : portfolio.open) {
    sums.net += item.open;
    sums.receivables += counted(portfolio, item);
    switch (nature_of(item)) {
      case Nature::credit_note:
        sums.credit_notes += item.open;
        break;
      case Nature::unapplied:
        sums.unapplied += item.open;
        break;
      case Nature::fee:
        sums.fees += item.open;
        break;
      case Nature::debit:
        const bool overdue = is_overdue(item, portfolio.as_of);
        (overdue ? sums.overdue : sums.not_due) += item.open;
        sums.debit_items += 1;
        sums.overdue_items += overdue ? 1 : 0;
    }
  }
  sums.current = std::min(sums.not_due, sums.receivables);
  return sums;
}

std::vector<Month> months_of(const Portfolio& portfolio) {
  std::vector<Month> months(month_index(portfolio, first_day(portfolio)) + 1);
  Date last = portfolio.as_of;
  for (Month& month : months) {
    month.first = first_of_month(last);
    month.last = last;
    month.days = days_between(month.first, last) + 1;
    last = add_days(month.first, -1).value_or(Date());
  }
  for (const DaySales& day : portfolio.sales)
    months[month_index(portfolio, day.issued_on)].sales += portfolio.sales_of(day);
  // A receipt may take effect before the invoice that it pays was issued: such a day is the last.
  for (const OpenItem& item : portfolio.open)
    months[month_index(portfolio, item.issued_on)].open += counted(portfolio, item);
  return months;
}

}  // namespace facteur::gateway::receivables::figures
