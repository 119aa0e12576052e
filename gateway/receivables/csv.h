// A field of a CSV file (RFC 4180).
#pragma once

#include <string>

namespace facteur::gateway::receivables {

// In quotes where it holds a separator, a quote or a line end. A text that a spreadsheet would take
// for a formula is written after an apostrophe, as names come from outside; numbers are not.
std::string csv_field(const std::string& text);

}  // namespace facteur::gateway::receivables
