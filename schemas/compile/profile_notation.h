// The notation of profile tables (schemas/rules/facturx/*.profiles), read into rules about shapes.
//
// A tree of elements, two spaces a level; the first level are paths from the root. After the name
// of an element or attribute stand as many columns as there are profiles, one character each:
// clang-format off
//   .   nothing is asked          -   not used in this profile
//   1   exactly one               ?   at most one
//   +   at least one              2   at most two
//   NAME[[CONDITION]] [COLUMN...] [NUMBER]     NUMBER: of the rule FX-SCH-A-NUMBER
//     in LIST COLUMN...    the value is empty or in the list; the columns hold the rules' numbers
// clang-format on
// An element may have several rows, each with a number of its own. With a CONDITION, what stands
// below it is asked of the elements for which it holds. What is not used has no official id.
#pragma once

#include <istream>

#include "schemas/compile/shape_notation.h"

namespace facteur::schemas::compile {

// Adds the rules of the column that `notation` names. Throws Error with the file and line where
// the table is not understood.
void read_profiles(std::istream& in, const std::string& file, ShapeNotation& notation);

}  // namespace facteur::schemas::compile
