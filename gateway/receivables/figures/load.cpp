#include "gateway/receivables/figures/load.h"

#include <map>
#include <set>

#include "gateway/receivables/figures/accounts_asked.h"
#include "gateway/receivables/figures/load_follow_up.h"

namespace facteur::gateway::receivables::figures {
namespace {

using formats::Date;
using store::Connection;
using Number = std::int64_t;
using Text = std::string;

ByCurrency empty_portfolios(Connection& connection, const Question& question) {
  ByCurrency portfolios;
  for (const auto& [currency, exponent] : connection.rows_with<Text, Number>(
           Text("SELECT DISTINCT a.currency, a.exponent FROM receivable_accounts a WHERE")
               .append(of_accounts),
           account_parameters(question, {}, {}))) {
    Portfolio& portfolio = portfolios[currency];
    portfolio.currency = currency;
    portfolio.exponent = static_cast<unsigned>(exponent);
    portfolio.as_of = question.as_of.on;
    portfolio.window_days = question.window_days;
    portfolio.credit_notes = question.credit_notes;
  }
  return portfolios;
}

// An opening counts on the issue day, and so does its cancellation, whenever that came.
void add_sales(Connection& connection, const Question& question, ByCurrency& portfolios) {
  const auto rows = connection.rows_with<Text, Number, Number, Number>(
      Text("SELECT a.currency, m.issued_on, m.side, sum(m.units)"
           " FROM receivable_accounts a JOIN receivable_movements m ON m.account = a.id"
           " JOIN receivable_items i ON i.id = m.item WHERE")
          .append(of_accounts)
          .append(" AND m.side IN (0, 1) AND m.kind IN ('opening', 'cancellation')"
                  " AND i.kind <> 'fee' AND m.effective_on <= ? AND m.known_at <= ?"
                  " GROUP BY a.currency, m.issued_on, m.side ORDER BY a.currency, m.issued_on"),
      account_parameters(question, {},
                         {to_number(question.as_of.on), known_limit(question.as_of)}));
  for (const auto& [currency, day, side, units] : rows) {
    auto& sales = portfolios[currency].sales;
    if (sales.empty() || sales.back().issued_on != to_date(day)) sales.push_back({to_date(day)});
    (side == 0 ? sales.back().invoiced : sales.back().credited) += units;
  }
}

// As of a day, with what was known.
std::set<std::int64_t> doubtful_items(Connection& connection, const Question& question, Date on) {
  std::set<std::int64_t> items;
  for (const auto& [item] : connection.rows_with<Number>(
           Text("SELECT t.item FROM doubtful_transfers t JOIN receivable_items i ON i.id = t.item"
                " JOIN receivable_accounts a ON a.id = i.account WHERE")
               .append(of_accounts)
               .append(" AND t.effective_on <= ? AND t.known_at <= ?"
                       " GROUP BY t.item HAVING sum(t.units) > 0"),
           account_parameters(question, {}, {to_number(on), known_limit(question.as_of)})))
    items.insert(item);
  return items;
}

void add_open_items(Connection& connection, const Question& question, ByCurrency& portfolios) {
  const auto doubtful = doubtful_items(connection, question, question.as_of.on);
  for (OpenItem& item :
       open_items(connection, question.tenant, question.as_of, question.customer_key)) {
    const auto found = portfolios.find(item.currency);
    if (found == portfolios.end()) continue;
    const bool doubted = doubtful.contains(item.id);
    if (doubted) found->second.doubtful += item.open;
    if (!doubted || question.doubtful == Doubtful::with)
      found->second.open.push_back(std::move(item));
  }
}

// What was open on the day before the window of items that were doubtful then.
void leave_out_doubtful(Connection& connection, const Question& question, Date before,
                        ByCurrency& portfolios) {
  for (const std::int64_t item : doubtful_items(connection, question, before)) {
    const auto [currency, units] = *connection.row<Text, Number>(
        "SELECT a.currency, sum(m.units) FROM receivable_movements m"
        " JOIN receivable_accounts a ON a.id = m.account"
        " WHERE m.item = ? AND m.effective_on <= ? AND m.known_at <= ?",
        item, to_number(before), known_limit(question.as_of));
    portfolios[currency].debits_before -= units;
  }
}

void add_before(Connection& connection, const Question& question, Date before,
                ByCurrency& portfolios) {
  const auto rows = connection.rows_with<Text, Number, Number>(
      Text("SELECT a.currency, m.side, sum(m.units)"
           " FROM receivable_accounts a JOIN receivable_movements m ON m.account = a.id"
           " JOIN receivable_items i ON i.id = m.item WHERE")
          .append(of_accounts)
          .append(" AND m.side IN (0, 1) AND i.kind <> 'fee' AND m.effective_on <= ?"
                  " AND m.known_at <= ? GROUP BY a.currency, m.side"),
      account_parameters(question, {}, {to_number(before), known_limit(question.as_of)}));
  for (const auto& [currency, side, units] : rows)
    (side == 0 ? portfolios[currency].debits_before : portfolios[currency].credits_before) = units;
}

// Settled within the window. What a credit note or a write-off settled alone was not paid: money is
// a payment posted by itself, or an application with a receipt among its parts.
constexpr std::string_view select_settled =
    "SELECT p.currency, i.id, p.customer_key, p.customer_name, i.number, i.issued_on, i.due_on,"
    " p.paid_on, i.units FROM (SELECT a.currency, a.customer_key, a.customer_name, m.item,"
    "  max(m.effective_on) AS paid_on"
    "  FROM receivable_accounts a JOIN receivable_movements m ON m.account = a.id WHERE";
constexpr std::string_view by_money =
    " AND m.side = 0 AND m.effective_on <= ? AND m.known_at <= ? GROUP BY m.item"
    " HAVING sum(m.units) = 0 AND max(m.effective_on) > ?) AS p"
    " JOIN receivable_items i ON i.id = p.item WHERE i.kind <> 'fee'"
    " AND (SELECT sum(m.units) FROM receivable_movements m WHERE m.item = p.item"
    "  AND m.effective_on <= ? AND m.known_at <= ? AND (m.kind = 'payment'"
    "   OR m.kind = 'application' AND EXISTS (SELECT 1 FROM receivable_movements r"
    "      WHERE r.application = m.application AND r.side = 2))) < 0"
    " ORDER BY p.customer_key, p.paid_on, i.number, i.id";

void add_paid(Connection& connection, const Question& question, Date before,
              ByCurrency& portfolios) {
  const Number on = to_number(question.as_of.on), known = known_limit(question.as_of);
  const auto rows =
      connection.rows_with<Text, Number, Text, Text, Text, Number, Number, Number, Number>(
          Text(select_settled).append(of_accounts).append(by_money),
          account_parameters(question, {}, {on, known, to_number(before), on, known}));
  for (const auto& [currency, item, key, name, number, issued, due, paid, units] : rows)
    portfolios[currency].paid.push_back(
        {item, key, name, number, to_date(issued), to_date(due), to_date(paid), units});
}

}  // namespace

std::vector<Portfolio> load(Connection& connection, const Question& question) {
  ByCurrency portfolios = empty_portfolios(connection, question);
  const Date before = day_before_window(question);
  add_sales(connection, question, portfolios);
  add_open_items(connection, question, portfolios);
  add_before(connection, question, before, portfolios);
  if (question.doubtful == Doubtful::without)
    leave_out_doubtful(connection, question, before, portfolios);
  add_paid(connection, question, before, portfolios);
  load_follow_up(connection, question, portfolios);
  std::vector<Portfolio> all;
  for (auto& [currency, portfolio] : portfolios) all.push_back(std::move(portfolio));
  return all;
}

}  // namespace facteur::gateway::receivables::figures
