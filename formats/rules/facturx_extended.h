// What Factur-X EXTENDED asks of values in its own way: the rules BR-FXEXT about sums, lines that
// group others, and VAT breakdowns. Those about elements: schemas/rules/facturx/extended.shape.
//
// Lines that are neither GROUP nor INFORMATION count in sums; logistics service charges count as
// charges. A sum may stray by 0.01 for each amount in it.
#pragma once

#include <string_view>
#include <vector>

#include "formats/rules.h"
#include "formats/rules/report.h"

namespace facteur::formats::facturx {

using Rules = std::vector<const Rule*>;

// In document order, one after the other below the document (schemas/terms.h).
struct LogisticsCharge {
  Node amount, category, rate, reason, reason_code;
};
std::vector<LogisticsCharge> logistics_charges(Node root);

// Does the line count in sums: is it of no sub-type, or DETAIL?
bool is_detail(Node line);

void list_total_rules(Rules& list);
void check_totals(Node root, Report& report);
// BR-CO-12 as the profiles from BASIC WL to EN 16931 have it: logistics charges count.
void check_charge_total(Node root, Report& report);
void list_line_rules(Rules& list);
void check_lines(Node root, Report& report);
void list_vat_rules(Rules& list);
void check_vat(Node root, Report& report);

}  // namespace facteur::formats::facturx
