// The words of our JSON form of an invoice (schemas/invoice.schema.json describes it whole).
//
//   {"BT-1": "F-2026-01", "BT-5": "EUR", "BG-4": {"BT-27": "ACME", "BT-29": [{"value": "4012345",
//    "scheme": "0088"}]}, "BG-25": [{"BT-129": {"value": "10", "unit": "C62"}}]}
//
// A key is the id of a term, in the group where schemas/terms.tsv puts it. A value is a string:
// text as it is, amounts and numbers as decimals ("1250.00"), dates as "2026-11-21", VAT point date
// codes by UNTDID 2005 (3, 35, 432), attachments in base64. What qualifies a value makes it an
// object with "value" and the words below; the currency of an amount is that of the invoice (of
// BT-111: BT-6) unless it is said. Terms that may repeat are arrays.
#pragma once

#include <optional>
#include <string_view>

#include "schemas/terms.h"

namespace facteur::formats {

std::string_view json_name(Attribute attribute);  // "scheme"
std::optional<Attribute> json_attribute(std::string_view name);
// The term of this id, marks such as "TAX-SCHEME" included; Term::none when there is none.
Term term_named(std::string_view id);
// Does JSON hold this term directly in this group (Term::none: the document)?
bool stands_in(Term term, Term group);

}  // namespace facteur::formats
