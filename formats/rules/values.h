// Reading values of the model the way the official rules (XPath 2.0) read them.
#pragma once

#include <cstdint>
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

// A code as the rules of the syntax compare it: UBL's without the space around it.
inline std::string_view compared_code(Node node) {
  const bool as_written = node && node.invoice()->syntax() == Syntax::cii;
  return as_written ? node.text() : code_of(node);
}

// normalize-space(...) != ''
inline bool is_blank(Node node) {
  return code_of(node).empty();
}

// "-0.00": where the official rules compare binary numbers, it is below zero and equal to nothing
// but itself.
inline bool is_binary_negative_zero(Node node) {
  const MaybeDecimal value = decimal_of(node);
  return value && value->is_zero() && code_of(node).front() == '-';
}
// The same where they compare what is written with a number of their own: of a whole number in up
// to 18 digits ("-0"), Saxon forgets the sign.
inline bool is_negative_zero(Node node) {
  const std::string_view text = code_of(node);
  const bool whole = text.find('.') == std::string_view::npos && text.size() <= 19;
  return !whole && is_binary_negative_zero(node);
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

// A gap of `cents` hundredths at most.
inline bool within_cents(const MaybeDecimal& gap, std::int64_t cents) {
  return gap && gap->absolute() <= Decimal(cents, 2);
}

// The VAT totals of BG-22 that are in one currency, as the extensions look for them: whichever of
// the two terms they are.
struct VatTotals {
  Node first;
  std::size_t count = 0;
};
inline VatTotals vat_totals_in(Node currency, Node totals) {
  VatTotals found;
  for (const Term term : {Term::BT_110, Term::BT_111}) {
    for (const Node total : each(totals, term)) {
      if (!currency || total.attribute(Attribute::currency) != currency.text()) continue;
      if (found.count++ == 0) found.first = total;
    }
  }
  return found;
}

}  // namespace facteur::formats
