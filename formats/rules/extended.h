// The profile EXTENDED-CTC-FR, as in the schematrons of FNFE-MPE 1.4.0.03: EN 16931 without some
// rules and with others, which know sub-lines, several breakdowns of a category, and a tolerance of
// 0.01 for each amount in a sum. What concerns single elements:
// schemas/rules/extended-ctc-fr-*.shape.
//
// The ids are those of each syntax; many say BR-FREXT in UBL and BR-FXEXT or BR-FREXT-BR in CII.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "formats/rules.h"
#include "formats/rules/french.h"
#include "formats/rules/report.h"

namespace facteur::formats::extended {

using french::named;
using french::Rules;
using french::TwoRules;

// Rules of EN 16931 that are not asked of such an invoice, by id, in byte order.
std::span<const std::string_view> without(const Invoice& invoice);

// Is a rule of EN 16931 asked in one syntax at least?
bool keeps(std::string_view rule);

// Lines and their sub-lines: BR-FREXT-05 to 12, 22 to 26, CO-04.
void list_line_rules(Rules& list);
void check_lines(Node root, Report& report);
// Sums of the document: BR-FREXT-CO-10 to 15.
void list_total_rules(Rules& list);
void check_totals(Node root, Report& report);
// Each VAT category: BR-FREXT-S-01, -08, -09 ...
void list_vat_rules(Rules& list);
void check_vat(Node root, Report& report);

std::vector<const Rule*> list_rules();
void check(const Invoice& invoice, Report& report);

}  // namespace facteur::formats::extended
