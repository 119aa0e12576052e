// The French rules about notes: the three that every invoice carries, and what the treatment asked
// for (BAR) and membership of a VAT group (TXD) call for.
//
// UBL writes the subject of a note in its text, between number signs, and the official rules read
// all notes of the document as one text: a note without a subject that follows the one with BAR
// becomes part of the treatment. CII has an element for the subject.
#include <algorithm>
#include <string>

#include "formats/rules/french.h"
#include "formats/rules/values.h"
#include "schemas/code_lists.h"

namespace facteur::formats::french {
namespace {

using enum Term;

struct Subject {
  std::string_view code;
  TwoRules missing, repeated;  // `missing` without ids: the note is optional
};

constexpr Sentence at_most_one{"Une note de ce sujet (BT-21) figure au plus une fois.",
                               "A note of this subject (BT-21) occurs at most once."};
// clang-format off
constexpr Subject subjects[] = {
  {"PMT",
   named("BR-FR-05_BT-22-1", "BR-FR-05_BT-22_PMT", {BT_22, BT_21}, {"La facture indique l'indemnité forfaitaire de recouvrement dans une note PMT.", "An invoice states the fixed recovery indemnity in a PMT note."}),
   named("BR-FR-06_BT-21-1", "BR-FR-06_BT-21_PMT", {BT_21}, at_most_one)},
  {"PMD",
   named("BR-FR-05_BT-22-2", "BR-FR-05_BT-22_PMD", {BT_22, BT_21}, {"La facture indique les pénalités de retard dans une note PMD.", "An invoice states the penalties for late payment in a PMD note."}),
   named("BR-FR-06_BT-21-2", "BR-FR-06_BT-21_PMD", {BT_21}, at_most_one)},
  {"AAB",
   named("BR-FR-05_BT-22-3", "BR-FR-05_BT-22_AAB", {BT_22, BT_21}, {"La facture indique l'escompte, ou son absence, dans une note AAB.", "An invoice states the discount for early payment, or that there is none, in an AAB note."}),
   named("BR-FR-06_BT-21-3", "BR-FR-06_BT-21_AAB", {BT_21}, at_most_one)},
  {"TXD", {}, named("BR-FR-06_BT-21-4", "BR-FR-06_BT-21_TXD", {BT_21}, at_most_one)},
};
constexpr TwoRules treatment_known = named("BR-FR-20_BT-21", {BT_22, BT_21}, {"Le traitement demandé (note BAR) est B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE ou ARCHIVEONLY.", "The treatment asked for (note BAR) is B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE or ARCHIVEONLY."});
constexpr TwoRules one_treatment = named("BR-FR-30_BT-21", "BR-FR-31_BT-21", {BT_21, BT_22}, {"Un seul traitement est demandé (note BAR).", "One treatment is asked for (note BAR), no more."});
constexpr TwoRules buyer_siren = named("BR-FR-11_BT-47", {BT_47, BT_22}, {"Si le traitement demandé est B2B, l'acheteur est identifié par son SIREN : neuf chiffres, schéma 0002.", "Where the treatment asked for is B2B, the buyer is identified by its SIREN: nine digits, scheme 0002."});
constexpr TwoRules buyer_address = named("BR-FR-21_BT-49", {BT_49, BT_47, BT_3}, {"Si le traitement demandé est B2B, l'adresse électronique de l'acheteur a le schéma 0225 et commence par son SIREN.", "Where the treatment asked for is B2B, the buyer's electronic address has the scheme 0225 and begins with its SIREN."});
constexpr TwoRules seller_address = named("BR-FR-22_BT-34", {BT_34, BT_30, BT_3}, {"Si l'acheteur écrit la facture, l'adresse électronique du vendeur a le schéma 0225 et commence par son SIREN.", "Where the buyer writes the invoice, the seller's electronic address has the scheme 0225 and begins with its SIREN."});
constexpr TwoRules vat_group = named("BR-FR-CO-14_BT-29-1", {BT_29, BT_22, BT_21}, {"Un vendeur membre d'un assujetti unique (0231) porte la note TXD MEMBRE_ASSUJETTI_UNIQUE.", "A seller of a VAT group (0231) carries the note TXD MEMBRE_ASSUJETTI_UNIQUE."});
// clang-format on

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

// The notes of a document, as the rules of its syntax read them.
class Notes {
 public:
  explicit Notes(Node root) : root_(root) {
    if (is_cii(root)) return;
    for (const Node note : each(root, BG_1)) all_ += note.text();
  }

  std::size_t count(std::string_view subject) const {
    if (!is_cii(root_)) return occurrences(all_, marked(subject));
    std::size_t count = 0;
    each_text(subject, [&](std::string_view) { ++count; });
    return count;
  }

  bool has(std::string_view subject, std::string_view text) const {
    if (!is_cii(root_)) return text_of(subject) == text;
    bool found = false;
    each_text(subject, [&](std::string_view t) { found = found || t == text; });
    return found;
  }

  // UBL: from the subject's mark to the next number sign. Empty when there is none.
  std::string_view text_of(std::string_view subject) const {
    const std::string mark = marked(subject);
    const auto at = all_.find(mark);
    if (at == std::string::npos) return {};
    const std::string_view rest = std::string_view(all_).substr(at + mark.size());
    return rest.substr(0, rest.find('#'));
  }

  // CII: visit(text) for each note of the subject.
  template <typename Visit>
  void each_text(std::string_view subject, Visit visit) const {
    for (const Node note : each(root_, BG_1)) {
      for (const Node stated : each(note, BT_21)) {
        if (stated.text() != subject) continue;
        visit(note.text(BT_22));
        break;
      }
    }
  }

  // How many treatments are asked for. In UBL what stands between BAR and the next number sign, of
  // the notes with BAR joined.
  std::size_t treatments() const {
    std::size_t count = 0;
    if (is_cii(root_)) {
      each_text("BAR", [&](std::string_view text) {
        count += codes::french_treatments.contains(trim_xml_space(text));
      });
      return count;
    }
    std::string joined;
    for (const Node note : each(root_, BG_1)) {
      if (note.text().find("#BAR#") != std::string_view::npos) joined += note.text();
    }
    joined += '#';
    for (const CodeRow& row : codes::french_treatments.rows()) {
      count += occurrences(joined, "BAR#" + std::string(row.code) + '#');
    }
    return count;
  }

 private:
  static std::string marked(std::string_view subject) { return '#' + std::string(subject) + '#'; }

  Node root_;
  std::string all_;  // UBL
};

void check_subjects(Node root, const Notes& notes, Report& report) {
  for (const Subject& subject : subjects) {
    const std::size_t count = notes.count(subject.code);
    const Rule& missing = subject.missing.in(root);
    if (count == 0 && !missing.id.empty()) report.add(missing, root);
    if (count > 1) report.add_value(subject.repeated.in(root), root, subject.code);
  }
}

void check_treatment(Node root, const Notes& notes, Report& report) {
  const auto check = [&](std::string_view treatment) {
    if (codes::french_treatments.contains(treatment)) return;
    report.add_value(treatment_known.in(root), root, treatment);
  };
  if (is_cii(root)) {
    notes.each_text("BAR", check);
  } else if (const auto treatment = notes.text_of("BAR"); !treatment.empty()) {
    check(treatment);
  }
  if (notes.treatments() > 1) report.add(one_treatment.in(root), root);
}

bool has_scheme(Node id, std::string_view scheme) {
  return id.attribute(Attribute::scheme_id) == scheme;
}

// UBL looks for the SIREN among the legal identifiers, CII takes the one that there is.
Node legal_id(Node party, Term term) {
  for (const Node id : each(party, term)) {
    if (is_cii(party) || has_scheme(id, "0002")) return id;
  }
  return {};
}

bool is_siren(std::string_view text) {
  return text.size() == 9 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void check_buyer_siren(Node root, Report& report) {
  const Node buyer = root.first(BG_7);
  const Node id = legal_id(buyer, BT_47);
  const std::string_view siren = is_cii(root) ? id.text() : code_of(id);
  if (id && has_scheme(id, "0002") && is_siren(siren)) return;
  const Node place = id ? id : buyer ? buyer : root;
  id ? report.add_value(buyer_siren.in(root), place, id.text())
     : report.add_missing(buyer_siren.in(root), place, BT_47);
}

void check_address(const TwoRules& rule, Node party, Term address, Term legal, Node root,
                   Report& report) {
  const Node stated = party.first(address);
  const bool good =
      has_scheme(stated, "0225") && stated.text().starts_with(legal_id(party, legal).text());
  if (good) return;
  const Node place = stated ? stated : party ? party : root;
  stated ? report.add_value(rule.in(root), place, stated.text())
         : report.add_missing(rule.in(root), place, address);
}

bool is_of_vat_group(Node root) {
  for (const Node id : each(root.first(BG_4), BT_29)) {
    if (has_scheme(id, "0231")) return true;
  }
  return false;
}

}  // namespace

void list_note_rules(Rules& list) {
  for (const Subject& subject : subjects) {
    add_rules(subject.missing, list);
    add_rules(subject.repeated, list);
  }
  for (const TwoRules* rule : {&treatment_known, &one_treatment, &buyer_siren, &buyer_address,
                               &seller_address, &vat_group}) {
    add_rules(*rule, list);
  }
}

void check_notes(Node root, Report& report) {
  const Notes notes(root);
  check_subjects(root, notes, report);
  check_treatment(root, notes, report);
  const bool self_billed = is_self_billed(root.text(BT_3));
  const bool b2b = notes.has("BAR", "B2B");
  if (b2b) check_buyer_siren(root, report);
  if (b2b && !self_billed) {
    check_address(buyer_address, root.first(BG_7), BT_49, BT_47, root, report);
  }
  // UBL asks whatever the treatment, as long as there is one.
  const bool treated = is_cii(root) ? b2b : !notes.text_of("BAR").empty();
  if (treated && self_billed) {
    check_address(seller_address, root.first(BG_4), BT_34, BT_30, root, report);
  }
  if (is_of_vat_group(root) && !notes.has("TXD", "MEMBRE_ASSUJETTI_UNIQUE")) {
    report.add(vat_group.in(root), root.first(BG_4));
  }
}

}  // namespace facteur::formats::french
