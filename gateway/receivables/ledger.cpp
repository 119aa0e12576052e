#include "gateway/receivables/ledger.h"

#include <stdexcept>

#include "gateway/receivables/live_items.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Connection;

Date next_day(Date day) {
  return formats::add_days(day, 1).value_or(day);
}

constexpr std::string_view of_open_items =
    " SELECT i.id, i.invoice, a.customer_key, a.customer_name, a.contact, i.number, i.kind,"
    " a.currency, a.exponent, i.issued_on, i.due_on, i.due_basis, i.units, live.open FROM live"
    " JOIN receivable_items i ON i.id = live.item JOIN receivable_accounts a ON a.id = live.account"
    " WHERE live.open <> 0";

// ?4 is the customer where one is asked for.
std::string_view condition_on(const std::optional<std::string>& customer_key) {
  return customer_key ? " AND a.customer_key = ?4" : " AND ?4 IS NULL";
}

std::vector<OpenItem> selected(Connection& connection, const std::string& sql,
                               std::vector<store::Value> parameters) {
  using Text = std::string;
  using Number = std::int64_t;
  const auto rows =
      connection.rows_with<Number, std::optional<Number>, Text, Text, std::optional<Text>, Text,
                           Text, Text, Number, Number, Number, Text, Number, Number>(
          sql, std::move(parameters));
  std::vector<OpenItem> items;
  items.reserve(rows.size());
  for (const auto& [id, invoice, key, name, contact, number, kind, currency, exponent, issued, due,
                    basis, units, open] : rows)
    items.push_back({id, invoice, key, name, contact, number, kind, currency,
                     static_cast<unsigned>(exponent), to_date(issued), to_date(due), basis, units,
                     open});
  return items;
}

std::vector<store::Value> parameters_of(const AsOf& as_of, const std::string& tenant,
                                        const std::optional<std::string>& customer_key) {
  return {to_number(as_of.on), known_limit(as_of), tenant,
          customer_key ? store::Value(*customer_key) : store::Value()};
}

// What is open in one currency and on one side, by account: read from the states, then what was
// open on items settled since.
std::string balance_sql() {
  const std::string later =
      std::string("a.currency AS currency, a.exponent AS exponent, s.side AS side, ")
          .append(open_then)
          .append(" AS open");
  return "SELECT currency, exponent, side, sum(open) FROM ("
         "SELECT a.currency AS currency, a.exponent AS exponent, sides.side AS side,"
         " (SELECT sum(" +
         std::string(open_of_unsettled) +
         ") FROM receivable_states s WHERE s.account = a.id AND s.side = sides.side"
         "  AND s.open <> 0 AND s.issued_on <= ?1) AS open"
         " FROM receivable_accounts a, (SELECT 0 AS side UNION SELECT 1 UNION SELECT 2) sides"
         " WHERE a.tenant = ?3 UNION ALL " +
         settled_later(later, "") + ") GROUP BY currency, exponent, side ORDER BY currency, side";
}

}  // namespace

std::int64_t to_number(Date date) {
  return std::int64_t{date.year()} * 10'000 + date.month() * 100 + date.day();
}

Date to_date(std::int64_t number) {
  const auto date =
      Date::of(static_cast<int>(number / 10'000), static_cast<unsigned>(number / 100 % 100),
               static_cast<unsigned>(number % 100));
  if (!date) throw std::logic_error("no date in a column of dates");
  return *date;
}

Instant end_of_day(Date day) {
  const std::string next = next_day(day).to_string();
  // Summer time first: where it does not hold, 00:00+02:00 is still the evening before.
  const Instant summer = *parse_instant(next + "T00:00:00+02:00");
  const Instant midnight =
      paris_day(summer) == next ? summer : *parse_instant(next + "T00:00:00+01:00");
  return {midnight.microseconds - 1};
}

std::vector<std::string> creditors(Connection& connection) {
  std::vector<std::string> tenants;
  for (auto& [tenant] : connection.rows<std::string>(
           "SELECT DISTINCT tenant FROM receivable_accounts ORDER BY tenant"))
    tenants.push_back(std::move(tenant));
  return tenants;
}

std::vector<Balance> balance(Connection& connection, const std::string& tenant, const AsOf& as_of) {
  std::vector<Balance> balances;
  const auto rows =
      connection.rows<std::string, std::int64_t, std::int64_t, std::optional<std::int64_t>>(
          balance_sql(), to_number(as_of.on), known_limit(as_of), tenant);
  for (const auto& [currency, exponent, side, units] : rows) {
    if (side == 0) balances.push_back({currency, static_cast<unsigned>(exponent), 0, 0, 0, 0});
    Balance& balance = balances.back();
    const std::int64_t sum = units.value_or(0);
    (side == 0 ? balance.debits : side == 1 ? balance.credits : balance.unapplied) = sum;
    balance.net += sum;
  }
  return balances;
}

std::vector<OpenItem> open_items(Connection& connection, const std::string& tenant,
                                 const AsOf& as_of,
                                 const std::optional<std::string>& customer_key) {
  const std::string sql = "WITH live AS (" + live_items(condition_on(customer_key)) + ")" +
                          std::string(of_open_items) +
                          " ORDER BY a.customer_key, i.due_on, i.number, i.id";
  return selected(connection, sql, parameters_of(as_of, tenant, customer_key));
}

std::vector<OpenItem> open_items_page(Connection& connection, const std::string& tenant,
                                      const AsOf& as_of,
                                      const std::optional<std::string>& customer_key,
                                      std::int64_t after, std::int64_t limit) {
  auto parameters = parameters_of(as_of, tenant, customer_key);
  parameters.insert(parameters.end(), {after, limit});
  const std::string sql = "WITH live AS (" + live_page(condition_on(customer_key)) + ")" +
                          std::string(of_open_items) + " ORDER BY i.id";
  return selected(connection, sql, std::move(parameters));
}

}  // namespace facteur::gateway::receivables
