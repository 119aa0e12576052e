// Rows of the bank's tables (store/migrations/0072_bank.sql). Internal to the import.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/bank/statement.h"
#include "gateway/receivables/bank/import.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables::bank {

std::string_view to_string(formats::bank::Nature nature);

struct BankAccount {
  std::int64_t id = 0;
  std::string currency;
  unsigned exponent = 2;
};

// The account that a statement names, made when missing; the tenant's only one in this currency
// when it names none. Nothing when there are several to choose from.
std::optional<BankAccount> account_for(store::Transaction& transaction, const std::string& tenant,
                                       const formats::bank::Statement& statement);

// The file of the same bytes that was booked before.
std::optional<std::int64_t> find_file(store::Connection& connection, const ImportRequest& request);
std::int64_t insert_file(store::Transaction& transaction, const ImportRequest& request,
                         formats::bank::Format format);

std::int64_t insert_statement(store::Transaction& transaction, std::int64_t file,
                              const BankAccount& account,
                              const formats::bank::Statement& statement);

struct NewRow {
  const std::string& tenant;
  const BankAccount& account;
  std::int64_t statement = 0;
  std::uint32_t entry = 0;
  const formats::bank::Movement& movement;
  std::int64_t units = 0;  // signed
  State state = State::booked;
  std::optional<std::int64_t> same_as, part_of;
};
std::int64_t insert_movement(store::Transaction& transaction, const NewRow& row);

void set_state(store::Transaction& transaction, std::int64_t movement, State state);

// A statement that was booked before.
struct KnownStatement {
  std::int64_t id = 0;
  std::optional<formats::bank::Balance> opening, closing;  // amounts in the account's currency
};
std::vector<KnownStatement> known_statements(store::Connection& connection,
                                             const BankAccount& account);

// A movement of such a statement, as far as it tells whether another is the same.
struct KnownMovement {
  std::int64_t id = 0, statement = 0;
  std::string format;
  std::int64_t booked_on = 0, units = 0;
  std::string payer, remittance, end_to_end_id, bank_reference, entry_reference, batch;
  State state = State::booked;
  std::optional<std::int64_t> part_of;
  bool taken = false;  // by a movement of the file that is being booked
};
// Those of the account that count, booked from `first` to `last`.
std::vector<KnownMovement> known_movements(store::Connection& connection,
                                           const BankAccount& account, formats::Date first,
                                           formats::Date last);

// A signed amount of the account's currency; nothing when it has more decimals than that.
std::optional<std::int64_t> units_of(const formats::Decimal& amount, const BankAccount& account);

}  // namespace facteur::gateway::receivables::bank
