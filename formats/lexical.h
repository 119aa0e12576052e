// Is a text in the lexical space of a simple type (XML Schema part 2, second edition)?
#pragma once

#include <string_view>

#include "schemas/grammar.h"

namespace facteur::formats {

// The verdict is libxml2's, also in the corners where it is stricter than the standard: white space
// around a number is ignored, around a date it is not; a number of over 24 digits is refused.
bool conforms(schemas::Lexical type, std::string_view text);

// Is a text of a lexical space that ignores outer space within what narrows it?
bool conforms(const schemas::Restriction& restriction, std::string_view text);

}  // namespace facteur::formats
