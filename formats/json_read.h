// Reads our JSON form of an invoice (json_names.h) from strangers.
//
// Unknown and misplaced keys, keys that occur twice, and values of the wrong kind are findings
// (set "structure", rule SYNTAX) whose location is a JSON pointer (RFC 6901); what they hold is
// left out of the model and nothing else is. Text that XML could not carry is a finding too. Limits
// come first: bytes, depth, nodes, findings.
//
// Pure; safe from several threads at once.
#pragma once

#include "formats/read.h"

namespace facteur::formats {

// Does the document open like a JSON object?
bool looks_like_json(std::string_view bytes);

// Reading::structure: no finding. The model's locations are paths of term ids.
Reading read_json(std::string_view bytes, const Limits& limits = {});

}  // namespace facteur::formats
