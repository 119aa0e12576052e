// The set `facteur`: what the official rules leave out, or mean but miss by a defect. Warnings, all
// of them: they say what a reader, a bank or a tax office will stumble over, and decide nothing.
//
// Each check is true whatever the profile, needs no clock and no register of companies, and costs
// one pass over the model. What an official rule has already said of the same value is not said
// again: the set runs last.
#pragma once

#include <vector>

#include "formats/decimal.h"
#include "formats/model.h"
#include "formats/rules.h"
#include "formats/rules/report.h"
#include "formats/xml_space.h"

namespace facteur::formats::own {

using Rules = std::vector<const Rule*>;

constexpr Rule warning(std::string_view id, std::array<Term, 4> terms, Sentence sentence,
                       Syntaxes syntaxes = Syntaxes::all) {
  return {id, Severity::warning, terms, sentence, {}, syntaxes};
}

// Has nobody reported `term` at that place yet?
inline bool is_news(const Report& report, Term term, Node place) {
  return !report.others_said(term, place.location());
}

// How far a computed amount may stray: 0.02, as Peppol BIS Billing 3 allows (PEPPOL-EN16931-R120),
// and half a unit of forints, as XRechnung does, since nobody there pays less.
inline Decimal slack(Node root) {
  return trim_xml_space(root.text(Term::BT_5)) == "HUF" ? Decimal(5, 1) : Decimal(2, 2);
}

// Are they a cent or more apart? Sums of amounts with more decimals are rounded somewhere.
inline bool differ(const MaybeDecimal& a, const MaybeDecimal& b) {
  const MaybeDecimal gap = a - b;
  return gap && gap->absolute() >= Decimal(1, 2);
}

// Single values, whatever they are about: numbers with check digits, dates that exist, blanks,
// minor units of the currency.
void list_value_rules(Rules& list);
void list_message_value_rules(Rules& list);
void check_values(const Invoice& document, Report& report);

// Numbers of one party that have to agree.
void list_party_rules(Rules& list);
void check_parties(Node root, Report& report);

// Accounts, banks, references of the payment; due date.
void list_payment_rules(Rules& list);
void check_payment(Node root, Report& report);

// Amounts that do not follow from others.
void list_line_rules(Rules& list);
void check_lines(Node root, Report& report);
void list_total_rules(Rules& list);
void check_totals(Node root, Report& report);
void list_vat_rules(Rules& list);
void check_vat(Node root, Report& report);

// What stands twice.
void list_duplicate_rules(Rules& list);
void check_duplicates(Node root, Report& report);

// What an official rule means, and its test misses.
void list_missed_rules(Rules& list);
void check_missed(Node root, Report& report);

// Of an invoice, and of a life-cycle message (set `facteur-cdar`).
std::vector<const Rule*> list_rules();
void check(const Invoice& invoice, Report& report);
std::vector<const Rule*> list_message_rules();
void check_message(const Invoice& message, Report& report);

}  // namespace facteur::formats::own
