#include "gateway/receivables/aged_balance.h"

#include <algorithm>
#include <map>

namespace facteur::gateway::receivables {
namespace {

using formats::Date;

// Each bucket is one range of the index (account, side, date, ...), so that every open movement is
// touched once and summed by SQL; %s is due_on or issued_on.
constexpr std::string_view query_head =
    "SELECT a.customer_key, a.customer_name, a.currency, a.exponent";
constexpr std::string_view query_tail =
    " FROM receivable_accounts a WHERE a.tenant = ? ORDER BY a.customer_name, a.customer_key,"
    " a.currency";

struct Column {
  int side;
  std::int64_t after, until;  // dates: after < date <= until
};

std::int64_t days_before(Date day, int days) {
  return to_number(formats::add_days(day, -days).value_or(Date()));
}

// `on` itself is not late, hence the day before begins the first late bucket.
std::vector<Column> columns_for(Date on) {
  constexpr std::int64_t first = 0, last = 99'991'231;
  const std::int64_t limits[] = {days_before(on, 1), days_before(on, 31), days_before(on, 61),
                                 days_before(on, 91)};
  return {{0, limits[0], last},      {0, limits[1], limits[0]}, {0, limits[2], limits[1]},
          {0, limits[3], limits[2]}, {0, first, limits[3]},     {1, first, last},
          {2, first, last}};
}

std::string query_for(AgeBy by, std::size_t columns, bool all_known) {
  const std::string date = by == AgeBy::due ? "m.due_on" : "m.issued_on";
  std::string sql(query_head);
  for (std::size_t i = 0; i < columns; ++i) {
    sql +=
        ", (SELECT sum(m.units) FROM receivable_movements m WHERE m.account = a.id"
        " AND m.side = ? AND " +
        date + " > ? AND " + date + " <= ? AND m.effective_on <= ?";
    sql += all_known ? ")" : " AND m.known_at <= ?)";
  }
  return sql.append(query_tail);
}

std::vector<store::Value> parameters_for(const std::vector<Column>& columns, const AsOf& as_of,
                                         const std::string& tenant) {
  std::vector<store::Value> parameters;
  for (const Column& column : columns) {
    parameters.insert(parameters.end(),
                      {std::int64_t{column.side}, column.after, column.until, to_number(as_of.on)});
    if (as_of.known_at) parameters.emplace_back(as_of.known_at->microseconds);
  }
  parameters.emplace_back(tenant);
  return parameters;
}

void add(AgedLine& total, const AgedLine& line) {
  for (std::size_t i = 0; i < line.buckets.size(); ++i) total.buckets[i] += line.buckets[i];
  total.gross += line.gross;
  total.credits += line.credits;
  total.unapplied += line.unapplied;
  total.net += line.net;
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
  using Sum = std::optional<std::int64_t>;
  const auto columns = columns_for(as_of.on);
  const auto rows = connection.rows_with<std::string, std::string, std::string, std::int64_t, Sum,
                                         Sum, Sum, Sum, Sum, Sum, Sum>(
      query_for(by, columns.size(), !as_of.known_at), parameters_for(columns, as_of, tenant));
  AgedBalance aged;
  for (const auto& [key, name, currency, exponent, b0, b1, b2, b3, b4, credits, unapplied] : rows) {
    AgedLine line{key, name, currency, static_cast<unsigned>(exponent)};
    line.buckets = {b0.value_or(0), b1.value_or(0), b2.value_or(0), b3.value_or(0), b4.value_or(0)};
    for (const auto amount : line.buckets) line.gross += amount;
    line.credits = credits.value_or(0);
    line.unapplied = unapplied.value_or(0);
    line.net = line.gross + line.credits + line.unapplied;
    if (!line.is_zero()) aged.customers.push_back(std::move(line));
  }
  aged.totals = totals_of(aged.customers);
  return aged;
}

}  // namespace facteur::gateway::receivables
