// What a check has to say about a document: a value with a code, a place and a remedy.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/terms.h"

namespace facteur::formats {

// fatal: the document is not valid. warning and information decide nothing.
enum class Severity : std::uint8_t { fatal, warning, information };

// A sentence in the two languages that users read, UTF-8.
struct Text {
  std::string fr;
  std::string en;
};

struct Finding {
  std::string_view set;   // the rule set that found it: "structure", "en16931", ... (outlives this)
  std::string_view rule;  // the official id as its publisher writes it: "BR-CO-15" (outlives this)
  Severity severity = Severity::fatal;
  std::vector<Term> terms;  // the business terms involved, most telling first
  std::string location;     // XPath of the element, or of the parent that lacks one
  std::uint32_t line = 0;   // 1-based line in the document as received; 0 when it has none
  Text message;             // what is wrong, with the values involved, and what to do
};

}  // namespace facteur::formats
