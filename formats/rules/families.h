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

// How a set that builds on EN 16931 asks its rules, where the official texts differ.
struct Manner {
  bool codes = true;                // or has the set code lists of its own?
  bool white_space_fills = false;   // what must not be empty may be blank
  bool only_totals_add_up = false;  // in CII: without BG-22, BR-CO-15 is not asked
  bool one_unit_is_near = false;    // in CII: how far a base may stray, BR-Z-08 and its like
  bool every_breakdown = false;     // in CII: also those of escapes_general_rules (tax_category.h)
};

// All of them.
void list_rules(const Manner& manner, Rules& rules);
void check(const Invoice& invoice, const Manner& manner, Report& report);

// What a group or a value must hold, looked at on its own: presence, form, decimals, codes.
void list_presence_rules(Rules& rules);
void check_presence(Node node, const Manner& manner, Report& report);
void list_form_rules(Rules& rules);
void check_form(Node node, Report& report);
void list_code_rules(Rules& rules);
void check_codes(Node node, Report& report);

// What ties terms of the whole document together.
void list_document_rules(Rules& rules);
void check_document(Node root, Report& report);
void list_total_rules(Rules& rules);
void check_totals(Node root, const VatFacts& facts, const Manner& manner, Report& report);

// The VAT categories: BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG and BR-B.
void list_vat_rules(Rules& rules);
void check_vat(Node root, const VatFacts& facts, const Manner& manner, Report& report);
void list_special_vat_rules(Rules& rules);                                 // part of list_vat_rules
void check_special_vat(Node root, const VatFacts& facts, Report& report);  // part of check_vat

}  // namespace facteur::formats::en16931
