// Reading values of the model the way the official rules (XPath 2.0) read them.
#pragma once

#include <initializer_list>
#include <string_view>

#include "formats/decimal.h"
#include "formats/model.h"
#include "formats/xml_space.h"

namespace facteur::formats {

// xs:decimal(...): nothing for an absent node, and for one that holds no decimal.
inline MaybeDecimal decimal_of(Node node) {
  return node ? Decimal::parse(node.text()) : std::nullopt;
}

// normalize-space(...) for comparisons with a code, which holds no space itself.
inline std::string_view code_of(Node node) {
  return trim_xml_space(node.text());
}

// normalize-space(...) != ''
inline bool is_blank(Node node) {
  return code_of(node).empty();
}

// The rate that stands beside a category code. An allowance or charge of UBL may hold several
// categories, so that the group alone does not tell.
inline Node rate_beside(Node code, Term rate_term) {
  for (const Node rate : each(code.parent(), rate_term)) {
    if (rate.beside(code)) return rate;
  }
  return {};
}

// The tax scheme of a category code or rate: in UBL it closes the category.
inline Node tax_scheme_of(Node value) {
  for (Node node = value.next_sibling(); node; node = node.next_sibling()) {
    if (node.term() == Term::tax_scheme) return node;
    if (node.term() == value.term()) break;
  }
  return value.parent().first(Term::tax_scheme);
}

// normalize-space(upper-case(cac:TaxScheme/cbc:ID)) = 'VAT', for a code or rate of a tax category.
inline bool is_vat(Node value) {
  const std::string_view scheme = code_of(tax_scheme_of(value));
  const auto letter = [&](std::size_t at, char upper) { return (scheme[at] & ~0x20) == upper; };
  return scheme.size() == 3 && letter(0, 'V') && letter(1, 'A') && letter(2, 'T');
}

// The first node along a path of terms, or a null node.
inline Node descend(Node from, std::initializer_list<Term> path) {
  for (const Term term : path) {
    if (!from) break;
    from = from.first(term);
  }
  return from;
}

// round(x * 10 * 10) div 100
inline MaybeDecimal rounded(const MaybeDecimal& value) {
  return value ? MaybeDecimal(value->round_xpath(2)) : std::nullopt;
}

// A comparison with nothing is false, as it is with an empty sequence.
inline bool equal(const MaybeDecimal& a, const MaybeDecimal& b) {
  return a && b && *a == *b;
}

// a - 1 < b < a + 1: how far the official rules let a VAT amount or base stray from the computed
// one, in units of the currency.
inline bool within_one(const MaybeDecimal& a, const MaybeDecimal& b) {
  const MaybeDecimal gap = a - b;
  return gap && gap->absolute() < Decimal(1);
}

}  // namespace facteur::formats
