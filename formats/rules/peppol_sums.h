// Rules of Peppol on sums, prices, periods and currencies that XRechnung has taken over, for both
// syntaxes. The differences between the two publishers are arguments.
#pragma once

#include <vector>

#include "formats/rules.h"
#include "formats/rules/report.h"

namespace facteur::formats::peppol {

struct SumOptions {
  Decimal slack;                           // by which an amount may miss what it follows from
  Severity line_amount = Severity::fatal;  // of R120
};

void list_sum_rules(std::vector<const Rule*>& rules, const SumOptions& options);
void check_sums(const Invoice& invoice, const SumOptions& options, Report& report);

}  // namespace facteur::formats::peppol
