#include "gateway/receivables/posting.h"

#include <algorithm>

#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;

struct Row {
  std::int64_t account, item;
  Side side;
  formats::Date issued_on, due_on;
};

void append_row(Transaction& transaction, const Row& row, const NewMovement& movement) {
  transaction.sql().execute(
      "INSERT INTO receivable_movements (account, item, side, issued_on, due_on, effective_on,"
      " known_at, kind, units, actor, application) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      row.account, row.item, static_cast<int>(row.side), to_number(row.issued_on),
      to_number(row.due_on), to_number(movement.effective_on), transaction.now().microseconds,
      movement.kind, movement.units, movement.actor, movement.application);
}

}  // namespace

Side side_of(std::string_view item_kind) {
  return item_kind == "credit_note" ? Side::credit_note
         : item_kind == "payment"   ? Side::unapplied
                                    : Side::debit;
}

std::int64_t last_id(Transaction& transaction) {
  return std::get<0>(*transaction.sql().row<std::int64_t>("SELECT last_insert_rowid()"));
}

std::optional<Account> find_account(store::Connection& connection, std::int64_t id) {
  const auto row = connection.row<std::string, std::string, std::string, std::int64_t>(
      "SELECT tenant, customer_key, currency, exponent FROM receivable_accounts WHERE id = ?", id);
  if (!row) return std::nullopt;
  const auto& [tenant, key, currency, exponent] = *row;
  return Account{id, tenant, key, currency, static_cast<unsigned>(exponent)};
}

Account account_for(Transaction& transaction, const std::string& tenant,
                    const std::string& customer_key, const std::string& customer_name,
                    const std::optional<std::string>& contact, const std::string& currency) {
  const unsigned exponent = exponent_of(currency);
  const auto row = transaction.sql().row<std::int64_t>(
      "INSERT INTO receivable_accounts"
      " (tenant, customer_key, customer_name, contact, currency, exponent)"
      " VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (tenant, customer_key, currency) DO UPDATE SET"
      " customer_name = excluded.customer_name, contact = coalesce(excluded.contact, contact)"
      " RETURNING id",
      tenant, customer_key, customer_name, contact, currency, exponent);
  return {std::get<0>(*row), tenant, customer_key, currency, exponent};
}

std::optional<LedgerItem> find_item(store::Connection& connection, std::int64_t id) {
  using Text = std::string;
  using Number = std::int64_t;
  const auto row =
      connection.row<Number, Text, Text, Text, Number, Text, Text, Number, Number, Number, Number>(
          "SELECT a.id, a.tenant, a.customer_key, a.currency, a.exponent, i.number, i.kind,"
          " i.issued_on, i.due_on, i.units, s.open"
          " FROM receivable_items i JOIN receivable_accounts a ON a.id = i.account"
          " JOIN receivable_states s ON s.item = i.id WHERE i.id = ?",
          id);
  if (!row) return std::nullopt;
  const auto& [account, tenant, customer, currency, exponent, number, kind, issued, due, units,
               open] = *row;
  return LedgerItem{id,
                    {account, tenant, customer, currency, static_cast<unsigned>(exponent)},
                    number,
                    kind,
                    to_date(issued),
                    to_date(due),
                    units,
                    open};
}

std::int64_t insert_item(Transaction& transaction, const NewItem& item, const std::string& actor) {
  const auto row = transaction.sql().row<std::int64_t>(
      "INSERT INTO receivable_items"
      " (account, invoice, instalment, number, kind, issued_on, due_on, due_basis, units,"
      "  creditor_reference, purchase_order, bank_movement, opened_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
      item.account, item.invoice, item.instalment, item.number, item.kind,
      to_number(item.issued_on), to_number(item.due_on), item.due_basis, item.units,
      item.creditor_reference, item.purchase_order, item.bank_movement,
      transaction.now().microseconds);
  const std::int64_t id = std::get<0>(*row);
  append_row(transaction, {item.account, id, side_of(item.kind), item.issued_on, item.due_on},
             {item.issued_on, "opening", item.units, {}, actor});
  transaction.sql().execute(
      "INSERT INTO receivable_states"
      " (item, account, side, issued_on, due_on, open, moved_on, moved_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      id, item.account, static_cast<int>(side_of(item.kind)), to_number(item.issued_on),
      to_number(item.due_on), item.units, to_number(item.issued_on),
      transaction.now().microseconds);
  return id;
}

void insert_movement(Transaction& transaction, const LedgerItem& item,
                     const NewMovement& movement) {
  NewMovement posted = movement;
  posted.effective_on = std::max(movement.effective_on, item.issued_on);
  append_row(transaction,
             {item.account.id, item.id, side_of(item.kind), item.issued_on, item.due_on}, posted);
  transaction.sql().execute(
      "UPDATE receivable_states SET open = open + ?, moved_on = max(moved_on, ?),"
      " moved_at = max(moved_at, ?) WHERE item = ?",
      posted.units, to_number(posted.effective_on), transaction.now().microseconds, item.id);
}

}  // namespace facteur::gateway::receivables
