// The queue of receipts that wait for a person: what the bank said, what may be meant, and the
// choice of one of them.
//
// Amounts are units of 10^-exponent of the currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/desk/acting.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

// An item that a candidate would settle, as it stands now.
struct CandidateItem {
  std::int64_t id = 0;
  std::string number;
  std::int64_t open = 0;
};

struct RankedCandidate {
  std::string customer_key, customer_name;
  std::vector<CandidateItem> items;  // those of which something is open; none: on account
  int score = 0;                     // 0..1000
  formats::Text reason;
};

struct WaitingReceipt {
  std::int64_t movement = 0;  // bank_movements.id
  formats::Date booked_on;
  std::string currency, payer, text;  // text: remittance, or what the bank calls it
  unsigned exponent = 2;
  std::int64_t units = 0, left = 0;         // of the movement; of it, what is not applied
  std::optional<std::string> customer_key;  // when it is certain
  formats::Text reason;                     // why it waits
  std::vector<RankedCandidate> candidates;  // best first
};

// Why a receipt waits, by the code of the decision.
formats::Text waiting_reason(const std::string& code);

// In the order in which they came, those after the movement `after`.
std::vector<WaitingReceipt> waiting_receipts(store::Connection& connection,
                                             const std::string& tenant, std::int64_t after,
                                             std::int64_t limit);

// What a person chose: the customer whose money it is, and what it pays. Without items it stays on
// the customer's account. Items of other customers of the group are paid by receipts of their own.
struct ReceiptChoice {
  std::string customer_key;
  std::vector<std::int64_t> items;
};

// Posts and applies: credit notes first, then debits in the order of their due dates as far as the
// money goes; what is left stays on the customer's account. Takes the receipt out of the queue,
// keeps the decision, and learns the payer's name. Events "receipt.resolved" and "alias.confirmed";
// the number of items that were settled in whole or part. Refused: not in the queue, an unknown
// customer, an item that is not open or not of the customer or its group, money that is applied
// already.
OrRefusal<std::int64_t> resolve_receipt(store::Transaction& transaction, const Acting& acting,
                                        std::int64_t movement, const ReceiptChoice& choice);

// The receipts that an application used which a person undid: what of them is open again waits in
// the queue as before it was applied. `application`: the one that was undone.
void requeue_receipts(store::Transaction& transaction, const std::string& tenant,
                      std::int64_t application, const std::string& actor);

}  // namespace facteur::gateway::receivables
