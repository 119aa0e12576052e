// Peppol BIS Billing 3.0, release 2026.5: what ties values of the model together. What concerns the
// shape of the document: schemas/rules/peppol-ubl.shape. XRechnung asks some of it too.
#pragma once

#include <vector>

#include "formats/rules.h"
#include "formats/rules/report.h"

namespace facteur::formats::peppol {

void list_rules(std::vector<const Rule*>& rules);
void check(const Invoice& invoice, Report& report);

}  // namespace facteur::formats::peppol
