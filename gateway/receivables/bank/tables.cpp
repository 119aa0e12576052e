#include "gateway/receivables/bank/tables.h"

#include <array>
#include <nlohmann/json.hpp>

#include "formats/bank/account.h"
#include "formats/bank/read.h"
#include "gateway/accounts/secrets.h"
#include "gateway/receivables/ledger.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::receivables::bank {
namespace {

using formats::bank::Balance;
using formats::bank::Format;
using formats::bank::Movement;
using formats::bank::Nature;
using formats::bank::ReferredDocument;
using formats::bank::Statement;
using store::Connection;
using store::Transaction;

constexpr std::array<std::string_view, 13> nature_names{"transfer",
                                                        "instant_transfer",
                                                        "direct_debit",
                                                        "cheque",
                                                        "card",
                                                        "bill",
                                                        "returned_transfer",
                                                        "returned_direct_debit",
                                                        "returned_cheque",
                                                        "returned_bill",
                                                        "fee",
                                                        "internal",
                                                        "unknown"};
static_assert(nature_names.size() == static_cast<std::size_t>(Nature::unknown) + 1);

constexpr std::array<std::string_view, 3> state_names{"booked", "repeated", "detailed"};

std::string documents_json(const std::vector<ReferredDocument>& documents) {
  if (documents.empty()) return {};
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const ReferredDocument& document : documents) {
    nlohmann::ordered_json one = {{"number", document.number}};
    if (document.date) one["date"] = document.date->to_string();
    if (document.amount) one["amount"] = document.amount->to_string();
    if (document.credit_note) one["credit_note"] = true;
    json.push_back(std::move(one));
  }
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

// Balances as SQL holds them: a day and units, or two nulls.
std::optional<std::int64_t> day_of(const std::optional<Balance>& balance) {
  return balance ? std::optional(to_number(balance->on)) : std::nullopt;
}
std::optional<std::int64_t> units_of(const std::optional<Balance>& balance,
                                     const BankAccount& account) {
  return balance ? bank::units_of(balance->amount, account) : std::nullopt;
}
std::optional<Balance> balance_of(const std::optional<std::int64_t>& day,
                                  const std::optional<std::int64_t>& units,
                                  const BankAccount& account) {
  if (!day || !units) return std::nullopt;
  return Balance{to_date(*day), formats::Decimal(*units, account.exponent)};
}

}  // namespace

std::string_view to_string(Nature nature) {
  return nature_names[static_cast<std::size_t>(nature)];
}

std::string_view to_string(State state) {
  return state_names[static_cast<std::size_t>(state)];
}

std::optional<std::int64_t> units_of(const formats::Decimal& amount, const BankAccount& account) {
  return amount.units(account.exponent);
}

std::optional<BankAccount> account_for(Transaction& transaction, const std::string& tenant,
                                       const Statement& statement) {
  const std::string& currency = statement.currency;
  std::string identity = formats::bank::account_identity(statement.account, currency);
  if (identity.empty()) {
    const auto known = transaction.sql().rows<std::string>(
        "SELECT identity FROM bank_accounts WHERE tenant = ? AND currency = ? LIMIT 2", tenant,
        currency);
    if (known.size() > 1) return std::nullopt;
    if (!known.empty()) identity = std::get<0>(known[0]);
  }
  const unsigned exponent = exponent_of(currency);
  transaction.sql().execute(
      "INSERT INTO bank_accounts (tenant, identity, shown, currency, exponent, registered_at)"
      " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      tenant, identity, statement.account, currency, exponent, transaction.now().microseconds);
  const auto row = transaction.sql().row<std::int64_t>(
      "SELECT id FROM bank_accounts WHERE tenant = ? AND identity = ? AND currency = ?", tenant,
      identity, currency);
  return BankAccount{std::get<0>(*row), currency, exponent};
}

std::optional<std::int64_t> find_file(Connection& connection, const ImportRequest& request) {
  const auto row =
      connection.row<std::int64_t>("SELECT id FROM bank_files WHERE tenant = ? AND sha256 = ?",
                                   request.tenant, accounts::sha256_hex(request.bytes));
  return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

std::int64_t insert_file(Transaction& transaction, const ImportRequest& request, Format format) {
  transaction.sql().execute(
      "INSERT INTO bank_files (tenant, sha256, name, format, imported_at, actor)"
      " VALUES (?, ?, ?, ?, ?, ?)",
      request.tenant, accounts::sha256_hex(request.bytes), request.file_name,
      formats::bank::to_string(format), transaction.now().microseconds, request.actor);
  return last_id(transaction);
}

std::int64_t insert_statement(Transaction& transaction, std::int64_t file,
                              const BankAccount& account, const Statement& statement) {
  transaction.sql().execute(
      "INSERT INTO bank_statements"
      " (file, account, number, opening_on, opening_units, closing_on, closing_units)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)",
      file, account.id, statement.number, day_of(statement.opening),
      units_of(statement.opening, account), day_of(statement.closing),
      units_of(statement.closing, account));
  return last_id(transaction);
}

std::int64_t insert_movement(Transaction& transaction, const NewRow& row) {
  const Movement& movement = row.movement;
  transaction.sql().execute(
      "INSERT INTO bank_movements (tenant, account, statement, entry, line, booked_on, value_on,"
      " units, nature, bank_code, return_reason, reversal, payer, ultimate_payer, payer_id,"
      " payer_account, remittance, label, creditor_reference, documents, end_to_end_id, mandate,"
      " bank_reference, entry_reference, batch, transactions, same_as, part_of, known_at, state)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
      " ?, ?)",
      row.tenant, row.account.id, row.statement, row.entry, movement.line,
      to_number(movement.booked_on), to_number(movement.value_on), row.units,
      to_string(movement.nature), movement.bank_code, movement.return_reason,
      movement.reversal ? 1 : 0, movement.payer, movement.ultimate_payer, movement.payer_id,
      movement.payer_account, movement.remittance, movement.label, movement.creditor_reference,
      documents_json(movement.documents), movement.end_to_end_id, movement.mandate,
      movement.bank_reference, movement.entry_reference, movement.batch, movement.transactions,
      row.same_as, row.part_of, transaction.now().microseconds, to_string(row.state));
  return last_id(transaction);
}

void set_state(Transaction& transaction, std::int64_t movement, State state) {
  transaction.sql().execute("UPDATE bank_movements SET state = ? WHERE id = ?", to_string(state),
                            movement);
}

std::vector<KnownStatement> known_statements(Connection& connection, const BankAccount& account) {
  std::vector<KnownStatement> known;
  using Number = std::optional<std::int64_t>;
  for (auto& [id, opening_on, opening, closing_on, closing] :
       connection.rows<std::int64_t, Number, Number, Number, Number>(
           "SELECT id, opening_on, opening_units, closing_on, closing_units FROM bank_statements"
           " WHERE account = ? ORDER BY id",
           account.id))
    known.push_back(
        {id, balance_of(opening_on, opening, account), balance_of(closing_on, closing, account)});
  return known;
}

std::vector<KnownMovement> known_movements(Connection& connection, const BankAccount& account,
                                           formats::Date first, formats::Date last) {
  std::vector<KnownMovement> known;
  using Text = std::string;
  using Number = std::int64_t;
  for (auto& [id, statement, format, booked_on, units, payer, remittance, end_to_end, reference,
              entry, batch, state, part_of] :
       connection.rows<Number, Number, Text, Number, Number, Text, Text, Text, Text, Text, Text,
                       Text, std::optional<Number>>(
           "SELECT m.id, m.statement, f.format, m.booked_on, m.units, m.payer, m.remittance,"
           " m.end_to_end_id, m.bank_reference, m.entry_reference, m.batch, m.state, m.part_of"
           " FROM bank_movements m JOIN bank_statements s ON s.id = m.statement"
           " JOIN bank_files f ON f.id = s.file"
           " WHERE m.account = ? AND m.booked_on BETWEEN ? AND ? AND m.state <> 'repeated'"
           " ORDER BY m.id",
           account.id, to_number(first), to_number(last)))
    known.push_back({id, statement, std::move(format), booked_on, units, std::move(payer),
                     std::move(remittance), std::move(end_to_end), std::move(reference),
                     std::move(entry), std::move(batch),
                     state == "booked" ? State::booked : State::detailed, part_of, false});
  return known;
}

}  // namespace facteur::gateway::receivables::bank
