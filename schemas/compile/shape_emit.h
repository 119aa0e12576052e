// Writes the tables of rules about shapes as C++ source that defines one `const Shapes`.
#pragma once

#include <ostream>

#include "schemas/compile/shape_notation.h"

namespace facteur::schemas::compile {

// `names`: those of the grammar, in order. `variable` is declared in schemas/shapes.h.
void emit_shapes(const ShapeNotation& notation, const std::vector<std::string>& names,
                 const std::string& variable, std::ostream& out);

}  // namespace facteur::schemas::compile
