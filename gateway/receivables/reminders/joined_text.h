// Sentences in two languages, put together.
#pragma once

#include <string>

#include "formats/finding.h"

namespace facteur::gateway::receivables {

inline formats::Text joined(const formats::Text& a, const formats::Text& b) {
  return {a.fr + b.fr, a.en + b.en};
}

inline formats::Text same(const std::string& text) {
  return {text, text};
}

}  // namespace facteur::gateway::receivables
