// XRechnung 3.0.2 with its extension: what ties values of the model together. What concerns the
// shape of the document: schemas/rules/xrechnung-*.shape.
#pragma once

#include <vector>

#include "formats/rules.h"
#include "formats/rules/report.h"

namespace facteur::formats::xrechnung {

void list_rules(std::vector<const Rule*>& rules);
void check(const Invoice& invoice, Report& report);

}  // namespace facteur::formats::xrechnung
