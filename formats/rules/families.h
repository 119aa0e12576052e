// The families of rules of EN 16931-1:2017, clause 6.4, after the CEN artefacts 1.3.16 (UBL
// binding).
//
// Each family lists its rules and checks them over one invoice. Checking costs one pass over the
// nodes of the model, whatever the number of rules.
#pragma once

#include <vector>

#include "formats/model.h"
#include "formats/rules.h"
#include "formats/rules/report.h"
#include "formats/rules/vat_facts.h"

namespace facteur::formats::en16931 {

using Rules = std::vector<const Rule*>;

// All of them. Sets that build on EN 16931 may have code lists of their own.
enum class Codes : bool { left_aside, looked_at };
void list_rules(Codes codes, Rules& rules);
void check(const Invoice& invoice, Codes codes, Report& report);

// What a group or a value must hold, looked at on its own: presence, form, decimals, codes.
void list_presence_rules(Rules& rules);
void check_presence(Node node, Report& report);
void list_form_rules(Rules& rules);
void check_form(Node node, Report& report);
void list_code_rules(Rules& rules);
void check_codes(Node node, Report& report);

// What ties terms of the whole document together.
void list_document_rules(Rules& rules);
void check_document(Node root, Report& report);
void list_total_rules(Rules& rules);
void check_totals(Node root, const VatFacts& facts, Report& report);

// The VAT categories: BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG and BR-B.
void list_vat_rules(Rules& rules);
void check_vat(Node root, const VatFacts& facts, Report& report);
void list_special_vat_rules(Rules& rules);                                 // part of list_vat_rules
void check_special_vat(Node root, const VatFacts& facts, Report& report);  // part of check_vat

}  // namespace facteur::formats::en16931
