#include "gateway/receivables/ledger.h"

#include <stdexcept>

#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Connection;

constexpr std::int64_t end_of_time = INT64_MAX;

Date next_day(Date day) {
  return formats::add_days(day, 1).value_or(day);
}

store::Value value_of(const std::optional<std::string>& text) {
  return text ? store::Value(*text) : store::Value();
}

constexpr std::string_view select_open_items =
    "SELECT * FROM (SELECT i.id, i.invoice, a.customer_key, a.customer_name, a.contact,"
    "  i.number, i.kind, a.currency, a.exponent, i.issued_on, i.due_on, i.due_basis, i.units,"
    "  (SELECT coalesce(sum(m.units), 0) FROM receivable_movements m"
    "   WHERE m.item = i.id AND m.effective_on <= ? AND m.known_at <= ?) AS open"
    " FROM receivable_accounts a JOIN receivable_items i ON i.account = a.id"
    " WHERE a.tenant = ? AND (? IS NULL OR a.customer_key = ?)) AS items"
    " WHERE open <> 0";

// `ending`: further conditions and the order.
std::vector<OpenItem> selected(Connection& connection, std::string_view ending,
                               std::vector<store::Value> parameters) {
  using Text = std::string;
  using Number = std::int64_t;
  const auto rows =
      connection.rows_with<Number, std::optional<Number>, Text, Text, std::optional<Text>, Text,
                           Text, Text, Number, Number, Number, Text, Number, Number>(
          std::string(select_open_items).append(ending), std::move(parameters));
  std::vector<OpenItem> items;
  items.reserve(rows.size());
  for (const auto& [id, invoice, key, name, contact, number, kind, currency, exponent, issued, due,
                    basis, units, open] : rows)
    items.push_back({id, invoice, key, name, contact, number, kind, currency,
                     static_cast<unsigned>(exponent), to_date(issued), to_date(due), basis, units,
                     open});
  return items;
}

std::int64_t known_limit(const AsOf& as_of) {
  return as_of.known_at ? as_of.known_at->microseconds : end_of_time;
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

std::vector<Balance> balance(Connection& connection, const std::string& tenant, const AsOf& as_of) {
  std::vector<Balance> balances;
  const auto rows =
      connection.rows<std::string, std::int64_t, std::int64_t, std::optional<std::int64_t>>(
          "SELECT a.currency, a.exponent, s.side,"
          " sum((SELECT sum(m.units) FROM receivable_movements m"
          "      WHERE m.account = a.id AND m.side = s.side AND m.effective_on <= ?"
          "        AND m.known_at <= ?))"
          " FROM receivable_accounts a, (SELECT 0 AS side UNION SELECT 1 UNION SELECT 2) s"
          " WHERE a.tenant = ? GROUP BY a.currency, a.exponent, s.side ORDER BY a.currency, s.side",
          to_number(as_of.on), known_limit(as_of), tenant);
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
  return selected(connection, " ORDER BY customer_key, due_on, number, id",
                  {to_number(as_of.on), known_limit(as_of), tenant, value_of(customer_key),
                   value_of(customer_key)});
}

std::vector<OpenItem> open_items_page(Connection& connection, const std::string& tenant,
                                      const AsOf& as_of,
                                      const std::optional<std::string>& customer_key,
                                      std::int64_t after, std::int64_t limit) {
  return selected(connection, " AND id > ? ORDER BY id LIMIT ?",
                  {to_number(as_of.on), known_limit(as_of), tenant, value_of(customer_key),
                   value_of(customer_key), after, limit});
}

}  // namespace facteur::gateway::receivables
