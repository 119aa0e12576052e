// Totals that do not follow from what they are totals of: to the cent, where some official rules
// let cents pass or leave a case out, and in every profile.
#include "formats/rules/own.h"
#include "formats/rules/sub_lines.h"
#include "formats/rules/values.h"
#include "formats/typed.h"

namespace facteur::formats::own {
namespace {

using enum Term;

// clang-format off
constexpr Rule of_lines = warning("FACTEUR-TOTAL-LINES", {BT_106, BT_131},
  {"Somme des lignes = somme des montants nets des lignes comptées, au centime.", "Sum of lines = net amounts of the lines that count, to the cent."});
constexpr Rule of_allowances = warning("FACTEUR-TOTAL-ALLOWANCES", {BT_107, BT_92},
  {"Somme des remises = somme des remises du document, au centime.", "Sum of allowances = allowances of the document, to the cent."});
constexpr Rule of_charges = warning("FACTEUR-TOTAL-CHARGES", {BT_108, BT_99},
  {"Somme des frais = somme des frais du document, au centime.", "Sum of charges = charges of the document, to the cent."});
constexpr Rule without_vat = warning("FACTEUR-TOTAL-WITHOUT-VAT", {BT_109, BT_106, BT_107, BT_108},
  {"Total hors TVA = lignes − remises + frais, au centime.", "Total without VAT = lines − allowances + charges, to the cent."});
constexpr Rule of_vat = warning("FACTEUR-TOTAL-VAT", {BT_110, BT_117},
  {"Total de TVA = somme des TVA de la ventilation, au centime.", "VAT total = VAT amounts of the breakdown, to the cent."});
constexpr Rule with_vat = warning("FACTEUR-TOTAL-WITH-VAT", {BT_112, BT_109, BT_110},
  {"Total TTC = total hors TVA + total de TVA, au centime.", "Total with VAT = total without VAT + VAT total, to the cent."});
constexpr Rule amount_due = warning("FACTEUR-AMOUNT-DUE", {BT_115, BT_112, BT_113, BT_114},
  {"Net à payer = total TTC − montant déjà payé + arrondi, au centime.", "Amount due = total with VAT − amount paid + rounding, to the cent."});
constexpr Rule negative = warning("FACTEUR-NEGATIVE", {BT_112, BT_3},
  {"Le total d'une facture n'est pas négatif : ce que le vendeur doit se dit par un avoir (381), aux montants positifs.",
   "The total of an invoice is not negative: what the seller owes is said by a credit note (381), with positive amounts."});
// clang-format on

struct Sum {
  MaybeDecimal value = Decimal();
  bool any = false;

  void add(Node amount) {
    any = true;
    value = value + decimal_of(amount);
  }
};

Sum sum_of(Node root, Term group, Term amount) {
  Sum sum;
  for (const Node part : each(root, group)) sum.add(part.first(amount));
  return sum;
}

Sum sum_of_lines(Node root) {
  Sum sum;
  for (const Node line : each(root, BG_25)) {
    if (is_counted(line)) sum.add(line.first(BT_131));
  }
  return sum;
}

// What CII of Factur-X EXTENDED has beside the charges of the core.
Sum sum_of_charges(Node root) {
  Sum sum = sum_of(root, BG_21, BT_99);
  for (const Node amount : each(root, logistics_amount)) sum.add(amount);
  return sum;
}

// The breakdown in the currency of the invoice: UBL may repeat it in that of the accounts.
Sum sum_of_vat(Node root) {
  const std::string_view currency = code(root.first(BT_5));
  Sum sum;
  for (const Node breakdown : each(root, BG_23)) {
    const Node vat = breakdown.first(BT_117);
    const auto amount = money(vat);
    if (!amount || amount->currency == currency) sum.add(vat);
  }
  return sum;
}

// Both sides have to be there: that something is missing is for other rules to say.
void check_equal(const Rule& rule, Node stated, std::string_view should_be,
                 const MaybeDecimal& computed, Report& report) {
  const MaybeDecimal value = decimal_of(stated);
  if (!differ(value, computed) || !is_news(report, rule.terms[0], stated)) return;
  report.add_equation(rule, stated, {name(rule.terms[0]), value}, {should_be, computed});
}

// An amount that may be left out counts as nothing.
MaybeDecimal or_zero(Node amount) {
  return amount ? decimal_of(amount) : MaybeDecimal(Decimal());
}

// Factur-X MINIMUM has no line total, and leaves out what ties the totals together.
void check_sums(Node root, Node totals, Report& report) {
  const Node lines = totals.first(BT_106);
  if (!lines) return;
  const Node allowances = totals.first(BT_107), charges = totals.first(BT_108);
  const Sum of_each_line = sum_of_lines(root);
  if (of_each_line.any) check_equal(of_lines, lines, "Σ BT-131", of_each_line.value, report);
  check_equal(of_allowances, allowances, "Σ BT-92", sum_of(root, BG_20, BT_92).value, report);
  check_equal(of_charges, charges, "Σ BT-99", sum_of_charges(root).value, report);
  check_equal(without_vat, totals.first(BT_109), "BT-106 − BT-107 + BT-108",
              decimal_of(lines) - or_zero(allowances) + or_zero(charges), report);

  MaybeDecimal due = decimal_of(totals.first(BT_112)) - or_zero(totals.first(BT_113)) +
                     or_zero(totals.first(BT_114)) + sum_of(root, BG_DEX_09, BT_DEX_002).value;
  for (const Node amount : each(root, adjustment_amount)) due = due + decimal_of(amount);
  check_equal(amount_due, totals.first(BT_115), "BT-112 − BT-113 + BT-114", due, report);
}

void check_with_vat(Node root, Node totals, Report& report) {
  const Node vat = totals.first(BT_110);
  if (!vat || vat.next()) return;
  const Sum of_breakdown = sum_of_vat(root);
  if (of_breakdown.any) check_equal(of_vat, vat, "Σ BT-117", of_breakdown.value, report);
  check_equal(with_vat, totals.first(BT_112), "BT-109 + BT-110",
              decimal_of(totals.first(BT_109)) + decimal_of(vat), report);
}

// Only of what asks for the price of something sold: a corrected invoice may state a difference, a
// final or metered one may find that too much was paid.
void check_sign(Node root, Node totals, Report& report) {
  const std::string_view type = code(root.first(BT_3));
  const bool owed_to_seller = type == "380" || type == "389" || type == "393" || type == "501";
  const Node total = totals.first(BT_112);
  const MaybeDecimal value = decimal_of(total);
  if (owed_to_seller && value && value->is_negative() && is_news(report, BT_112, total)) {
    report.add_value(negative, total, total.text());
  }
}

}  // namespace

void list_total_rules(Rules& list) {
  list.insert(list.end(), {&of_lines, &of_allowances, &of_charges, &without_vat, &of_vat, &with_vat,
                           &amount_due, &negative});
}

void check_totals(Node root, Report& report) {
  const Node totals = root.first(BG_22);
  if (!totals) return;
  check_sums(root, totals, report);
  check_with_vat(root, totals, report);
  check_sign(root, totals, report);
}

}  // namespace facteur::formats::own
