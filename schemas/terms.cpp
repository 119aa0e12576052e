#include "schemas/terms.h"

#include <algorithm>

namespace facteur {

std::string name(Term term) {
  if (const TermFacts* known = facts(term)) return std::string(known->id);
  switch (term) {
    case Term::tax_scheme:
      return "TAX-SCHEME";
    case Term::logistics_charge:
      return "LOGISTICS-CHARGE";
    case Term::logistics_amount:
      return "LOGISTICS-AMOUNT";
    case Term::logistics_category:
      return "LOGISTICS-CATEGORY";
    case Term::logistics_rate:
      return "LOGISTICS-RATE";
    case Term::logistics_reason:
      return "LOGISTICS-REASON";
    case Term::logistics_reason_code:
      return "LOGISTICS-REASON-CODE";
    case Term::adjustment_amount:
      return "ADJUSTMENT-AMOUNT";
    default:
      break;
  }
  if (term == Term::gross_quantity) return "GROSS-QUANTITY";
  return "BT-" + std::to_string(static_cast<unsigned>(term));
}

const TermFacts* facts(Term term) {
  const auto terms = all_terms();
  const auto found =
      std::lower_bound(terms.begin(), terms.end(), term,
                       [](const TermFacts& row, Term wanted) { return row.term < wanted; });
  return found != terms.end() && found->term == term ? &*found : nullptr;
}

const TermFacts* facts(Term value, Attribute which) {
  const auto terms = all_terms();
  const auto found = std::find_if(terms.begin(), terms.end(), [&](const TermFacts& row) {
    return row.group == value && row.attribute == which;
  });
  return found == terms.end() ? nullptr : &*found;
}

}  // namespace facteur
