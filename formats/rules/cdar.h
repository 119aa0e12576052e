// The life-cycle message of the French reform: the rules BR-FR-CDV of FNFE-MPE 1.4.0.03 that tie
// its values together. What concerns single elements: schemas/rules/cdar-cdar.shape.
#pragma once

#include <vector>

#include "formats/rules.h"
#include "formats/rules/report.h"

namespace facteur::formats::cdar {

void list_rules(std::vector<const Rule*>& rules);
// `message`: the terms MDT of a document in CDAR.
void check(const Invoice& message, Report& report);

}  // namespace facteur::formats::cdar
