// Status 212 ("Encaissée") from the lettering: what was received, by VAT rate, where VAT is due on
// receipts (CGI 269, 2 c): services without the option for debits, and every payment on account.
//
// Amounts include VAT and are units of the account's currency. A receipt is spread over the rates
// as the invoice is, to the cent: what was received so far is spread as a whole, so that the parts
// of many receipts add up to the invoice's own amounts (largest remainder). Undoing an application
// takes back exactly what it had told.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/receivables/consequences.h"

namespace facteur::gateway::receivables {

// Event of the log: amounts wait to be told. Its data: {"item", "invoice"?, "application"}.
inline constexpr const char* cashed_prepared = "cashed.prepared";

struct VatLine {
  std::string category;    // BT-118
  std::string rate;        // BT-119, per cent
  std::int64_t units = 0;  // including VAT, positive
};

// What decides when the VAT of an invoice is due.
struct VatTerms {
  std::string type_code;         // BT-3
  std::string business_process;  // BT-23: "S1" is services, "B1" goods, "M1" both
  std::string vat_point;         // BT-8: 3, 35, 432 (UNTDID 2005) or 5, 29, 72 (2475)
  std::vector<VatLine> lines;
};

// False as well where the buyer owes the VAT (AE) or no rate is above zero: 212 would say nothing.
bool vat_due_on_receipts(const VatTerms& terms);

// `received` over `lines` in proportion, each in units, adding up to `received`; of equal
// remainders the earlier line wins. `received` is between zero and the sum of the lines.
std::vector<std::int64_t> spread(std::int64_t received, const std::vector<VatLine>& lines);

// Notes the rates of an item whose VAT is due on receipts; lines of one rate are added up.
void put_vat(store::Transaction& transaction, std::int64_t item, const std::vector<VatLine>& lines);

// The same for the item of an invoice, where its VAT is due on receipts; else nothing.
void put_invoice_vat(store::Transaction& transaction, std::int64_t item, std::int64_t invoice);

// Called when an application was made or undone (consequences.h).
void prepare_cashed(store::Transaction& transaction, const Settlement& settlement);

}  // namespace facteur::gateway::receivables
