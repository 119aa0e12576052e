#include "gateway/receivables/cash_portfolio.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using matching::Index;
using Text = std::string;
using Number = std::int64_t;

// How long a payment of a settled document is taken for a second one.
constexpr std::int64_t days_of_duplicates = 90;
// A direct debit can be contested for 13 months.
constexpr std::int64_t days_of_returns = 430;
// Accounts that are read at once, so that no answer holds a whole ledger twice.
constexpr std::size_t accounts_at_once = 500;

class Loader {
 public:
  Loader(store::Connection& connection, const PortfolioQuestion& question)
      : connection_(connection), question_(question) {}

  matching::Portfolio run() {
    add_customers();
    add_aliases();
    read_payments();
    add_items();
    add_payments();
    portfolio_.seal();
    return std::move(portfolio_);
  }

 private:
  // A receipt that may have come back, and the items that it still settles.
  struct Receipt {
    matching::Payment payment;
    std::vector<std::pair<Number, Number>> settled;  // item, units
  };

  Date days_before(std::int64_t days) const {
    return formats::add_days(question_.first_day, -days).value_or(question_.first_day);
  }

  Index customer(const Text& key) {
    const auto known = customers_.find(key);
    if (known != customers_.end()) return known->second;
    const Index index = portfolio_.add(matching::Customer{key, key, "", ""});
    customers_.emplace(key, index);
    return index;
  }

  void add_customers() {
    for (auto& [key, name, form, group] : connection_.rows<Text, Text, Text, std::optional<Text>>(
             "SELECT key, name, legal_form, group_key FROM customers WHERE tenant = ? ORDER BY key",
             question_.tenant))
      customers_.emplace(key,
                         portfolio_.add(matching::Customer{key, name, form, group.value_or("")}));
  }

  void add_aliases() {
    for (const auto& [payer, key, uses, confirmed] :
         connection_.rows<Text, Text, Number, std::optional<Text>>(
             "SELECT payer, customer, uses, confirmed_by FROM payer_aliases"
             " WHERE tenant = ? AND demoted = 0",
             question_.tenant))
      portfolio_.add(matching::Alias{payer, customer(key), static_cast<std::uint32_t>(uses),
                                     confirmed.has_value()});
  }

  // What the latest decisions about movements of these amounts say, and what the ledger holds of
  // it.
  void read_payments() {
    for (const Number units : question_.returned)
      for (const auto& [movement, key, day, payer, id] :
           connection_.rows<Number, Text, Number, Text, Text>(
               "SELECT d.movement, d.customer, d.booked_on, d.payer, d.end_to_end"
               " FROM bank_decisions d WHERE d.tenant = ? AND d.units = ? AND d.booked_on >= ?"
               " AND d.currency = ? AND d.customer IS NOT NULL AND d.outcome <> 'reopened'"
               " AND d.id = (SELECT max(l.id) FROM bank_decisions l WHERE l.movement = d.movement)"
               " AND EXISTS (SELECT 1 FROM receivable_items i JOIN receivable_movements m"
               "  ON m.item = i.id WHERE i.bank_movement = d.movement"
               "  GROUP BY i.bank_movement HAVING sum(CASE WHEN m.kind = 'reversal' THEN 1 ELSE 0 "
               "END) = 0)"
               " ORDER BY d.movement",
               question_.tenant, units, to_number(days_before(days_of_returns)),
               question_.currency)) {
        Receipt receipt;
        receipt.payment = {movement, to_date(day), units, customer(key), payer, id, {}};
        read_settled(movement, receipt);
        receipts_.push_back(std::move(receipt));
      }
  }

  // From the receipt on, in this order: any other begins with every application ever made.
  void read_settled(Number movement, Receipt& receipt) {
    for (const auto& [item, units] : connection_.rows<Number, Number>(
             "SELECT m.item, -sum(m.units) FROM receivable_items r"
             " CROSS JOIN receivable_movements p ON p.item = r.id AND p.application IS NOT NULL"
             " CROSS JOIN applications a ON a.id = p.application AND a.undoes IS NULL"
             " CROSS JOIN receivable_movements m ON m.application = a.id AND m.item <> r.id"
             " WHERE r.bank_movement = ?"
             " AND NOT EXISTS (SELECT 1 FROM applications u WHERE u.undoes = a.id)"
             " GROUP BY m.item ORDER BY m.item",
             movement)) {
      receipt.settled.emplace_back(item, units);
      wanted_.insert(item);
    }
  }

  void add_items() {
    const auto accounts = connection_.rows<Number, Text>(
        "SELECT id, customer_key FROM receivable_accounts"
        " WHERE tenant = ? AND currency = ? ORDER BY id",
        question_.tenant, question_.currency);
    std::unordered_map<Number, Index> owners;
    for (const auto& [id, key] : accounts) owners.emplace(id, customer(key));
    for (std::size_t at = 0; at < accounts.size(); at += accounts_at_once) {
      const std::size_t last = std::min(at + accounts_at_once, accounts.size()) - 1;
      add_items_of(std::get<0>(accounts[at]), std::get<0>(accounts[last]), owners);
    }
    add_wanted();
  }

  void add_items_of(Number first, Number last, const std::unordered_map<Number, Index>& owners) {
    // Account by account, so that each index is sought in and nothing settled long ago is read.
    static constexpr std::string_view columns =
        "SELECT s.account, s.item, i.number, coalesce(i.creditor_reference, ''),"
        " coalesce(i.purchase_order, ''), i.issued_on, i.due_on, s.open"
        " FROM receivable_accounts a CROSS JOIN receivable_states s ON s.account = a.id"
        " JOIN receivable_items i ON i.id = s.item WHERE a.id BETWEEN ? AND ?";
    const auto add_all = [&](const auto& rows) {
      for (auto& [account, id, number, reference, order, issued, due, open] : rows) {
        const auto owner = owners.find(account);
        if (owner != owners.end())
          add(matching::Item{id, owner->second, number, reference, order, to_date(issued),
                             to_date(due), open});
      }
    };
    add_all(connection_.rows<Number, Number, Text, Text, Text, Number, Number, Number>(
        std::string(columns) + " AND s.open <> 0 AND i.kind <> 'payment'", first, last));
    add_all(connection_.rows<Number, Number, Text, Text, Text, Number, Number, Number>(
        std::string(columns) + " AND s.open = 0 AND s.moved_on >= ? AND i.kind <> 'payment'", first,
        last, to_number(days_before(days_of_duplicates))));
  }

  void add(matching::Item item) {
    const Number id = item.id;
    const Index index = portfolio_.add(std::move(item));
    if (wanted_.count(id) > 0) found_.emplace(id, index);
  }

  // Items that a receipt settled longer ago.
  void add_wanted() {
    for (const Number id : wanted_) {
      if (found_.count(id) > 0) continue;
      const auto row = connection_.row<Text, Text, Number, Number, Number>(
          "SELECT a.customer_key, i.number, i.issued_on, i.due_on, s.open FROM receivable_items i"
          " JOIN receivable_accounts a ON a.id = i.account"
          " JOIN receivable_states s ON s.item = i.id WHERE i.id = ?",
          id);
      if (!row) continue;
      const auto& [key, number, issued, due, open] = *row;
      found_.emplace(id, portfolio_.add(matching::Item{id, customer(key), number, "", "",
                                                       to_date(issued), to_date(due), open}));
    }
  }

  void add_payments() {
    for (Receipt& receipt : receipts_) {
      for (const auto& [id, units] : receipt.settled)
        if (const auto at = found_.find(id); at != found_.end())
          receipt.payment.settled.push_back({at->second, units});
      portfolio_.add(std::move(receipt.payment));
    }
  }

  store::Connection& connection_;
  const PortfolioQuestion& question_;
  matching::Portfolio portfolio_;
  std::unordered_map<Text, Index> customers_;
  std::vector<Receipt> receipts_;
  std::set<Number> wanted_;
  std::unordered_map<Number, Index> found_;
};

}  // namespace

matching::Portfolio load_portfolio(store::Connection& connection,
                                   const PortfolioQuestion& question) {
  return Loader(connection, question).run();
}

}  // namespace facteur::gateway::receivables
