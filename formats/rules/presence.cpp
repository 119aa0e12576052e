// Mandatory information: EN 16931-1, 6.4.1 (BR-01 .. BR-65) and the conditions of the same form
// (BR-CO-18 .. BR-CO-24).
//
// A row says: every `context` has `path`, or `otherwise`. `filled` asks for more than white space,
// `present` for the element alone: the official rules differ in this from rule to rule. `dated` is
// `filled`, in CII with a date in the form 102 (CCYYMMDD); `never_blank` is `filled` also where
// blanks fill (Manner). A context of Term::none is the document.
#include <algorithm>

#include "formats/rules/by_term.h"
#include "formats/rules/families.h"
#include "formats/rules/in.h"
#include "formats/rules/values.h"

namespace facteur::formats::en16931 {
namespace {

using enum Term;

enum class Ask : std::uint8_t { present, filled, never_blank, dated };

struct Row {
  std::string_view id;
  Term context;
  Ask ask;
  std::array<Term, 3> path;
  Term otherwise;
  std::array<Term, 4> terms;
  Sentence sentence;
  In in = In::both;
};

constexpr auto present = Ask::present;
constexpr auto filled = Ask::filled;
constexpr auto never_blank = Ask::never_blank;
constexpr auto dated = Ask::dated;

// clang-format off
constexpr auto rows = std::to_array<Row>({
  {"BR-01", none, filled, {BG_2, BT_24}, none, {BT_24},
   {"La facture indique la spécification qu'elle suit.", "An invoice names the specification that it follows."}},
  {"BR-02", none, filled, {BT_1}, none, {BT_1},
   {"La facture porte un numéro.", "An invoice has a number."}},
  {"BR-03", none, dated, {BT_2}, none, {BT_2},
   {"La facture porte sa date d'émission.", "An invoice has an issue date."}},
  {"BR-04", none, filled, {BT_3}, none, {BT_3},
   {"La facture indique son type (380 facture, 381 avoir…).", "An invoice states its type (380 invoice, 381 credit note…)."}},
  {"BR-05", none, filled, {BT_5}, none, {BT_5},
   {"La facture indique sa devise.", "An invoice states its currency."}},
  {"BR-06", none, filled, {BG_4, BT_27}, none, {BT_27, BG_4},
   {"La facture nomme le vendeur (raison sociale).", "An invoice names the seller (legal name)."}},
  {"BR-07", none, filled, {BG_7, BT_44}, none, {BT_44, BG_7},
   {"La facture nomme l'acheteur (raison sociale).", "An invoice names the buyer (legal name)."}},
  {"BR-08", none, present, {BG_4, BG_5}, none, {BG_5},
   {"La facture donne l'adresse postale du vendeur.", "An invoice gives the seller's postal address."}},
  {"BR-09", BG_5, filled, {BT_40}, none, {BT_40, BG_5},
   {"L'adresse du vendeur contient un code pays.", "The seller's address has a country code."}, In::ubl},
  {"BR-09", none, filled, {BG_4, BG_5, BT_40}, none, {BT_40, BG_5},
   {"L'adresse du vendeur contient un code pays.", "The seller's address has a country code."}, In::cii},
  {"BR-10", none, present, {BG_7, BG_8}, none, {BG_8},
   {"La facture donne l'adresse postale de l'acheteur.", "An invoice gives the buyer's postal address."}},
  {"BR-11", BG_8, filled, {BT_55}, none, {BT_55, BG_8},
   {"L'adresse de l'acheteur contient un code pays.", "The buyer's address has a country code."}, In::ubl},
  {"BR-11", none, filled, {BG_7, BG_8, BT_55}, none, {BT_55, BG_8},
   {"L'adresse de l'acheteur contient un code pays.", "The buyer's address has a country code."}, In::cii},
  {"BR-12", BG_22, present, {BT_106}, none, {BT_106},
   {"Les totaux contiennent la somme des montants nets de ligne.", "The totals have the sum of line net amounts."}},
  {"BR-13", BG_22, present, {BT_109}, none, {BT_109},
   {"Les totaux contiennent le montant total hors TVA.", "The totals have the invoice total without VAT."}},
  {"BR-14", BG_22, present, {BT_112}, none, {BT_112},
   {"Les totaux contiennent le montant total TTC.", "The totals have the invoice total with VAT."}},
  {"BR-15", BG_22, present, {BT_115}, none, {BT_115},
   {"Les totaux contiennent le montant à payer.", "The totals have the amount due for payment."}},
  {"BR-16", none, present, {BG_25}, none, {BG_25},
   {"La facture a au moins une ligne.", "An invoice has at least one line."}},
  {"BR-18", BG_11, never_blank, {BT_62}, none, {BT_62, BG_11},
   {"Le représentant fiscal du vendeur est nommé.", "The seller's tax representative is named."}},
  {"BR-19", BG_11, present, {BG_12}, none, {BG_12, BG_11},
   {"Le représentant fiscal du vendeur a une adresse postale.", "The seller's tax representative has a postal address."}},
  {"BR-20", BG_12, filled, {BT_69}, none, {BT_69, BG_12},
   {"L'adresse du représentant fiscal contient un code pays.", "The tax representative's address has a country code."}, In::ubl},
  {"BR-20", BG_11, never_blank, {BG_12, BT_69}, none, {BT_69, BG_12},
   {"L'adresse du représentant fiscal contient un code pays.", "The tax representative's address has a country code."}, In::cii},
  {"BR-21", BG_25, filled, {BT_126}, none, {BT_126, BG_25},
   {"Chaque ligne porte un identifiant.", "Each line has an identifier."}},
  {"BR-22", BG_25, present, {BT_129}, none, {BT_129, BG_25},
   {"Chaque ligne porte une quantité facturée.", "Each line has an invoiced quantity."}},
  {"BR-24", BG_25, present, {BT_131}, none, {BT_131, BG_25},
   {"Chaque ligne porte un montant net.", "Each line has a net amount."}},
  {"BR-25", BG_25, filled, {BG_31, BT_153}, none, {BT_153, BG_25},
   {"Chaque ligne nomme l'article.", "Each line names its item."}},
  {"BR-26", BG_25, present, {BG_29, BT_146}, none, {BT_146, BG_25},
   {"Chaque ligne porte le prix net de l'article.", "Each line has the item's net price."}},
  {"BR-31", BG_20, present, {BT_92}, none, {BT_92, BG_20},
   {"Chaque remise au niveau du document a un montant.", "Each document level allowance has an amount."}},
  {"BR-33", BG_20, present, {BT_97}, BT_98, {BT_97, BT_98, BG_20},
   {"Chaque remise au niveau du document a un motif ou un code de motif.", "Each document level allowance has a reason or a reason code."}},
  {"BR-36", BG_21, present, {BT_99}, none, {BT_99, BG_21},
   {"Chaque charge ou frais au niveau du document a un montant.", "Each document level charge has an amount."}},
  {"BR-38", BG_21, present, {BT_104}, BT_105, {BT_104, BT_105, BG_21},
   {"Chaque charge ou frais au niveau du document a un motif ou un code de motif.", "Each document level charge has a reason or a reason code."}},
  {"BR-41", BG_27, present, {BT_136}, none, {BT_136, BG_27},
   {"Chaque remise de ligne a un montant.", "Each line allowance has an amount."}},
  {"BR-42", BG_27, present, {BT_139}, BT_140, {BT_139, BT_140, BG_27},
   {"Chaque remise de ligne a un motif ou un code de motif.", "Each line allowance has a reason or a reason code."}},
  {"BR-43", BG_28, present, {BT_141}, none, {BT_141, BG_28},
   {"Chaque charge ou frais de ligne a un montant.", "Each line charge has an amount."}},
  {"BR-44", BG_28, present, {BT_144}, BT_145, {BT_144, BT_145, BG_28},
   {"Chaque charge ou frais de ligne a un motif ou un code de motif.", "Each line charge has a reason or a reason code."}},
  {"BR-45", BG_23, present, {BT_116}, none, {BT_116, BG_23},
   {"Chaque ligne de la ventilation de TVA a une base d'imposition.", "Each VAT breakdown has a taxable amount."}},
  {"BR-46", BG_23, present, {BT_117}, none, {BT_117, BG_23},
   {"Chaque ligne de la ventilation de TVA a un montant de TVA.", "Each VAT breakdown has a VAT amount."}},
  {"BR-49", BG_16, present, {BT_81}, none, {BT_81, BG_16},
   {"Les instructions de paiement indiquent le moyen de paiement.", "Payment instructions state the means of payment."}},
  {"BR-52", BG_24, filled, {BT_122}, none, {BT_122, BG_24},
   {"Chaque document justificatif a une référence.", "Each supporting document has a reference."}},
  {"BR-55", BG_3, present, {BT_25}, none, {BT_25, BG_3},
   {"Chaque renvoi à une facture antérieure en donne le numéro.", "Each reference to a preceding invoice gives its number."}, In::ubl},
  {"BR-55", BG_3, filled, {BT_25}, none, {BT_25, BG_3},
   {"Chaque renvoi à une facture antérieure en donne le numéro.", "Each reference to a preceding invoice gives its number."}, In::cii},
  {"BR-56", BG_11, present, {BT_63}, none, {BT_63, BG_11},
   {"Le représentant fiscal a un numéro de TVA.", "The tax representative has a VAT identifier."}, In::ubl},
  {"BR-56", BG_11, filled, {BT_63}, none, {BT_63, BG_11},
   {"Le représentant fiscal a un numéro de TVA.", "The tax representative has a VAT identifier."}, In::cii},
  {"BR-57", BG_15, present, {BT_80}, none, {BT_80, BG_15},
   {"L'adresse de livraison contient un code pays.", "The deliver-to address has a country code."}, In::ubl},
  {"BR-57", BG_15, filled, {BT_80}, none, {BT_80, BG_15},
   {"L'adresse de livraison contient un code pays.", "The deliver-to address has a country code."}, In::cii},
  {"BR-CO-20", BG_26, present, {BT_134}, BT_135, {BT_134, BT_135, BG_26},
   {"Une période de facturation de ligne a un début ou une fin.", "A line period has a start or an end date."}},
  {"BR-CO-21", BG_20, present, {BT_97}, BT_98, {BT_97, BT_98, BG_20},
   {"Une remise au niveau du document s'explique par un motif, un code, ou les deux.", "A document level allowance is explained by a reason, a code, or both."}},
  {"BR-CO-22", BG_21, present, {BT_104}, BT_105, {BT_104, BT_105, BG_21},
   {"Une charge au niveau du document s'explique par un motif, un code, ou les deux.", "A document level charge is explained by a reason, a code, or both."}},
  {"BR-CO-23", BG_27, present, {BT_139}, BT_140, {BT_139, BT_140, BG_27},
   {"Une remise de ligne s'explique par un motif, un code, ou les deux.", "A line allowance is explained by a reason, a code, or both."}},
  {"BR-CO-24", BG_28, present, {BT_144}, BT_145, {BT_144, BT_145, BG_28},
   {"Une charge de ligne s'explique par un motif, un code, ou les deux.", "A line charge is explained by a reason, a code, or both."}},
});
// clang-format on

constexpr auto rules = [] {
  std::array<Rule, rows.size()> result{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    result[i] = {rows[i].id, Severity::fatal, rows[i].terms, rows[i].sentence};
  }
  return result;
}();

constexpr ByTerm<rows.size()> rows_of(rows, [](const Row& row) { return row.context; });

Node at_end_of_path(const Row& row, Node context) {
  for (const Term term : row.path) {
    if (term == none || !context) break;
    context = context.first(term);
  }
  return context;
}

bool satisfies(Ask ask, Node found, const Manner& manner) {
  if (ask == present) return true;
  const bool readable =
      ask != dated || !is_cii(found) || found.attribute(Attribute::format) == "102";
  const bool blank_fills = manner.white_space_fills && ask != never_blank;
  return readable && (blank_fills ? !found.text().empty() : !is_blank(found));
}

// The last term of the path: what stands before it only leads there.
Term wanted(const Row& row) {
  Term last = none;
  for (const Term term : row.path) last = term == none ? last : term;
  return last;
}

}  // namespace

void list_presence_rules(Rules& list) {
  for (const Rule& rule : rules) {
    const bool listed = !list.empty() && list.back()->id == rule.id;  // once for both syntaxes
    if (!listed) list.push_back(&rule);
  }
}

void check_presence(Node node, const Manner& manner, Report& report) {
  const bool unbound = node.term() == none && node.index() != 0;  // an element without a meaning
  if (unbound || node.implied()) return;
  rows_of.each(node.term(), [&](std::size_t number) {
    const Row& row = rows[number];
    if (!applies(row.in, node)) return;
    const Node found = at_end_of_path(row, node);
    const bool there = found && satisfies(row.ask, found, manner);
    if (!there && !(row.otherwise != none && node.first(row.otherwise))) {
      report.add_missing(rules[number], node, wanted(row), row.otherwise);
    } else if (row.ask != present && !manner.white_space_fills && found.next()) {
      report.add(rules[number], found.next(),
                 {"Cette information est donnée plusieurs fois.", "It is given several times."});
    }
  });
}

}  // namespace facteur::formats::en16931
