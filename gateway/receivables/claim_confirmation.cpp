// Claims that become owed.
#include <nlohmann/json.hpp>

#include "gateway/receivables/claim_records.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::receivables {
namespace {

using Number = std::int64_t;
using store::Transaction;

struct Claimed {
  Number item, interest, indemnity, latest;
};

std::optional<Claimed> find_claim(Transaction& transaction, const std::string& tenant,
                                  Number claim) {
  const auto row = transaction.sql().row<Number, Number, Number, Number>(
      "SELECT c.item, c.interest, c.indemnity,"
      " (SELECT max(id) FROM late_claims l WHERE l.item = c.item)"
      " FROM late_claims c WHERE c.id = ? AND c.tenant = ?",
      claim, tenant);
  if (!row) return std::nullopt;
  const auto& [item, interest, indemnity, latest] = *row;
  return Claimed{item, interest, indemnity, latest};
}

// Interest and indemnity that earlier confirmations booked for the item.
std::pair<Number, Number> booked(Transaction& transaction, Number item) {
  const auto [interest, indemnity] = *transaction.sql().row<Number, Number>(
      "SELECT coalesce(sum(interest), 0), coalesce(sum(indemnity), 0)"
      " FROM late_claim_confirmations WHERE item = ?",
      item);
  return {interest, indemnity};
}

struct Fee {
  Account account;
  std::string number;
  Number units = 0;
};

std::optional<Number> open_fee(Transaction& transaction, const Fee& fee, formats::Date today,
                               const std::string& actor) {
  if (fee.units == 0) return std::nullopt;
  NewItem item;
  item.account = fee.account.id;
  item.number = fee.number;
  item.kind = "fee";
  item.issued_on = item.due_on = today;
  item.due_basis = to_string(DueBasis::legal_default);
  item.units = fee.units;
  return insert_item(transaction, item, actor);
}

Account euro_account(Transaction& transaction, const Account& account) {
  if (account.currency == "EUR") return account;
  const auto name = transaction.sql().row<std::string>(
      "SELECT customer_name FROM receivable_accounts WHERE id = ?", account.id);
  return account_for(transaction, account.tenant, account.customer_key, std::get<0>(*name), {},
                     "EUR");
}

void keep(Transaction& transaction, Number claim, const LedgerItem& item, Number interest,
          Number indemnity, formats::Date today, const std::string& actor) {
  const std::string id = std::to_string(claim);
  const auto interest_fee =
      open_fee(transaction, {item.account, "INT-" + id, interest}, today, actor);
  const auto indemnity_fee = open_fee(
      transaction, {euro_account(transaction, item.account), "IND-" + id, indemnity}, today, actor);
  transaction.sql().execute(
      "INSERT INTO late_claim_confirmations (claim, item, interest, indemnity, interest_fee,"
      " indemnity_fee, confirmed_at, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      claim, item.id, interest, indemnity, interest_fee, indemnity_fee,
      transaction.now().microseconds, actor);
  const nlohmann::json data = {{"item", item.id},
                               {"customer", item.account.customer_key},
                               {"interest", interest},
                               {"indemnity", indemnity}};
  transaction.append({"late_claim.confirmed", item.account.tenant, id, actor, data.dump()});
}

}  // namespace

Confirmation confirm_claim(Transaction& transaction, const std::string& tenant, Number claim,
                           formats::Date today, const std::string& actor) {
  const auto claimed = find_claim(transaction, tenant, claim);
  if (!claimed) return Confirmation::not_found;
  if (transaction.sql().row<Number>("SELECT 1 FROM late_claim_confirmations WHERE claim = ?",
                                    claim))
    return Confirmation::already;
  if (claimed->latest != claim) return Confirmation::out_of_date;
  const auto [interest, indemnity] = booked(transaction, claimed->item);
  if (interest > claimed->interest || indemnity > claimed->indemnity) return Confirmation::exceeded;
  if (interest == claimed->interest && indemnity == claimed->indemnity)
    return Confirmation::already;
  keep(transaction, claim, *find_item(transaction.sql(), claimed->item),
       claimed->interest - interest, claimed->indemnity - indemnity, today, actor);
  return Confirmation::done;
}

}  // namespace facteur::gateway::receivables
