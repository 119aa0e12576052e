#include "gateway/receivables/receipt_queue.h"

#include <nlohmann/json.hpp>

#include "gateway/receivables/matching/reasons.h"

namespace facteur::gateway::receivables {
namespace {

using store::Connection;
using Number = std::int64_t;
using Text = std::string;

std::string name_of(Connection& connection, const std::string& tenant, const std::string& key) {
  const auto row =
      connection.row<Text>("SELECT name FROM customers WHERE tenant = ? AND key = ?", tenant, key);
  return row ? std::get<0>(*row) : key;
}

// What of it is still open: a candidate was written when the file came.
std::vector<CandidateItem> items_of(Connection& connection, const nlohmann::json& ids) {
  std::vector<CandidateItem> items;
  for (const auto& id : ids) {
    const auto row = connection.row<Text, Number>(
        "SELECT i.number, s.open FROM receivable_items i JOIN receivable_states s ON s.item = i.id"
        " WHERE i.id = ? AND s.open <> 0",
        id.get<Number>());
    if (row) items.push_back({id.get<Number>(), std::get<0>(*row), std::get<1>(*row)});
  }
  return items;
}

std::vector<RankedCandidate> candidates_of(Connection& connection, const std::string& tenant,
                                           const std::string& json) {
  std::vector<RankedCandidate> candidates;
  for (const auto& from : nlohmann::json::parse(json)) {
    RankedCandidate candidate;
    candidate.customer_key = from.at("customer");
    candidate.customer_name = name_of(connection, tenant, candidate.customer_key);
    candidate.items = items_of(connection, from.at("items"));
    candidate.score = from.at("score");
    candidate.reason = waiting_reason(from.at("reason"));
    const bool settled = candidate.items.empty() && !from.at("items").empty();
    if (!settled) candidates.push_back(std::move(candidate));
  }
  return candidates;
}

// What of a movement no receipt was posted for, or is not applied.
std::int64_t left_of(Connection& connection, std::int64_t movement, std::int64_t units) {
  const auto [posted, open] = *connection.row<Number, Number>(
      "SELECT coalesce(sum(i.units), 0), coalesce(sum(s.open), 0) FROM receivable_items i"
      " JOIN receivable_states s ON s.item = i.id WHERE i.bank_movement = ?",
      movement);
  return posted == 0 ? units : -open;
}

}  // namespace

formats::Text waiting_reason(const std::string& code) {
  if (code == "undone")
    return {"une personne a défait ce lettrage", "a person undid what this had settled"};
  constexpr int last = static_cast<int>(matching::Reason::returned_payment);
  for (int i = 0; i <= last; ++i)
    if (const auto reason = static_cast<matching::Reason>(i); matching::to_string(reason) == code)
      return matching::text_of(reason);
  return {code, code};
}

std::vector<WaitingReceipt> waiting_receipts(Connection& connection, const std::string& tenant,
                                             std::int64_t after, std::int64_t limit) {
  std::vector<WaitingReceipt> receipts;
  for (const auto& [movement, day, currency, exponent, payer, remittance, label, units, customer,
                    reason, candidates] :
       connection.rows<Number, Number, Text, Number, Text, Text, Text, Number, std::optional<Text>,
                       Text, Text>(
           "SELECT m.id, m.booked_on, a.currency, a.exponent, m.payer, m.remittance, m.label,"
           " m.units, d.customer, d.reason, d.candidates FROM unmatched_receipts u"
           " JOIN bank_movements m ON m.id = u.movement JOIN bank_accounts a ON a.id = m.account"
           " JOIN bank_decisions d ON d.id = u.decision"
           " WHERE u.tenant = ? AND u.movement > ? ORDER BY u.movement LIMIT ?",
           tenant, after, limit)) {
    WaitingReceipt receipt;
    receipt.movement = movement;
    receipt.booked_on = to_date(day);
    receipt.currency = currency;
    receipt.exponent = static_cast<unsigned>(exponent);
    receipt.payer = payer;
    receipt.text = remittance.empty() ? label : remittance;
    receipt.units = units;
    receipt.left = left_of(connection, movement, units);
    receipt.customer_key = customer;
    receipt.reason = waiting_reason(reason);
    receipt.candidates = candidates_of(connection, tenant, candidates);
    receipts.push_back(std::move(receipt));
  }
  return receipts;
}

}  // namespace facteur::gateway::receivables
