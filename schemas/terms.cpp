#include "schemas/terms.h"

#include <algorithm>

namespace facteur {

std::string name(Term term) {
  if (term == Term::tax_scheme) return "TAX-SCHEME";
  const auto number = static_cast<unsigned>(term);
  if (number > 3000) return "EXT-FR-FE-" + std::to_string(number - 3000);
  return number > 1000 ? "BG-" + std::to_string(number - 1000) : "BT-" + std::to_string(number);
}

const TermFacts* facts(Term term) {
  const auto terms = all_terms();
  const auto found =
      std::lower_bound(terms.begin(), terms.end(), term,
                       [](const TermFacts& row, Term wanted) { return row.term < wanted; });
  return found != terms.end() && found->term == term ? &*found : nullptr;
}

}  // namespace facteur
