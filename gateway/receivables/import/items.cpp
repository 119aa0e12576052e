#include <nlohmann/json.hpp>
#include <unordered_map>

#include "gateway/receivables/cashed.h"
#include "gateway/receivables/customers.h"
#include "gateway/receivables/import/batches.h"
#include "gateway/receivables/import/import.h"
#include "gateway/receivables/import/item_row.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Text;
using store::Transaction;

// The rows of one batch, put into the ledger.
class ItemWriter {
 public:
  ItemWriter(Transaction& transaction, const std::string& tenant, const std::string& actor)
      : transaction_(transaction), tenant_(tenant), actor_(actor) {}

  template <class Next>
  ImportReport run(const Next& next) {
    for (Row row; next(row);) {
      auto read = read_item(row);
      if (auto* refusal = std::get_if<Refusal>(&read))
        report_.refused.push_back(std::move(*refusal));
      else
        put(row.line, std::get<ItemRow>(read));
    }
    append_event();
    return std::move(report_);
  }

 private:
  void put(std::size_t line, const ItemRow& item) {
    if (const auto difference = known(item)) {
      if (difference->empty())
        ++report_.unchanged;
      else
        report_.refused.push_back({line, "DIFFERS", differs(item, *difference)});
      return;
    }
    const auto account = account_of(item);
    if (!account) {
      report_.refused.push_back(
          {line,
           "CUSTOMER",
           {item.customer + " : client inconnu ; importer d'abord les clients",
            item.customer + ": no such customer; import the customers first"}});
      return;
    }
    insert(*account, item);
    ++report_.added;
  }

  // Nothing when the item is new; "" when it is there as it is; else the column that differs.
  std::optional<std::string> known(const ItemRow& item) {
    using Number = std::int64_t;
    using MaybeText = std::optional<std::string>;
    const auto row =
        transaction_.sql().row<Number, Number, Number, MaybeText, MaybeText, std::string>(
            "SELECT i.issued_on, i.due_on, i.units, i.creditor_reference, i.purchase_order,"
            " a.currency FROM receivable_items i JOIN receivable_accounts a ON a.id = i.account"
            " WHERE i.number = ? AND i.kind = ? AND i.instalment = ? AND a.tenant = ?"
            " AND a.customer_key = ?",
            item.number, item.kind, item.instalment, tenant_, item.customer);
    if (!row) return std::nullopt;
    const auto& [issued, due, units, reference, order, currency] = *row;
    if (currency != item.currency) return "currency";
    if (units != item.units) return "amount";
    if (issued != to_number(item.issued_on)) return "issue_date";
    if (due != to_number(item.due_on)) return "due_date";
    if (item.creditor_reference && reference != item.creditor_reference)
      return "creditor_reference";
    if (item.purchase_order && order != item.purchase_order) return "purchase_order";
    return "";
  }

  static Text differs(const ItemRow& item, const std::string& column) {
    return {item.number + " est déjà dans le grand livre, avec une autre valeur de " + column,
            item.number + " is in the ledger already, with another " + column};
  }

  std::optional<std::int64_t> account_of(const ItemRow& item) {
    const std::string key = item.customer + '\n' + item.currency;
    if (const auto found = accounts_.find(key); found != accounts_.end()) return found->second;
    const auto customer = find_customer(transaction_.sql(), tenant_, item.customer);
    if (!customer) return std::nullopt;
    const Account account =
        account_for(transaction_, tenant_, item.customer, customer->name, {}, item.currency);
    return accounts_.emplace(key, account.id).first->second;
  }

  void insert(std::int64_t account, const ItemRow& row) {
    NewItem item;
    item.account = account;
    item.instalment = row.instalment;
    item.number = row.number;
    item.kind = row.kind;
    item.issued_on = row.issued_on;
    item.due_on = row.due_on;
    item.due_basis = to_string(row.due_basis);
    item.units = row.units;
    item.creditor_reference = row.creditor_reference;
    item.purchase_order = row.purchase_order;
    const std::int64_t id = insert_item(transaction_, item, actor_);
    first_ = first_ == 0 ? id : first_;
    last_ = id;
    if (row.vat_on_receipts) put_vat(transaction_, id, row.vat);
    if (row.open != row.units)
      insert_movement(transaction_, *find_item(transaction_.sql(), id),
                      {row.issued_on, "taken_over", row.open - row.units, {}, actor_});
  }

  // One for the batch: the items are the range of ids.
  void append_event() {
    if (report_.added == 0) return;
    const nlohmann::json data = {
        {"items", report_.added}, {"firstItem", first_}, {"lastItem", last_}};
    transaction_.append({"receivables.imported", tenant_, "", actor_, data.dump()});
  }

  Transaction& transaction_;
  const std::string& tenant_;
  const std::string& actor_;
  ImportReport report_;
  std::unordered_map<std::string, std::int64_t> accounts_;
  std::int64_t first_ = 0, last_ = 0;
};

}  // namespace

ImportReport import_items(store::Store& store, const std::string& tenant, Rows rows,
                          const std::string& actor) {
  return write_in_batches(store, rows, [&](Transaction& transaction, auto&& next) {
    return ItemWriter(transaction, tenant, actor).run(next);
  });
}

}  // namespace facteur::gateway::receivables
