#include "gateway/receivables/figures/drill_down.h"

#include <algorithm>
#include <cstdlib>

#include "gateway/receivables/figures/accounts_asked.h"
#include "gateway/receivables/figures/follow_up.h"

namespace facteur::gateway::receivables::figures {
namespace {

using Number = std::int64_t;
using Text = std::string;

// What of an open item counts among these items: all of it or nothing.
std::int64_t part_among(const Portfolio& portfolio, const OpenItem& item, Items items) {
  const Nature nature = nature_of(item);
  const bool overdue = is_overdue(item, portfolio.as_of);
  const auto when = [&](bool counts) { return counts ? item.open : 0; };
  switch (items) {
    case Items::receivables:
      return counted(portfolio, item);
    case Items::not_due:
      return when(nature == Nature::debit && !overdue);
    case Items::overdue:
      return when(overdue);
    case Items::credit_notes:
      return when(nature == Nature::credit_note);
    case Items::unapplied:
      return when(nature == Nature::unapplied);
    case Items::fees:
      return when(nature == Nature::fee);
    case Items::disputed:
      return disputed_of(portfolio, item.id);
    case Items::forgotten:
      return when(is_forgotten(portfolio, item));
    case Items::open:
      return item.open;
    default:
      return 0;
  }
}

// The days that one unit of an item adds to a figure.
class DaysPerUnit {
 public:
  DaysPerUnit(const Portfolio& portfolio, std::string_view figure)
      : portfolio_(portfolio), figure_(figure), months_(months_of(portfolio)) {}

  std::optional<Ratio> of(const OpenItem& item) const {
    if (figure_ == "dso_simple" || figure_ == "dso_best_possible")
      return over(portfolio_.sales_in_window(), portfolio_.window_days);
    const Month& month = months_[month_index(portfolio_, item.issued_on)];
    if (figure_ == "dso_weighted") return over(month.sales, month.days);
    if (figure_ == "dso_true")
      return over(month.sales, days_between(item.issued_on, portfolio_.as_of));
    return std::nullopt;
  }

 private:
  static std::optional<Ratio> over(std::int64_t sales, std::int64_t days) {
    return sales > 0 ? std::optional(Ratio(days, sales)) : std::nullopt;
  }

  const Portfolio& portfolio_;
  const std::string_view figure_;
  const std::vector<Month> months_;
};

void add_open(DrillDown& drilled, const Portfolio& portfolio, const Definition& definition) {
  const DaysPerUnit days(portfolio, definition.name);
  for (const OpenItem& item : portfolio.open) {
    const std::int64_t units = part_among(portfolio, item, definition.items);
    if (units == 0) continue;
    drilled.items.push_back({item.id,
                             item.customer_key,
                             item.customer_name,
                             item.number,
                             item.kind,
                             item.issued_on,
                             item.due_on,
                             {},
                             units,
                             {}});
    if (const auto each = days.of(item)) drilled.items.back().days = *each * Ratio(units);
  }
}

void add_paid(DrillDown& drilled, const Portfolio& portfolio) {
  for (const PaidInvoice& paid : portfolio.paid)
    drilled.items.push_back({paid.item,
                             paid.customer_key,
                             paid.customer_name,
                             paid.number,
                             "invoice",
                             paid.issued_on,
                             paid.due_on,
                             paid.paid_on,
                             paid.units,
                             {}});
}

// As load() counts sales.
std::vector<std::pair<Text, DrilledItem>> sales_items(store::Connection& connection,
                                                      const Question& question) {
  std::vector<std::pair<Text, DrilledItem>> sales;
  const auto rows =
      connection.rows_with<Text, Number, Text, Text, Text, Text, Number, Number, Number>(
          Text("SELECT a.currency, i.id, a.customer_key, a.customer_name, i.number, i.kind,"
               " i.issued_on, i.due_on, sum(m.units) AS units FROM receivable_accounts a"
               " JOIN receivable_movements m ON m.account = a.id"
               " JOIN receivable_items i ON i.id = m.item WHERE")
              .append(of_accounts)
              .append(" AND m.side IN (0, ?) AND m.kind IN ('opening', 'cancellation')"
                      " AND i.kind <> 'fee' AND m.issued_on > ? AND m.effective_on <= ?"
                      " AND m.known_at <= ? GROUP BY i.id HAVING sum(m.units) <> 0"),
          account_parameters(question, {},
                             {question.credit_notes == CreditNotes::deducted ? 1 : 0,
                              to_number(day_before_window(question)), to_number(question.as_of.on),
                              known_limit(question.as_of)}));
  for (const auto& [currency, id, key, name, number, kind, issued, due, units] : rows)
    sales.push_back(
        {currency, {id, key, name, number, kind, to_date(issued), to_date(due), {}, units, {}}});
  return sales;
}

bool comes_first(const DrilledItem& a, const DrilledItem& b) {
  const auto left = std::abs(a.units), right = std::abs(b.units);
  return left != right ? left > right : a.id < b.id;
}

}  // namespace

std::vector<DrillDown> drill_down(store::Connection& connection, const Question& question,
                                  const Definition& definition) {
  std::vector<std::pair<Text, DrilledItem>> sales;
  if (definition.items == Items::sales) sales = sales_items(connection, question);
  std::vector<DrillDown> all;
  for (const Portfolio& portfolio : load(connection, question)) {
    DrillDown drilled{portfolio.currency, portfolio.exponent, 0, {}};
    if (definition.items == Items::paid) add_paid(drilled, portfolio);
    for (auto& [currency, item] : sales)
      if (currency == portfolio.currency) drilled.items.push_back(std::move(item));
    add_open(drilled, portfolio, definition);
    for (const DrilledItem& item : drilled.items) drilled.sum += item.units;
    std::sort(drilled.items.begin(), drilled.items.end(), comes_first);
    all.push_back(std::move(drilled));
  }
  return all;
}

}  // namespace facteur::gateway::receivables::figures
