#include "gateway/receivables/bank/listing.h"

#include <algorithm>

#include "gateway/receivables/cash_application.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables::bank {
namespace {

using Number = std::int64_t;
using Text = std::string;
using MaybeNumber = std::optional<Number>;

constexpr Outcome outcomes[] = {Outcome::applied, Outcome::partly_applied, Outcome::unapplied,
                                Outcome::ignored, Outcome::reopened};

std::optional<formats::Date> day_of(const MaybeNumber& number) {
  return number ? std::optional(to_date(*number)) : std::nullopt;
}

}  // namespace

bool is_outcome(std::string_view text) {
  return std::any_of(std::begin(outcomes), std::end(outcomes),
                     [text](Outcome known) { return to_string(known) == text; });
}

std::vector<ListedStatement> list_statements(store::Connection& connection,
                                             const std::string& tenant, const Page& page) {
  std::vector<ListedStatement> list;
  for (auto& [id, account, currency, number, format, file, exponent, opening_on, closing_on,
              opening, closing, movements, imported_at] :
       connection.rows<Number, Text, Text, Text, Text, Text, Number, MaybeNumber, MaybeNumber,
                       MaybeNumber, MaybeNumber, Number, Number>(
           "SELECT s.id, a.shown, a.currency, s.number, f.format, f.name, a.exponent, s.opening_on,"
           " s.closing_on, s.opening_units, s.closing_units,"
           " (SELECT count(*) FROM bank_movements m WHERE m.statement = s.id), f.imported_at"
           " FROM bank_statements s JOIN bank_files f ON f.id = s.file"
           " JOIN bank_accounts a ON a.id = s.account"
           " WHERE f.tenant = ? AND s.id > ? ORDER BY s.id LIMIT ?",
           tenant, page.after, page.limit))
    list.push_back({id, std::move(account), std::move(currency), std::move(number),
                    std::move(format), std::move(file), static_cast<unsigned>(exponent),
                    day_of(opening_on), day_of(closing_on), opening, closing, movements,
                    imported_at});
  return list;
}

std::vector<ListedMovement> list_movements(store::Connection& connection, const std::string& tenant,
                                           const std::optional<std::string>& outcome,
                                           const Page& page) {
  std::string sql =
      "SELECT m.id, m.statement, a.shown, a.currency, a.exponent, m.booked_on, m.value_on, m.units,"
      " m.nature, m.payer, m.remittance, m.creditor_reference, m.end_to_end_id, o.outcome,"
      " o.customer, o.code, o.reason_fr, o.reason_en"
      " FROM bank_outcomes o JOIN bank_movements m ON m.id = o.movement"
      " JOIN bank_accounts a ON a.id = m.account"
      " WHERE o.tenant = ? AND o.movement > ? AND m.state = 'booked'";
  std::vector<store::Value> parameters = {tenant, page.after};
  if (outcome) {
    sql += " AND o.outcome = ?";
    parameters.emplace_back(*outcome);
  }
  sql += " ORDER BY o.movement LIMIT ?";
  parameters.emplace_back(page.limit);
  std::vector<ListedMovement> list;
  for (auto& [id, statement, account, currency, exponent, booked_on, value_on, units, nature, payer,
              remittance, reference, end_to_end, word, customer, code, fr, en] :
       connection.rows_with<Number, Number, Text, Text, Number, Number, Number, Number, Text, Text,
                            Text, Text, Text, Text, std::optional<Text>, Text, Text, Text>(
           sql, parameters))
    list.push_back({id,
                    statement,
                    std::move(account),
                    std::move(currency),
                    static_cast<unsigned>(exponent),
                    to_date(booked_on),
                    to_date(value_on),
                    units,
                    std::move(nature),
                    std::move(payer),
                    std::move(remittance),
                    std::move(reference),
                    std::move(end_to_end),
                    std::move(word),
                    std::move(customer),
                    std::move(code),
                    {std::move(fr), std::move(en)}});
  return list;
}

}  // namespace facteur::gateway::receivables::bank
