// The paths and conditions of the notation of shapes, from text.
#pragma once

#include "schemas/compile/shape_notation.h"

namespace facteur::schemas::compile {

// The whole of `text`; throw Error where it is not understood.
ShapePath parse_path(const std::string& text);
ShapeCondition parse_condition(const std::string& text);

// "0..1", "1..n", "2"; false when `word` is none.
bool parse_range(const std::string& word, unsigned& minimum, unsigned& maximum);

}  // namespace facteur::schemas::compile
