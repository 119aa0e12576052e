// Factur-X 1.09 (ZUGFeRD 2.5.2), after the official rules of its five profiles.
//
// A profile is EN 16931 without the rules about what it does not hold; EXTENDED replaces sums by
// sums with a tolerance, and knows lines that group others (facturx_extended.cpp). What a profile
// asks of elements and codes: schemas/rules/facturx/.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "formats/rules.h"
#include "formats/rules/report.h"

namespace facteur::formats::facturx {

// What BT-24 says of the profiles that are Factur-X beyond doubt. That of EN 16931 is not among
// them: documents that only follow the standard say the same.
extern const std::array<std::string_view, 8> profile_names;

void list_rules(std::vector<const Rule*>& rules);
// A document of no profile breaks FACTEUR-FX-PROFILE, and nothing else.
void check(const Invoice& invoice, Report& report);

}  // namespace facteur::formats::facturx
