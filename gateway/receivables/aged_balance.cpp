#include "gateway/receivables/aged_balance.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "gateway/receivables/live_items.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;

// A column of the report: one side, and a range of dates, after < date <= until, as SQL has them.
struct Column {
  std::string_view side, after, until;
};

// ?4 to ?7: the day before, and 31, 61 and 91 days before the day of the report, which itself is
// not late.
constexpr Column columns[] = {{"0", "?4", "99991231"}, {"0", "?5", "?4"}, {"0", "?6", "?5"},
                              {"0", "?7", "?6"},       {"0", "0", "?7"},  {"1", "0", "99991231"},
                              {"2", "0", "99991231"}};

std::vector<store::Value> parameters_of(const AsOf& as_of, const std::string& tenant) {
  std::vector<store::Value> parameters = {to_number(as_of.on), known_limit(as_of), tenant};
  for (const int days : {1, 31, 61, 91})
    parameters.emplace_back(to_number(formats::add_days(as_of.on, -days).value_or(Date())));
  return parameters;
}

std::string in_column(const Column& column, const std::string& date) {
  return std::string("s.side = ")
      .append(column.side)
      .append(" AND ")
      .append(date)
      .append(" > ")
      .append(column.after)
      .append(" AND ")
      .append(date)
      .append(" <= ")
      .append(column.until);
}

// What is open by now: each column is one range of the index of open items, read where it lies.
std::string query_of_unsettled(const std::string& date) {
  std::string sql = "SELECT a.id, a.customer_key, a.customer_name, a.currency, a.exponent";
  for (const Column& column : columns)
    sql += ", (SELECT sum(" + std::string(open_of_unsettled) +
           ") FROM receivable_states s WHERE s.account = a.id AND s.open <> 0"
           " AND s.issued_on <= ?1 AND " +
           in_column(column, date) + ")";
  return sql +
         " FROM receivable_accounts a WHERE a.tenant = ?3"
         " ORDER BY a.customer_name, a.customer_key, a.currency";
}

// What was open on items that are settled by now.
std::string query_of_settled(const std::string& date) {
  std::string sql = "SELECT s.account";
  for (const Column& column : columns)
    sql += ", sum(CASE WHEN " + in_column(column, date) + " THEN s.open END)";
  const std::string needed =
      "s.account AS account, s.side AS side, s.due_on AS due_on, s.issued_on AS issued_on, " +
      std::string(open_then) + " AS open";
  return sql + " FROM (" + settled_later(needed, "") + ") s GROUP BY s.account";
}

void add(AgedLine& total, const AgedLine& line) {
  for (std::size_t i = 0; i < line.buckets.size(); ++i) total.buckets[i] += line.buckets[i];
  total.gross += line.gross;
  total.credits += line.credits;
  total.unapplied += line.unapplied;
  total.net += line.net;
}

// The sums of the columns, in their order.
AgedLine line_of(const std::array<std::optional<std::int64_t>, age_buckets.size() + 2>& sums) {
  AgedLine line;
  for (std::size_t i = 0; i < line.buckets.size(); ++i) {
    line.buckets[i] = sums[i].value_or(0);
    line.gross += line.buckets[i];
  }
  line.credits = sums[line.buckets.size()].value_or(0);
  line.unapplied = sums[line.buckets.size() + 1].value_or(0);
  line.net = line.gross + line.credits + line.unapplied;
  return line;
}

std::vector<AgedLine> totals_of(const std::vector<AgedLine>& lines) {
  std::map<std::string, AgedLine> by_currency;
  for (const AgedLine& line : lines) {
    AgedLine& total = by_currency[line.currency];
    total.currency = line.currency;
    total.exponent = line.exponent;
    add(total, line);
  }
  std::vector<AgedLine> totals;
  for (auto& [currency, total] : by_currency) totals.push_back(std::move(total));
  return totals;
}

}  // namespace

bool AgedLine::is_zero() const {
  const bool empty = std::all_of(buckets.begin(), buckets.end(), [](auto n) { return n == 0; });
  return empty && credits == 0 && unapplied == 0;
}

AgedBalance aged_balance(store::Connection& connection, const std::string& tenant,
                         const AsOf& as_of, AgeBy by) {
  using Number = std::int64_t;
  using Sum = std::optional<Number>;
  const std::string date = by == AgeBy::due ? "s.due_on" : "s.issued_on";
  const auto parameters = parameters_of(as_of, tenant);
  std::unordered_map<Number, AgedLine> settled;
  for (const auto& [account, b0, b1, b2, b3, b4, credits, unapplied] :
       connection.rows_with<Number, Sum, Sum, Sum, Sum, Sum, Sum, Sum>(query_of_settled(date),
                                                                       parameters))
    settled.emplace(account, line_of({b0, b1, b2, b3, b4, credits, unapplied}));
  AgedBalance aged;
  for (const auto& [account, key, name, currency, exponent, b0, b1, b2, b3, b4, credits,
                    unapplied] :
       connection.rows_with<Number, std::string, std::string, std::string, Number, Sum, Sum, Sum,
                            Sum, Sum, Sum, Sum>(query_of_unsettled(date), parameters)) {
    AgedLine line = line_of({b0, b1, b2, b3, b4, credits, unapplied});
    line.customer_key = key;
    line.customer_name = name;
    line.currency = currency;
    line.exponent = static_cast<unsigned>(exponent);
    if (const auto found = settled.find(account); found != settled.end()) add(line, found->second);
    if (!line.is_zero()) aged.customers.push_back(std::move(line));
  }
  aged.totals = totals_of(aged.customers);
  return aged;
}

}  // namespace facteur::gateway::receivables
