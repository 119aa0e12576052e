// What lateness costs the customers of a tenant on a day, from the movements of the ledger.
//
// Bears interest what is owed on invoices and down payments from the day after their own due date:
// a payment plan or a promise does not move it. Fees bear none. An item that was paid late still
// owes what ran until then. Nothing is booked here; claims are recorded beside the ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/interest.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

struct LateItem {
  std::int64_t item = 0;
  std::string customer_key, customer_name, number, currency;
  formats::Date issued_on, due_on;
  unsigned exponent = 2;
  std::int64_t units = 0;  // as opened
  LateCharge charge;
  std::int64_t indemnity = 0;  // cents of the euro; of an invoice in instalments, on one of them
};

struct LateQuestion {
  AsOf as_of;
  std::optional<std::string> customer_key;
  bool open_only = false;  // without what was paid late
};

// Items with anything to claim or to tell, by customer, due date and number.
std::vector<LateItem> late_items(store::Connection& connection, const std::string& tenant,
                                 const LateQuestion& question, const LateRates& rates,
                                 const InterestSettings& settings);

// What was agreed with a customer. Without a row: a business, or a public buyer where the segment
// of the customer is "public", under the law's own rate.
DebtorTerms late_terms_of(store::Connection& connection, const std::string& tenant,
                          const std::string& customer_key);

// Replaces them; setting the same again changes nothing. Event "late_payment_terms.put". From the
// judgment that opens collective proceedings on, the customer is on the stop list, until a person
// lifts that. False when there is no such customer.
bool put_late_terms(store::Transaction& transaction, const std::string& tenant,
                    const std::string& customer_key, const DebtorTerms& terms,
                    const std::string& actor);

std::string_view to_string(DebtorKind kind);  // "business", "public_buyer", "consumer"
std::optional<DebtorKind> parse_debtor_kind(std::string_view name);

// One sentence a setting that the statement depends on, for statements and letters.
std::vector<formats::Text> sentences_of(const InterestSettings& settings, const DebtorTerms& terms);

}  // namespace facteur::gateway::receivables
