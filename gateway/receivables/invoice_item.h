// The ledger's item of one invoice, for pages that show the invoice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

struct InvoiceItem {
  std::string currency;
  unsigned exponent = 2;
  formats::Date due_on;
  std::int64_t open = 0;  // units; zero once it is settled
};

// Nothing when the invoice is no receivable of this creditor.
std::optional<InvoiceItem> item_of_invoice(store::Connection& connection, const std::string& tenant,
                                           std::int64_t invoice, formats::Date on);

}  // namespace facteur::gateway::receivables
