// What an official rule means and its test misses, by a defect of the published schematrons
// (FNFE-MPE 1.4.0.03). The id of ours names the official one. Those whose gap another check of the
// set fills are not here: FACTEUR-MINOR-UNITS finds what BR-DEC-13 and BR-DEC-15 of UBL and, in
// CII, BR-DEC-19 and BR-DEC-20 of the categories L, M and O let pass; FACTEUR-VAT-BASE and
// FACTEUR-VAT-AMOUNT what BR-AF-08, BR-AF-09, BR-AG-08 and BR-AG-09 of CII do;
// FACTEUR-TOTAL-WITH-VAT what BR-CO-15 of CII does; FACTEUR-SIRET-SIREN a second SIRET, which
// BR-FR-09 does not look at; FACTEUR-DATE what follows the eighth digit of a date, which BR-FR-03
// of CII does not look at.
#include "formats/rules/in.h"
#include "formats/rules/own.h"
#include "formats/rules/values.h"
#include "schemas/code_lists.h"

namespace facteur::formats::own {
namespace {

using enum Term;

// clang-format off
constexpr Rule attribute_name = warning("FACTEUR-BR-FR-27", {BT_160, EXT_FR_FE_159},
  {"Une caractéristique d'article a un nom ou un code. BR-FR-27 le demande, mais ne peut pas le voir en UBL.",
   "An item attribute has a name or a code. BR-FR-27 asks for it, but cannot see it in UBL."},
  Syntaxes::ubl);
constexpr Rule line_rate = warning("FACTEUR-BR-FR-16", {BT_152},
  {"Le taux de TVA d'une ligne d'avoir est un de ceux de la liste française. BR-FR-16 le demande des factures, mais ne regarde pas les avoirs UBL.",
   "The VAT rate of the line of a credit note is one of the French list. BR-FR-16 asks it of invoices, but does not look at UBL credit notes."},
  Syntaxes::ubl);
constexpr Rule treatment_last = warning("FACTEUR-BR-FR-20", {BT_22, BT_21},
  {"La note de traitement (#BAR#) n'est pas suivie d'une note sans sujet : les règles françaises lisent les notes UBL bout à bout, et prendraient ce texte pour la suite du traitement. Placez-la en dernier.",
   "The treatment note (#BAR#) is not followed by a note without subject: the French rules read the notes of UBL end to end, and would take that text for a part of the treatment. Put it last."},
  Syntaxes::ubl);
// clang-format on

bool is_french(Node root) {
  return codes::french_frames.contains(descend(root, {BG_2, BT_23}).text());
}

void check_attributes(Node item, Report& report) {
  for (const Node attribute : each(item, BG_32)) {
    const bool named =
        !is_blank(attribute.first(BT_160)) || !is_blank(attribute.first(EXT_FR_FE_159));
    if (!named) report.add(attribute_name, attribute);
  }
}

void check_rates(Node line, Report& report) {
  for (const Node category : each(line, BG_30)) {
    const Node stated = category.first(BT_152);
    const MaybeDecimal rate = decimal_of(stated);
    if (!rate || codes::french_vat_rates.contains(rate->to_string())) continue;
    if (is_news(report, BT_152, stated)) report.add_value(line_rate, stated, stated.text());
  }
}

void check_notes(Node root, Report& report) {
  Node treatment;
  for (const Node note : each(root, BG_1)) {
    const std::string_view text = note.text();
    if (treatment && !text.starts_with('#') && !text.empty()) {
      report.add_value(treatment_last, treatment, treatment.text());
      return;
    }
    treatment = text.starts_with("#BAR#") ? note : Node();
  }
}

}  // namespace

void list_missed_rules(Rules& list) {
  list.insert(list.end(), {&attribute_name, &line_rate, &treatment_last});
}

void check_missed(Node root, Report& report) {
  if (is_cii(root) || !is_french(root)) return;
  const bool credit_note = root.invoice()->syntax() == Syntax::ubl_credit_note;
  for (const Node line : each(root, BG_25)) {
    for (const Node item : each(line, BG_31)) check_attributes(item, report);
    if (credit_note) check_rates(line, report);
  }
  check_notes(root, report);
}

}  // namespace facteur::formats::own
