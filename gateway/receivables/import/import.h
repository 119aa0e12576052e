// Customers and open items from another system. Rows are taken one by one: what is wrong with one
// refuses that one alone, with its line and reason. Importing the same again changes nothing.
//
// Rows are committed in batches of `rows_a_write`; an import that breaks off is repeated.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/finding.h"
#include "gateway/receivables/import/rows.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

struct Refusal {
  std::size_t line;
  std::string code;      // "COLUMN", "ROW", "CUSTOMER", "NUMBER", "KIND", "DATE", "CURRENCY",
                         // "AMOUNT", "REFERENCE", "VAT", "DIFFERS", ...
  formats::Text reason;  // with the value, and what to do
};

struct ImportReport {
  std::int64_t added = 0, changed = 0, unchanged = 0;
  std::vector<Refusal> refused;
};

inline constexpr std::size_t rows_a_write = 100'000;

// customer_id, name; optional: legal_form, siren, group_id, segment, language, and one contact a
// row: contact_name, contact_role, email, phone, address (lines parted by '|'). Rows of one
// customer may repeat for further contacts. A column that the file does not have leaves what is
// known as it is.
const std::vector<Column>& customer_columns();
ImportReport import_customers(store::Store& store, const std::string& tenant, Rows rows,
                              const std::string& actor);

// number, customer_id, kind (invoice, credit_note, down_payment), issue_date, currency, amount
// (positive); optional: due_date (without one: 30 days after issue, Code de commerce L441-10; a
// credit note: its date), creditor_reference, purchase_order, instalment (from 1), open_amount
// (what is left of it), vat ("20=1200.00;5.5=110.00": amounts with VAT by rate, which add up to
// the amount), vat_on_receipts (yes or no).
//
// An item is known by customer, number, kind and instalment. One that is there already with the
// same content is left alone; with another content it is refused: the ledger is never rewritten.
const std::vector<Column>& item_columns();
ImportReport import_items(store::Store& store, const std::string& tenant, Rows rows,
                          const std::string& actor);

}  // namespace facteur::gateway::receivables
