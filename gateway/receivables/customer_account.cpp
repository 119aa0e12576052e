#include "gateway/receivables/customer_account.h"

#include <algorithm>
#include <map>

#include "gateway/receivables/lettering.h"
#include "gateway/receivables/live_items.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::receivables {
namespace {

using store::Connection;

std::map<std::int64_t, Letter> letters_of(Connection& connection, const std::string& tenant,
                                          const std::string& customer_key, const AsOf& as_of) {
  std::map<std::int64_t, Letter> letters;
  for (const auto& [account] : connection.rows<std::int64_t>(
           "SELECT id FROM receivable_accounts WHERE tenant = ? AND customer_key = ?", tenant,
           customer_key))
    letters.merge(lettering_of(connection, account, as_of.known_at));
  return letters;
}

std::vector<Balance> balances_of(const std::vector<AccountItem>& items) {
  std::map<std::string, Balance> by_currency;
  for (const auto& [item, letter] : items) {
    auto& balance =
        by_currency.try_emplace(item.currency, Balance{item.currency, item.exponent, 0, 0, 0, 0})
            .first->second;
    const Side side = side_of(item.kind);
    (side == Side::debit         ? balance.debits
     : side == Side::credit_note ? balance.credits
                                 : balance.unapplied) += item.open;
    balance.net += item.open;
  }
  std::vector<Balance> balances;
  for (auto& [currency, balance] : by_currency) balances.push_back(std::move(balance));
  return balances;
}

}  // namespace

CustomerAccount customer_account(Connection& connection, const std::string& tenant,
                                 const std::string& customer_key, const AsOf& as_of) {
  CustomerAccount account;
  const auto letters = letters_of(connection, tenant, customer_key, as_of);
  const auto letter = [&](std::int64_t item) {
    const auto found = letters.find(item);
    return found == letters.end() ? std::string() : found->second.code;
  };
  for (OpenItem& item : open_items(connection, tenant, as_of, customer_key))
    account.items.push_back({item, letter(item.id)});
  account.balances = balances_of(account.items);
  using Number = std::int64_t;
  using Text = std::string;
  for (auto& [item, on, number, kind, currency, exponent, units, application, actor] :
       connection.rows<Number, Number, Text, Text, Text, Number, Number, std::optional<Number>,
                       Text>(
           "SELECT m.item, m.effective_on, i.number, m.kind, a.currency, a.exponent, m.units,"
           " m.application, m.actor FROM receivable_accounts a"
           " CROSS JOIN receivable_movements m ON m.account = a.id"
           " CROSS JOIN receivable_items i ON i.id = m.item"
           " WHERE a.tenant = ? AND a.customer_key = ? AND m.known_at <= ? AND m.effective_on <= ?"
           " ORDER BY m.id DESC LIMIT ?",
           tenant, customer_key, known_limit(as_of), to_number(as_of.on), longest_history))
    account.history.push_back({to_date(on), number, kind, currency, actor,
                               static_cast<unsigned>(exponent), units, application, letter(item)});
  return account;
}

}  // namespace facteur::gateway::receivables
