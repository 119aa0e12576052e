// What a written document does not say of its model.
#pragma once

#include <vector>

#include "formats/finding.h"
#include "formats/writing/term_placer.h"

namespace facteur::formats {

// In the order of the source. `target_name` is what people call the target: "CII".
std::vector<Finding> losses(const Invoice& invoice, const schemas::Grammar& grammar,
                            const TermPlacer& placed, const Scope& scope, const ValueForms& forms,
                            std::uint32_t root, std::string_view target_name);

}  // namespace facteur::formats
