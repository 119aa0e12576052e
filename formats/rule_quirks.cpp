#include "formats/rule_quirks.h"

#include <algorithm>
#include <array>

namespace facteur::formats {
namespace {

using enum QuirkKind;

// clang-format off
constexpr auto quirks = std::to_array<Quirk>({
  // EN 16931
  {"en16931", "BR-55 BR-56 BR-57", difference, {
    "En UBL, il suffit que l'élément soit là ; en CII, il doit contenir plus que des blancs.",
    "In UBL it is enough that the element is there; in CII it must hold more than white space."}},
  {"en16931", "BR-17", difference, {
    "En UBL, le bénéficiaire est comparé au nom commercial du vendeur (pas à son nom légal) et à tous ses identifiants ; en CII, au nom légal, à l'immatriculation et aux identifiants sans schéma.",
    "In UBL the payee is compared with the seller's trading name (not the legal one) and all its identifiers; in CII with the legal name, the registration and the identifiers without a scheme."}},
  {"en16931", "BR-29 BR-30", difference, {
    "En CII, seules comptent les dates au format 102 (AAAAMMJJ), comparées comme textes : une date d'un autre format enfreint la règle.",
    "In CII only dates of the format 102 (YYYYMMDD) count, compared as texts: a date of another format breaks the rule."}},
  {"en16931", "BR-45 BR-46 BR-47 BR-48 BR-CO-03 BR-CO-17 BR-DEC-19 BR-DEC-20", defect, {
    "En CII, les règles des catégories L, M et O tiennent celle-ci à l'écart de leurs ventilations.",
    "In CII the rules of the categories L, M and O keep this one away from their breakdowns."}},
  {"en16931", "BR-50 BR-61", difference, {
    "En UBL, BR-50 compare le code du moyen de paiement tel qu'écrit, BR-61 sans les blancs autour ; en CII, les deux tel qu'écrit, et de chaque compte présent : il peut n'y en avoir aucun.",
    "In UBL, BR-50 compares the payment means code as written, BR-61 without the white space around it; in CII both as written, and of each account that is there: there may be none."}},
  {"en16931", "BR-53", difference, {
    "En UBL, la TVA d'une ligne dans cette devise suffit aussi. En CII, la devise de comptabilisation ne doit pas être celle de la facture.",
    "In UBL the VAT of a line in that currency will do, too. In CII the accounting currency must not be that of the invoice."}},
  {"en16931", "BR-62 BR-63", difference, {
    "En CII, seul le premier élément d'adresse électronique de la partie est regardé, fût-il vide.",
    "In CII only the party's first element for an electronic address is looked at, be it empty."}},
  {"en16931", "BR-CO-03", difference, {
    "En CII, la règle est demandée dans chaque ventilation de TVA, et prend les codes des lignes pour ceux du document.",
    "In CII the rule is asked in each VAT breakdown, and takes the codes of lines for codes of the document."}},
  {"en16931", "BR-CO-05 BR-CO-06 BR-CO-07 BR-CO-08", defect, {
    "Le test officiel est toujours vrai : comparer le sens d'un motif et d'un code reste l'affaire des personnes.",
    "The official test is always true: whether a reason means what its code means is for people to compare."}},
  {"en16931", "BR-CO-09", defect, {
    "Le préfixe est cherché comme une partie de la liste des pays, blancs compris : en UBL, une lettre seule, ou rien, peut passer.",
    "The prefix is looked for as a part of the list of countries, spaces included: in UBL a single letter, or nothing, may pass."}},
  {"en16931", "BR-CO-10", defect, {
    "En CII, la somme est faite en virgule flottante binaire : une somme qui tombe entre deux centimes peut s'arrondir d'un côté ou de l'autre.",
    "In CII the sum is made in binary floating point: one that lies between two cents may be rounded either way."}},
  {"en16931", "BR-CO-13", difference, {
    "Sans remise ni frais, UBL compare les deux montants sans arrondir.",
    "Without allowances and charges, UBL compares the two amounts without rounding."}},
  {"en16931", "BR-CO-14", difference, {
    "En UBL, chaque total de TVA est comparé aux ventilations de son propre élément ; en CII, le total dans la devise de la facture à toutes les ventilations.",
    "In UBL each VAT total is compared with the breakdowns of its own element; in CII the total in the invoice currency with all breakdowns."}},
  {"en16931", "BR-CO-15", defect, {
    "En CII, passe aussi un total avec TVA égal au total hors TVA, quelle que soit la TVA.",
    "In CII a total with VAT passes, too, when it is the same as without, whatever the VAT."}},
  {"en16931", "BR-CO-16", difference, {
    "UBL n'arrondit un côté que si quelque chose en est retranché ; CII n'arrondit jamais.",
    "UBL rounds a side only where something is subtracted from it; CII never rounds."}},
  {"en16931", "BR-CO-17", difference, {
    "En CII, la TVA peut s'écarter d'une unité entière ; en UBL, de moins d'une unité. Le taux n'est dit nul qu'après arrondi à l'entier.",
    "In CII the VAT may be off by one whole unit, in UBL by less. Whether the rate is zero is decided after rounding it to a whole number."}},
  {"en16931", "BR-CO-18", difference, {
    "En CII, la règle est demandée de chaque ligne : un document sans ligne passe.",
    "In CII the rule is asked of each line: a document without lines passes."}},
  {"en16931", "BR-CO-19", difference, {
    "En UBL, le code d'exigibilité (BT-8) est écrit dans une période, et suffit à une période sans dates.",
    "In UBL the VAT point date code (BT-8) stands in a period, and makes one without dates complete."}},
  {"en16931", "BR-DEC-13 BR-DEC-15", defect, {
    "En UBL, le test n'échoue jamais. En CII, il suffit qu'un des totaux de TVA soit juste.",
    "In UBL the test never fails. In CII it is enough that one of the VAT totals is right."}},
  {"en16931", "BR-S-01 BR-Z-01 BR-E-01 BR-AE-01 BR-IC-01 BR-G-01 BR-O-01 BR-AF-01 BR-AG-01", difference, {
    "En CII, le régime de taxe ne compte pas ; en UBL, seules les taxes de régime VAT comptent, sauf pour BR-S-01.",
    "In CII the tax scheme does not matter; in UBL only taxes of the scheme VAT count, but for BR-S-01."}},
  {"en16931", "BR-S-01 BR-AF-01 BR-AG-01", defect, {
    "En CII, une catégorie employée deux fois passe sans ventilation.",
    "In CII a category that is used twice passes without a breakdown."}},
  {"en16931", "BR-S-02", defect, {
    "En UBL, échoue aussi quand toutes les lignes de la catégorie sont d'un autre régime de taxe.",
    "In UBL it also fails when all lines of the category are of another tax scheme."}},
  {"en16931", "BR-AF-05 BR-AF-06 BR-AF-07", difference, {
    "En CII, le taux de l'IGIC (L) doit être positif ; en UBL il peut être nul.",
    "In CII the rate of IGIC (L) must be above zero; in UBL it may be zero."}},
  {"en16931", "BR-S-08", defect, {
    "La base peut s'écarter de moins d'une unité, et le test calcule cette limite en virgule flottante binaire. En UBL, dès qu'une remise ou des frais ont ce taux, une base qui oublie toutes les lignes passe aussi.",
    "The base may be off by less than one unit, and the test computes that limit in binary floating point. In UBL, once an allowance or charge has that rate, a base that leaves all lines out passes, too."}},
  {"en16931", "BR-AF-08 BR-AG-08", defect, {
    "En CII, le taux est cherché au mauvais endroit : le test n'échoue jamais. FACTEUR-VAT-BASE le dit.",
    "In CII the rate is looked for in the wrong place: the test never fails. FACTEUR-VAT-BASE says it."}},
  {"en16931", "BR-AF-09 BR-AG-09", defect, {
    "En CII, le test n'échoue jamais. FACTEUR-VAT-AMOUNT le dit.",
    "In CII the test never fails. FACTEUR-VAT-AMOUNT says it."}},
  {"en16931", "BR-Z-08 BR-E-08 BR-AE-08 BR-IC-08 BR-G-08", difference, {
    "En UBL, la base est exactement la somme ; en CII, elle peut s'en écarter de moins d'une unité.",
    "In UBL the base is exactly the sum; in CII it may be off by less than one unit."}},
  {"en16931", "BR-IC-11 BR-IC-12", difference, {
    "En CII, la présence des éléments suffit ; en UBL, leur texte a plus d'un caractère.",
    "In CII it is enough that the elements are there; in UBL their text has more than one character."}},
  {"en16931", "BR-O-11 BR-O-12 BR-O-13 BR-O-14", difference, {
    "En CII, les catégories de tout régime comptent, lignes et ventilations ensemble, remises et frais ensemble : ces règles échouent par deux.",
    "In CII categories of any tax scheme count, lines and breakdowns together, allowances and charges together: these rules fail in pairs."}},
  {"en16931", "BR-CL-01", difference, {
    "En UBL, un avoir a sa propre liste de types ; en CII, une seule liste vaut pour tous les documents.",
    "In UBL a credit note has a list of types of its own; in CII one list holds for all documents."}},
  {"en16931", "BR-CL-08", difference, {
    "En UBL, le sujet est lu dans le texte de la note, entre les deux premiers dièses, s'il a trois caractères.",
    "In UBL the subject is read from the text of the note, between its first two number signs, if it has three characters."}},
  {"en16931", "BR-CL-10 BR-CL-11 BR-CL-26", difference, {
    "En CII, la règle suit le nom de l'élément : BR-CL-11 tous les ram:ID, BR-CL-10 et BR-CL-26 les ram:GlobalID.",
    "In CII the rule follows the name of the element: BR-CL-11 all ram:ID, BR-CL-10 and BR-CL-26 ram:GlobalID."}},
  {"en16931", "BR-CL-14 BR-CL-15", difference, {
    "En CII, la liste des pays est d'une autre année : AN y est encore, SS n'y est pas.",
    "In CII the list of countries is of another year: AN is still in it, SS is not."}},
  {"en16931", "UBL-SR-19", defect, {
    "Le contexte officiel ne se trouve que dans le document, et compare aussi le nom du vendeur ; un bénéficiaire sans nom enfreint UBL-SR-19, -20 et -21 à la fois.",
    "The official context is found in the document only, and compares the seller's name, too; a payee without a name breaks UBL-SR-19, -20 and -21 at once."}},
  {"en16931", "UBL-CR-629 UBL-CR-630 UBL-CR-651 CII-SR-438 CII-DT-010 CII-DT-011 CII-DT-012", defect, {
    "Le chemin du test officiel ne mène nulle part : il n'échoue jamais.",
    "The path of the official test leads nowhere: it never fails."}},

  // French reform, flow 2
  {"fr-ctc", "BR-FR-03_BT-2 BR-FR-03_BT-7 BR-FR-03_BT-9 BR-FR-03_BT-26 BR-FR-03_BT-72 BR-FR-03_BT-73 BR-FR-03_BT-74 BR-FR-03_BT-134 BR-FR-03_BT-135 BR-FR-03_EXT-FR-FE-138 BR-FR-03_EXT-FR-FE-158", difference, {
    "En CII, ce qui suit les huit chiffres de la date n'est pas regardé.",
    "In CII, what follows the eight digits of the date is not looked at."}},
  {"fr-ctc", "BR-FR-09_BT-29 BR-FR-09_BT-46 BR-FR-09_BT-60 BR-FR-09_BT-71", defect, {
    "Seul le premier SIRET est regardé ; en CII, seulement dans ram:GlobalID.",
    "Only the first SIRET is looked at; in CII only in ram:GlobalID."}},
  {"fr-ctc", "BR-FR-09_EXT-FR-FE-146", defect, {
    "En UBL, le chemin officiel ne mène nulle part : la règle n'échoue jamais.",
    "In UBL the official path leads nowhere: the rule never fails."}},
  {"fr-ctc", "BR-FR-16_BT-152", defect, {
    "En UBL, les lignes des avoirs ne sont pas regardées. FACTEUR-BR-FR-16 le dit.",
    "In UBL the lines of credit notes are not looked at. FACTEUR-BR-FR-16 says it."}},
  {"fr-ctc", "BR-FR-16_BT-96 BR-FR-16_BT-103", defect, {
    "En UBL, BR-FR-16_BT-96 prend aussi les frais ; BR-FR-16_BT-103 n'échoue jamais.",
    "In UBL, BR-FR-16_BT-96 takes charges, too; BR-FR-16_BT-103 never fails."}},
  {"fr-ctc", "BR-FR-20_BT-21", difference, {
    "En UBL, les notes sont lues bout à bout : une note sans sujet après celle de BAR devient une partie du traitement. FACTEUR-BR-FR-20 le dit.",
    "In UBL notes are read end to end: one without a subject after that of BAR becomes a part of the treatment. FACTEUR-BR-FR-20 says it."}},
  {"fr-ctc", "BR-FR-22_BT-34", difference, {
    "En UBL, quel que soit le traitement demandé (BAR) ; en CII, seulement pour B2B.",
    "In UBL whatever treatment (BAR) is asked for; in CII only for B2B."}},
  {"fr-ctc", "BR-FR-27_BG-32 BR-FR-27_BT-160 BR-FR-27_EXT-FR-FE-159", defect, {
    "En UBL, les chemins officiels oublient la ligne : la règle n'échoue jamais. FACTEUR-BR-FR-27 le dit.",
    "In UBL the official paths miss the line: the rule never fails. FACTEUR-BR-FR-27 says it."}},
  {"fr-ctc", "BR-FR-30_BT-128 BR-FR-30_AFL BR-FR-30_AVV", defect, {
    "En CII, il manque un pas au chemin officiel : la règle n'échoue jamais.",
    "In CII the official path lacks a step: the rule never fails."}},
  {"fr-ctc", "BR-FR-CO-05_BT-3", difference, {
    "En UBL, demandée seulement des documents de racine CreditNote.",
    "In UBL asked only of documents whose root is CreditNote."}},
  {"fr-ctc", "BR-FR-CO-07_BT-9", difference, {
    "En UBL, l'échéance d'un avoir, écrite ailleurs, n'est pas regardée.",
    "In UBL the due date of a credit note, which stands elsewhere, is not looked at."}},
  {"fr-ctc", "BR-FR-DEC-01_BT-110 BR-FR-DEC-01_BT-111", defect, {
    "BR-FR-DEC-01_BT-110 prend aussi le total dans la devise de comptabilisation ; BR-FR-DEC-01_BT-111 n'échoue jamais.",
    "BR-FR-DEC-01_BT-110 takes the total in accounting currency, too; BR-FR-DEC-01_BT-111 never fails."}},
  {"fr-ctc", "BR-FR-08_BT-151-2", defect, {
    "L'id publié en UBL dit 08, mais la règle est de la famille 15 (en CII : BR-FR-15_BT-95_BT-151_LM).",
    "The id published for UBL says 08, but the rule is of family 15 (in CII: BR-FR-15_BT-95_BT-151_LM)."}},

  // EXTENDED-CTC-FR
  {"extended-ctc-fr", "BR-EXT-CL-07", defect, {
    "Le test officiel regarde un élément qui n'est jamais un contrat : il n'échoue jamais.",
    "The official test looks at an element that is never a contract: it never fails."}},
  {"extended-ctc-fr", "BR-CO-03 BR-45 BR-46 BR-47 BR-48", defect, {
    "En CII, les règles sur la base des catégories tiennent celle-ci à l'écart de leurs ventilations.",
    "In CII the rules about the base of the categories keep this one away from their breakdowns."}},

  // Life-cycle messages
  {"cdar", "BR-FR-CDV-01_MDG-3 BR-FR-CDV-04_MDG-4 BR-FR-CDV-05_MDG-9 BR-FR-CDV-06_MDT-21 BR-FR-CDV-10_MDT-87", defect, {
    "Le contexte du test officiel est l'élément même dont il demande la présence : il n'échoue jamais.",
    "The context of the official test is the very element whose presence it asks for: it never fails."}},
  {"cdar", "BR-FR-CDV-07_MDT-38_no", defect, {
    "Le test officiel est toujours vrai : il n'échoue jamais.",
    "The official test is always true: it never fails."}},
});
// clang-format on

bool names(std::string_view rules, std::string_view rule) {
  while (!rules.empty()) {
    const auto space = std::min(rules.find(' '), rules.size());
    if (rules.substr(0, space) == rule) return true;
    rules.remove_prefix(std::min(space + 1, rules.size()));
  }
  return false;
}

}  // namespace

std::vector<const Quirk*> quirks_of(std::string_view set, std::string_view rule) {
  std::vector<const Quirk*> found;
  for (const Quirk& quirk : quirks) {
    if (quirk.set == set && names(quirk.rules, rule)) found.push_back(&quirk);
  }
  return found;
}

std::string_view name(QuirkKind kind) {
  return kind == difference ? "difference" : "defect";
}

std::span<const Quirk> all_quirks() {
  return quirks;
}

}  // namespace facteur::formats
