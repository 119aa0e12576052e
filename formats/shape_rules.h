// Rules about the shape of documents as rules of a set: their sentences, and what to report.
#pragma once

#include <string_view>
#include <vector>

#include "formats/rules.h"
#include "formats/rules/report.h"
#include "formats/shape_findings.h"

namespace facteur::formats {

// Adds the rules of a set, of every syntax: those that are not there yet, by id.
void list_shape_rules(std::string_view set, std::vector<const Rule*>& rules);

// The same, once for each syntax that asks them.
std::vector<const Rule*> shape_rules_by_syntax(std::string_view set);

// Reports what belongs to the set and is asked of such an invoice.
void report_shapes(std::string_view set, const std::vector<ShapeFindings>& findings,
                   const Invoice& invoice, Report& report);

}  // namespace facteur::formats
