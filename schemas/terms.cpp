#include "schemas/terms.h"

namespace facteur {

std::string name(Term term) {
  if (term == Term::tax_scheme) return "TAX-SCHEME";
  const auto number = static_cast<unsigned>(term);
  return number > 1000 ? "BG-" + std::to_string(number - 1000) : "BT-" + std::to_string(number);
}

}  // namespace facteur
