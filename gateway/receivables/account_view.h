// What people look at in a customer's account beside its open items: receipts with what they paid,
// reminders that left, balances.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

// What an application that still holds took from another item, against the receipt. Negative for a
// credit note that was used with it.
struct AppliedPart {
  std::int64_t application = 0;
  formats::Date effective_on;
  std::string number;
  std::int64_t units = 0;
};

struct ReceiptView {
  std::int64_t item = 0;
  std::string reference, currency;
  unsigned exponent = 2;
  formats::Date received_on;
  std::int64_t units = 0;      // positive
  std::int64_t unapplied = 0;  // what is left of it, all being known
  std::vector<AppliedPart> applied;
};

// The latest first.
std::vector<ReceiptView> receipts_of(store::Connection& connection, const std::string& tenant,
                                     const std::string& customer_key, std::int64_t limit);

struct SentReminder {
  formats::Date sent_on;
  int level = 0;
  std::string channel, outcome;  // "sent", "unknown", "failed", "bounced"
  std::optional<std::string> contact;
  std::vector<std::string> numbers;
};

// The latest first.
std::vector<SentReminder> sent_reminders(store::Connection& connection, const std::string& tenant,
                                         const std::string& customer_key, std::int64_t limit);

// What a customer owes in one currency, all being known; `overdue` is due before `today`. Costs
// nothing that grows with what is settled.
struct CustomerBalance {
  std::string currency;
  unsigned exponent = 2;
  std::int64_t net = 0, overdue = 0;
};
std::vector<CustomerBalance> balances_of(store::Connection& connection, const std::string& tenant,
                                         const std::string& customer_key, formats::Date today);

}  // namespace facteur::gateway::receivables
