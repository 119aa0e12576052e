// What Factur-X EXTENDED asks of values in its own way: the rules BR-FXEXT about sums, VAT
// breakdowns and lines that group others. Those about elements: schemas/rules/facturx/extended.shape.
#pragma once

#include <vector>

#include "formats/rules.h"
#include "formats/rules/report.h"

namespace facteur::formats::facturx {

void list_extended_rules(std::vector<const Rule*>& rules);
void check_extended(Node root, Report& report);

}  // namespace facteur::formats::facturx
