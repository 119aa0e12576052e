// One row of an import of items, read and checked: what it says, or why it is refused. Pure.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/receivables/cashed.h"
#include "gateway/receivables/due_date.h"
#include "gateway/receivables/import/import.h"

namespace facteur::gateway::receivables {

struct ItemRow {
  std::string number, customer, kind, currency;
  unsigned exponent = 2;
  formats::Date issued_on, due_on;
  DueBasis due_basis = DueBasis::imported;
  std::int64_t units = 0;  // signed as the ledger has it
  std::int64_t open = 0;   // the same; what is left of it
  std::int64_t instalment = 0;
  std::optional<std::string> creditor_reference, purchase_order;
  std::vector<VatLine> vat;  // amounts with VAT by rate, positive
  bool vat_on_receipts = false;
};

std::variant<ItemRow, Refusal> read_item(const Row& row);

}  // namespace facteur::gateway::receivables
