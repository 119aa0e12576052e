#include "gateway/receivables/transfer/restore.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "gateway/receivables/customers.h"
#include "gateway/receivables/import/rows.h"
#include "gateway/receivables/ledger.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"
#include "gateway/receivables/transfer/tables.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;
using store::Value;
using Number = std::int64_t;
using Text = std::string;

std::vector<Column> columns_of(const LedgerTable& table) {
  std::vector<Column> columns;
  for (std::string_view rest = table.columns; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    columns.push_back({rest.substr(0, comma), true});
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return columns;
}

std::optional<Text> present(const Text& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// One row of a table that is being restored.
class Record {
 public:
  Record(const Row& row, std::string_view table) : row_(row), table_(table) {
    if (row.fault) fail(row.fault->en);
  }
  const Text& text(std::size_t i) const { return row_.fields[i]; }
  std::optional<Text> maybe(std::size_t i) const { return present(text(i)); }
  Number number(std::size_t i) const {
    const Text& field = text(i);
    Number value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size())
      fail("not a whole number: " + field.substr(0, 40));
    return value;
  }
  std::optional<Number> maybe_number(std::size_t i) const {
    return text(i).empty() ? std::optional<Number>() : number(i);
  }
  std::optional<Number> maybe_day(std::size_t i) const {
    return text(i).empty() ? std::optional<Number>() : day(i);
  }
  Number day(std::size_t i) const {
    const Number value = number(i);
    try {
      to_date(value);
    } catch (const std::logic_error&) {
      fail("not a date YYYYMMDD: " + text(i));
    }
    return value;
  }
  // The row that the number refers to.
  template <class T>
  const T& of(const std::vector<T>& rows, std::size_t i) const {
    const Number rank = number(i);
    if (rank < 1 || rank > std::ssize(rows)) fail("refers to no row: " + text(i));
    return rows[static_cast<std::size_t>(rank - 1)];
  }
  std::optional<Number> maybe_of(const std::vector<Number>& rows, std::size_t i) const {
    return text(i).empty() ? std::optional<Number>() : of(rows, i);
  }
  [[noreturn]] void fail(const Text& what) const {
    throw RestoreError(Text(table_) + ":" + std::to_string(row_.line) + ": " + what);
  }

 private:
  const Row& row_;
  std::string_view table_;
};

struct RestoredItem {
  Number id, account;
  Side side;
  Number issued_on, due_on;
};

class Restoring {
 public:
  Restoring(Transaction& transaction, const Text& tenant, const Text& actor)
      : transaction_(transaction), tenant_(tenant), actor_(actor) {}

  void customers(const Record& r) {
    Customer customer{r.text(0),  r.text(1), r.text(2), r.maybe(3),
                      r.maybe(4), r.text(5), r.text(6)};
    put_customer(transaction_, tenant_, customer, actor_);
  }

  void contacts(const Record& r) {
    transaction_.sql().execute(
        "INSERT INTO customer_contacts (tenant, customer_key, position, name, role, email, phone,"
        " address, language, unreachable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        tenant_, r.text(0), r.number(1), r.text(2), r.text(3), r.maybe(4), r.maybe(5), r.maybe(6),
        r.maybe(7), r.maybe(8));
  }

  void items(const Record& r) {
    const Number account = account_of(r, 1, 2);
    const auto row = transaction_.sql().row<Number>(
        "INSERT INTO receivable_items (account, number, kind, instalment, issued_on, due_on,"
        " due_basis, units, creditor_reference, purchase_order, opened_at, bank_movement)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        account, r.text(3), r.text(4), r.number(5), r.day(6), r.day(7), r.text(8), r.number(9),
        r.maybe(10), r.maybe(11), r.number(12), r.maybe_of(bank_movements_, 13));
    items_.push_back({std::get<0>(*row), account, side_of(r.text(4)), r.day(6), r.day(7)});
  }

  void vat(const Record& r) {
    transaction_.sql().execute("INSERT INTO receivable_vat (item, rate, units) VALUES (?, ?, ?)",
                               r.of(items_, 0).id, r.text(1), r.number(2));
  }

  void applications(const Record& r) {
    const auto undoes = r.maybe_of(applications_, 5);
    const auto row = transaction_.sql().row<Number>(
        "INSERT INTO applications (account, effective_on, known_at, undoes, reason, evidence,"
        " actor) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        account_of(r, 1, 2), r.day(3), r.number(4), undoes, r.text(6), evidence(r, 7), r.text(8));
    applications_.push_back(std::get<0>(*row));
  }

  void movements(const Record& r) {
    const RestoredItem& item = r.of(items_, 0);
    const auto application = r.maybe_of(applications_, 5);
    const Number units = r.number(4);
    transaction_.sql().execute(
        "INSERT INTO receivable_movements (account, item, side, issued_on, due_on, effective_on,"
        " known_at, kind, units, actor, application) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        item.account, item.id, static_cast<int>(item.side), item.issued_on, item.due_on, r.day(1),
        r.number(2), r.text(3), units, r.text(6), application);
    if (application && r.text(3) == "application") settled_[*application] += units;
  }

  void doubtful(const Record& r) {
    transaction_.sql().execute(
        "INSERT INTO doubtful_transfers (item, effective_on, known_at, units, reason, actor)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        r.of(items_, 0).id, r.day(1), r.number(2), r.number(3), r.text(4), r.text(5));
  }

  void bank_accounts(const Record& r) {
    bank_accounts_.push_back(
        inserted("INSERT INTO bank_accounts (tenant, identity, shown, currency, exponent,"
                 " registered_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                 tenant_, r.text(1), r.text(2), r.text(3),
                 static_cast<Number>(exponent_of(r.text(3))), r.number(4)));
  }

  void bank_files(const Record& r) {
    bank_files_.push_back(
        inserted("INSERT INTO bank_files (tenant, sha256, name, format, imported_at, actor)"
                 " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                 tenant_, r.text(1), r.text(2), r.text(3), r.number(4), r.text(5)));
  }

  void bank_statements(const Record& r) {
    bank_statements_.push_back(
        inserted("INSERT INTO bank_statements (file, account, number, opening_on, opening_units,"
                 " closing_on, closing_units) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                 r.of(bank_files_, 1), r.of(bank_accounts_, 2), r.text(3), r.maybe_day(4),
                 r.maybe_number(5), r.maybe_day(6), r.maybe_number(7)));
  }

  void bank_movements(const Record& r) {
    bank_movements_.push_back(inserted(
        "INSERT INTO bank_movements (tenant, account, statement, entry, line, booked_on, value_on,"
        " units, nature, bank_code, return_reason, reversal, payer, ultimate_payer, payer_id,"
        " payer_account, remittance, label, creditor_reference, documents, end_to_end_id, mandate,"
        " bank_reference, entry_reference, batch, transactions, same_as, part_of, known_at, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?) RETURNING id",
        tenant_, r.of(bank_accounts_, 1), r.of(bank_statements_, 2), r.number(3), r.number(4),
        r.day(5), r.day(6), r.number(7), r.text(8), r.text(9), r.text(10), r.number(11), r.text(12),
        r.text(13), r.text(14), r.text(15), r.text(16), r.text(17), r.text(18), r.text(19),
        r.text(20), r.text(21), r.text(22), r.text(23), r.text(24), r.number(25),
        r.maybe_of(bank_movements_, 26), r.maybe_of(bank_movements_, 27), r.number(28),
        r.text(29)));
  }

  void bank_decisions(const Record& r) {
    decisions_.push_back(inserted(
        "INSERT INTO bank_decisions (tenant, movement, outcome, reason, customer, currency, units,"
        " booked_on, payer, end_to_end, evidence, candidates, decided_at, actor)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        tenant_, r.of(bank_movements_, 1), r.text(2), r.text(3), r.maybe(4), r.text(5), r.number(6),
        r.day(7), r.text(8), r.text(9), evidence(r, 10), evidence(r, 11), r.number(12),
        r.text(13)));
  }

  void bank_outcomes(const Record& r) {
    transaction_.sql().execute(
        "INSERT INTO bank_outcomes (movement, tenant, outcome, customer, code, reason_fr,"
        " reason_en) VALUES (?, ?, ?, ?, ?, ?, ?)",
        r.of(bank_movements_, 0), tenant_, r.text(1), r.maybe(2), r.text(3), r.text(4), r.text(5));
  }

  void waiting_receipts(const Record& r) {
    transaction_.sql().execute(
        "INSERT INTO unmatched_receipts (movement, tenant, decision, since) VALUES (?, ?, ?, ?)",
        r.of(bank_movements_, 0), tenant_, r.of(decisions_, 1), r.number(2));
  }

  void payer_aliases(const Record& r) {
    transaction_.sql().execute(
        "INSERT INTO payer_aliases (tenant, payer, customer, uses, last_used_on, confirmed_by,"
        " demoted) VALUES (?, ?, ?, ?, ?, ?, ?)",
        tenant_, r.text(0), r.text(1), r.number(2), r.day(3), r.maybe(4), r.number(5));
  }

  void finish() {
    for (const auto& [application, sum] : settled_)
      if (sum != 0) throw RestoreError("movements: an application does not add up to zero");
    transaction_.sql().execute(
        "INSERT INTO receivable_states"
        " (item, account, side, issued_on, due_on, open, moved_on, moved_at)"
        " SELECT m.item, m.account, m.side, m.issued_on, m.due_on, sum(m.units),"
        " max(m.effective_on), max(m.known_at) FROM receivable_movements m"
        " JOIN receivable_accounts a ON a.id = m.account WHERE a.tenant = ? GROUP BY m.item",
        tenant_);
    const nlohmann::json data = {{"items", items_.size()}, {"applications", applications_.size()}};
    transaction_.append({"ledger.restored", tenant_, "", actor_, data.dump()});
  }

 private:
  // The id of a row that is put in with "RETURNING id".
  template <class... Values>
  Number inserted(std::string_view sql, const Values&... values) {
    return std::get<0>(*transaction_.sql().row<Number>(sql, values...));
  }

  Text evidence(const Record& r, std::size_t i) const {
    return with_items(r.text(i), [&](Number rank) {
      if (rank < 1 || rank > std::ssize(items_)) r.fail("names no item: " + std::to_string(rank));
      return items_[static_cast<std::size_t>(rank - 1)].id;
    });
  }

  Number account_of(const Record& r, std::size_t customer, std::size_t currency) {
    const Text key = r.text(customer) + '\n' + r.text(currency);
    if (const auto found = accounts_.find(key); found != accounts_.end()) return found->second;
    const auto known = find_customer(transaction_.sql(), tenant_, r.text(customer));
    if (!known) r.fail("no such customer: " + r.text(customer));
    const Account account =
        account_for(transaction_, tenant_, known->key, known->name, {}, r.text(currency));
    return accounts_.emplace(key, account.id).first->second;
  }

  Transaction& transaction_;
  const Text& tenant_;
  const Text& actor_;
  std::map<Text, Number> accounts_;
  std::vector<RestoredItem> items_;
  std::vector<Number> applications_, decisions_;
  std::vector<Number> bank_accounts_, bank_files_, bank_statements_, bank_movements_;
  std::map<Number, Number> settled_;
};

// In the order of ledger_tables(), in which rows refer only to earlier tables.
constexpr void (Restoring::*steps[])(const Record&) = {
    &Restoring::customers,       &Restoring::contacts,
    &Restoring::bank_accounts,   &Restoring::bank_files,
    &Restoring::bank_statements, &Restoring::bank_movements,
    &Restoring::items,           &Restoring::vat,
    &Restoring::applications,    &Restoring::movements,
    &Restoring::doubtful,        &Restoring::bank_decisions,
    &Restoring::bank_outcomes,   &Restoring::waiting_receipts,
    &Restoring::payer_aliases};

bool has_entries(store::Connection& connection, const Text& tenant) {
  return connection
      .row<Number>(
          "SELECT 1 FROM receivable_items i JOIN receivable_accounts a ON a.id = i.account"
          " WHERE a.tenant = ?1 UNION ALL SELECT 1 FROM bank_accounts WHERE tenant = ?1"
          " UNION ALL SELECT 1 FROM payer_aliases WHERE tenant = ?1 LIMIT 1",
          tenant)
      .has_value();
}

}  // namespace

void restore_ledger(store::Store& store, const Text& tenant,
                    const std::function<Text(std::string_view)>& content_of, const Text& actor) {
  store.write([&](Transaction& transaction) {
    if (has_entries(transaction.sql(), tenant))
      throw RestoreError("the ledger has entries already: restore into an empty one");
    Restoring restoring(transaction, tenant, actor);
    std::size_t step = 0;
    for (const LedgerTable& table : ledger_tables()) {
      const auto restore_row = steps[step++];
      try {
        Rows rows = Rows::of_csv(content_of(table.name), columns_of(table), true);
        for (Row row; rows.next(row);) (restoring.*restore_row)(Record(row, table.name));
      } catch (const TableFault& fault) {
        throw RestoreError(Text(table.name) + ": " + fault.reason.en);
      }
    }
    restoring.finish();
  });
}

}  // namespace facteur::gateway::receivables
