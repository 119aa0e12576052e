// Tax categories as lines, allowances, charges and breakdowns state them.
#pragma once

#include <string_view>

#include "formats/model.h"
#include "formats/rules/in.h"
#include "formats/rules/values.h"

namespace facteur::formats {

// One cac:TaxCategory or cac:ClassifiedTaxCategory of UBL. What it does not say is a null node.
struct TaxCategory {
  Node code;    // BT-95, BT-102, BT-118 or BT-151
  Node rate;    // BT-96, BT-103, BT-119 or BT-152
  Node scheme;  // the tax that is meant

  // upper-case(...) = 'VAT'
  bool is_vat() const { return says_vat(compared_code(scheme)); }
  // The same, with space around it in both syntaxes.
  bool is_vat_loosely() const { return says_vat(code_of(scheme)); }

  static bool says_vat(std::string_view text) {
    const auto letter = [&](std::size_t at, char upper) { return (text[at] & ~0x20) == upper; };
    return text.size() == 3 && letter(0, 'V') && letter(1, 'A') && letter(2, 'T');
  }
};

// Calls visit(TaxCategory) for each category of a group BG-20, BG-21, BG-23 or BG-30. An allowance
// or charge may hold several, which the group runs together: those of one stand beside each other.
// The tax scheme stands beside them in CII; in UBL it comes last and closes the category.
template <typename Visit>
void each_tax_category(Node group, Visit visit) {
  using enum Term;
  const Term term = group.term();
  const Term code_term = term == BG_20   ? BT_95
                         : term == BG_21 ? BT_102
                         : term == BG_23 ? BT_118
                                         : BT_151;
  const Term rate_term = term == BG_20   ? BT_96
                         : term == BG_21 ? BT_103
                         : term == BG_23 ? BT_119
                                         : BT_152;
  const bool in_cii = group && is_cii(group);
  TaxCategory current;
  const auto close = [&] {
    if (current.code || current.rate || current.scheme) visit(current);
    current = {};
  };
  for (Node node = group.first_child(); node; node = node.next_sibling()) {
    const bool scheme = node.term() == tax_scheme;
    if (!scheme && node.term() != code_term && node.term() != rate_term) continue;
    const Node stated = current.code ? current.code : current.rate;
    if (in_cii) {
      const Node first = stated ? stated : current.scheme;
      if (first && !first.beside(node)) close();
    } else if (scheme   ? static_cast<bool>(current.scheme)
               : stated ? !stated.beside(node)
                        : static_cast<bool>(current.scheme)) {
      close();
    }
    (scheme ? current.scheme : node.term() == code_term ? current.code : current.rate) = node;
  }
  close();
}

// The category of a group that states one: of a breakdown, or of BG-30.
inline TaxCategory tax_category(Node group) {
  TaxCategory first;
  bool found = false;
  each_tax_category(group, [&](const TaxCategory& category) {
    if (!found) first = category;
    found = true;
  });
  return first;
}

// In CII the official rules of the categories L, M and O stand where those of every breakdown
// would, and keep them away: BR-45 .. BR-48, BR-CO-03, BR-CO-17, BR-DEC-19 and BR-DEC-20 do not
// reach them.
inline bool escapes_general_rules(Node breakdown) {
  if (!is_cii(breakdown)) return false;
  const TaxCategory category = tax_category(breakdown);
  const std::string_view code = category.code.text();
  return category.is_vat() && (code == "L" || code == "M" || code == "O");
}

}  // namespace facteur::formats
