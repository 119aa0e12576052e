#include "gateway/receivables/cash_posting.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "formats/utf8.h"
#include "gateway/receivables/application.h"
#include "gateway/receivables/ledger.h"
#include "gateway/receivables/matching/evidence_json.h"
#include "gateway/receivables/matching/reasons.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::receivables {
namespace {

using BankMovement = formats::bank::Movement;
using matching::Decision;
using matching::Index;
using matching::Share;

constexpr std::size_t longest_reference = 140;

// What a movement brings to one customer.
struct Receipt {
  std::int64_t units = 0;
  std::vector<Share> shares;
};

std::map<Index, Receipt> receipts_of(const Decision& decision, std::int64_t units,
                                     const matching::Portfolio& portfolio) {
  std::map<Index, Receipt> receipts;
  for (const Share& share : decision.shares) {
    Receipt& receipt = receipts[portfolio.items()[share.item].customer];
    receipt.units += share.used();
    receipt.shares.push_back(share);
    units -= share.used();
  }
  // What is left waits on the account of the customer.
  if (units != 0 && decision.customer) receipts[*decision.customer].units += units;
  return receipts;
}

std::string reference_of(const BankMovement& movement) {
  const std::string& text = !movement.remittance.empty() ? movement.remittance : movement.payer;
  return std::string(formats::utf8_prefix(text.empty() ? movement.label : text, longest_reference));
}

std::string text_of_json(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

NewApplication application_of(const matching::Portfolio& portfolio, const Receipt& receipt,
                              std::int64_t payment) {
  NewApplication application;
  std::int64_t used = 0;
  bool rounded = false;
  for (const Share& share : receipt.shares) {
    application.parts.push_back({portfolio.items()[share.item].id, -share.closed()});
    used += share.used();
    rounded = rounded || share.rounding != 0;
  }
  application.parts.push_back({payment, used});
  if (rounded) application.difference = Difference::rounding;
  return application;
}

}  // namespace

std::string payer_of(const BankMovement& movement) {
  return matching::sender_name(movement);
}

bool CashPosting::post(std::int64_t movement, const BankMovement& from, const Decision& decision) {
  const std::int64_t units = *from.amount.units(exponent_of(currency_));
  const auto receipts = receipts_of(decision, units, portfolio_);
  if (std::any_of(receipts.begin(), receipts.end(),
                  [](const auto& each) { return each.second.units <= 0; }))
    return false;
  for (const auto& [customer, receipt] : receipts) {
    const std::int64_t payment =
        post_receipt(transaction_, {tenant_, portfolio_.customers()[customer].key, currency_,
                                    receipt.units, from.booked_on, reference_of(from), movement});
    if (receipt.shares.empty()) continue;
    NewApplication application = application_of(portfolio_, receipt, payment);
    application.account = find_item(transaction_.sql(), payment)->account.id;
    application.effective_on = from.booked_on;
    application.reason = to_string(decision.reason);
    application.evidence = text_of_json(evidence_json(decision, portfolio_));
    apply(transaction_, application);
  }
  return true;
}

void CashPosting::take_back(std::int64_t movement, const BankMovement& from) {
  for (const auto& [item] : transaction_.sql().rows<std::int64_t>(
           "SELECT id FROM receivable_items WHERE bank_movement = ? ORDER BY id", movement))
    reverse_receipt(transaction_, item, from.booked_on, "returned", "platform");
}

void CashPosting::keep(std::int64_t movement, const BankMovement& from, std::int64_t units,
                       const Decision& decision) {
  using matching::Outcome;
  std::optional<std::string> customer;
  if (decision.customer) customer = portfolio_.customers()[*decision.customer].key;
  transaction_.sql().execute(
      "INSERT INTO bank_decisions (tenant, movement, outcome, reason, customer, currency, units,"
      " booked_on, payer, end_to_end, evidence, candidates, decided_at, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'platform')",
      tenant_, movement, to_string(decision.outcome), to_string(decision.reason), customer,
      currency_, units, to_number(from.booked_on), payer_of(from), from.end_to_end_id,
      text_of_json(evidence_json(decision, portfolio_)),
      text_of_json(candidates_json(decision, portfolio_)), transaction_.now().microseconds);
  const bool waits =
      decision.outcome == Outcome::unapplied || decision.outcome == Outcome::partly_applied;
  if (!waits) return;
  transaction_.sql().execute(
      "INSERT INTO unmatched_receipts (movement, tenant, decision, since) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (movement) DO UPDATE SET decision = excluded.decision",
      movement, tenant_, last_id(transaction_), transaction_.now().microseconds);
}

void CashPosting::keep_alias(const matching::AliasUse& use, formats::Date used_on) {
  const std::string& key = portfolio_.customers()[use.customer].key;
  transaction_.sql().execute(
      "INSERT INTO payer_aliases (tenant, payer, customer, uses, last_used_on)"
      " VALUES (?, ?, ?, 1, ?) ON CONFLICT (tenant, payer, customer) DO UPDATE SET"
      " uses = uses + 1, demoted = 0, last_used_on = max(last_used_on, excluded.last_used_on)",
      tenant_, use.payer, key, to_number(used_on));
  const nlohmann::ordered_json data = {{"payer", use.payer}, {"customer", key}};
  transaction_.append({"alias.used", tenant_, key, "platform", text_of_json(data)});
}

}  // namespace facteur::gateway::receivables
