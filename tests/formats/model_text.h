// A model as text that two equal models share: values and attributes, without places.
#pragma once

#include <string>

#include "formats/model.h"

namespace facteur::test {

// One line a value: the path of terms, the text, the attributes by kind. Groups that hold nothing
// and nodes without a term are left out; siblings of different terms are ordered by term, those of
// the same term stay as they are.
std::string model_text(const formats::Invoice& invoice);

}  // namespace facteur::test
