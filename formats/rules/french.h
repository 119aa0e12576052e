// The French rules of the reform, "Flux 2" (XP Z12-012, as in the schematrons of
// FNFE-MPE 1.4.0.03): what they ask of any invoice, whatever its profile. What concerns single
// elements on their own: schemas/rules/fr-ctc-*.shape.
//
// The official rules come once a syntax. Where their ids differ, a rule has both; where the tests
// differ, the code says so. Where the official engine stops because a value stands twice, the rule
// that it stopped at is broken.
#pragma once

#include <vector>

#include "formats/rules.h"
#include "formats/rules/in.h"
#include "formats/rules/report.h"

namespace facteur::formats::french {

using Rules = std::vector<const Rule*>;

// One rule under the ids of both syntaxes; an empty id: not asked there.
struct TwoRules {
  Rule ubl, cii;
  const Rule& in(Node node) const { return is_cii(node) ? cii : ubl; }
};
constexpr TwoRules named(std::string_view ubl, std::string_view cii, std::array<Term, 4> terms,
                         Sentence sentence) {
  const bool one = ubl == cii;
  return {{ubl, Severity::fatal, terms, sentence, {}, one ? Syntaxes::all : Syntaxes::ubl},
          {cii, Severity::fatal, terms, sentence, {}, one ? Syntaxes::all : Syntaxes::cii}};
}
constexpr TwoRules named(std::string_view id, std::array<Term, 4> terms, Sentence sentence) {
  return named(id, id, terms, sentence);
}
// Adds both unless they are there.
void add_rules(const TwoRules& rules, Rules& list);

// Billing frames (BT-23) of which one invoice holds several: B8, S8, M8 of several sellers; B9, S9,
// M9 of both parties.
struct Frame {
  explicit Frame(Node root);
  bool multi_vendor = false;
  bool bidirectional = false;
  bool holds_several() const { return multi_vendor || bidirectional; }
};

// BT-3 of an invoice that the buyer writes.
bool is_self_billed(std::string_view type);

// The form of single values: BR-FR-01 to 04, 15, 16, 23 to 26, DEC.
void list_value_rules(Rules& list);
void check_values(Node root, const Frame& frame, Report& report);
// Notes and what they ask for: BR-FR-05, 06, 11, 20, 21, 22, 31, CO-14.
void list_note_rules(Rules& list);
void check_notes(Node root, Report& report);
// Identifiers of parties and places: BR-FR-09, CO-10.
void list_party_rules(Rules& list);
void check_parties(Node root, Report& report);
// What ties terms of the document together: BR-FR-08, CO-05, CO-07, CO-09.
void list_document_rules(Rules& list);
void check_document(Node root, Report& report);
// Invoices that hold several: BR-FR-MV, BR-FR-BD.
void list_sub_invoice_rules(Rules& list);
void check_sub_invoices(Node root, const Frame& frame, Report& report);

std::vector<const Rule*> list_rules();
void check(const Invoice& invoice, Report& report);

}  // namespace facteur::formats::french
