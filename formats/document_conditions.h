// Conditions of a document that rules about shapes ask for by name: which countries trade, say.
// Rule sets define them (formats/rules/).
#pragma once

#include <string_view>

#include "formats/model.h"

namespace facteur::formats {

using DocumentCondition = bool (*)(const Invoice& invoice);

// Null when there is none of that name.
DocumentCondition find_document_condition(std::string_view name);

}  // namespace facteur::formats
