// The one place where rows of the ledger are written: an item is opened or moved, and what is open
// on it (receivable_states) follows in the same statement pair. Internal to receivables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/receivables/ledger.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

// As in the tables: what the customer owes, credit notes, receipts.
enum class Side { debit = 0, credit_note = 1, unapplied = 2 };
Side side_of(std::string_view item_kind);

struct Account {
  std::int64_t id = 0;
  std::string tenant, customer_key, currency;
  unsigned exponent = 2;
};

std::optional<Account> find_account(store::Connection& connection, std::int64_t id);

// The account of a customer in a currency, made when missing. `customer_name` is that of
// the customer, `contact` the last address seen on an invoice.
Account account_for(store::Transaction& transaction, const std::string& tenant,
                    const std::string& customer_key, const std::string& customer_name,
                    const std::optional<std::string>& contact, const std::string& currency);

// An item as it stands, all being known.
struct LedgerItem {
  std::int64_t id = 0;
  Account account;
  std::string number, kind;
  formats::Date issued_on, due_on;
  std::int64_t units = 0;  // as opened
  std::int64_t open = 0;
};

std::optional<LedgerItem> find_item(store::Connection& connection, std::int64_t id);

struct NewItem {
  std::int64_t account = 0;
  std::optional<std::int64_t> invoice;
  std::int64_t instalment = 0;
  std::string number, kind;
  formats::Date issued_on, due_on;
  std::string_view due_basis;
  std::int64_t units = 0;  // signed as the ledger has it
  std::optional<std::string> creditor_reference, purchase_order;
  std::optional<std::int64_t> bank_movement;
};

// Inserts the item and its opening movement, effective on the day of issue; its id. No event.
std::int64_t insert_item(store::Transaction& transaction, const NewItem& item,
                         const std::string& actor);

struct NewMovement {
  formats::Date effective_on;
  std::string_view kind;
  std::int64_t units = 0;
  std::optional<std::int64_t> application;
  std::string_view actor;
};

// Appends a movement and brings the state of its item up to date. A movement takes effect on the
// day of its item at the earliest: what was received before is received then. No event.
void insert_movement(store::Transaction& transaction, const LedgerItem& item,
                     const NewMovement& movement);

std::int64_t last_id(store::Transaction& transaction);

}  // namespace facteur::gateway::receivables
