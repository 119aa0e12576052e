// Where the page that people read and the XML that machines read do not say the same.
//
// Set "facteur", warnings. Silent whenever there is doubt: a fact of the XML that is nowhere on the
// page is only remarked when enough other facts of the same XML are.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "formats/finding.h"
#include "formats/model.h"
#include "formats/rules.h"

namespace facteur::formats::facturx {

// `page`: of read_pages(). FACTEUR-PDF-NUMBER (BT-1), -DATE (BT-2), -TOTAL (BT-112), -DUE (BT-115),
// -IBAN (BT-84: the page shows others).
std::vector<Finding> divergences(std::string_view page, const Invoice& invoice);

// The same as rules, for those who list the set.
std::span<const Rule* const> divergence_rules();

}  // namespace facteur::formats::facturx
