// Sums: EN 16931-1, 6.4.3 (BR-CO-10 .. BR-CO-17) and the totals in the accounting currency (BR-53).
//
// The official tests compare decimals exactly, after round(x * 10 * 10) div 100 on the computed
// side. Those of UBL and CII differ in details, which are said where they are.
#include <algorithm>
#include <vector>

#include "formats/rules/binary_step.h"
#include "formats/rules/families.h"
#include "formats/rules/in.h"
#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"

namespace facteur::formats::en16931 {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

// clang-format off
constexpr Rule br_53{"BR-53", fatal, {BT_111, BT_6}, {"Si une devise de comptabilisation de la TVA est donnée, le total de TVA dans cette devise l'est aussi.", "Where a VAT accounting currency is given, so is the VAT total in that currency."}};
constexpr Rule br_co_10{"BR-CO-10", fatal, {BT_106, BT_131}, {"La somme des montants nets de ligne est celle des lignes.", "The sum of line net amounts is that of the lines."}};
constexpr Rule br_co_11{"BR-CO-11", fatal, {BT_107, BT_92}, {"Le total des remises est la somme des remises au niveau du document.", "The total of allowances is the sum of the document level allowances."}};
constexpr Rule br_co_12{"BR-CO-12", fatal, {BT_108, BT_99}, {"Le total des frais est la somme des frais au niveau du document.", "The total of charges is the sum of the document level charges."}};
constexpr Rule br_co_13{"BR-CO-13", fatal, {BT_109, BT_106, BT_107, BT_108}, {"Total hors TVA = lignes − remises + frais.", "Total without VAT = lines − allowances + charges."}};
constexpr Rule br_co_14{"BR-CO-14", fatal, {BT_110, BT_117}, {"Le total de TVA est la somme des TVA par catégorie et taux.", "The VAT total is the sum of the VAT by category and rate."}};
constexpr Rule br_co_15{"BR-CO-15", fatal, {BT_112, BT_109, BT_110}, {"Total TTC = total hors TVA + total de TVA, ce dernier donné une fois et une seule dans la devise de la facture.", "Total with VAT = total without VAT + VAT total, the latter given exactly once in the invoice currency."}};
constexpr Rule br_co_16{"BR-CO-16", fatal, {BT_115, BT_112, BT_113, BT_114}, {"Montant à payer = total TTC − montant déjà payé + arrondi.", "Amount due = total with VAT − amount paid + rounding."}};
constexpr Rule br_co_17{"BR-CO-17", fatal, {BT_117, BT_116, BT_119}, {"TVA d'une catégorie = base × taux, à moins d'une unité près.", "VAT of a category = taxable amount × rate, within one unit."}};
constexpr Rule br_dec_13{"BR-DEC-13", fatal, {BT_110}, {"Un montant a au plus deux décimales.", "An amount has at most two decimals."}};
constexpr Rule br_dec_15{"BR-DEC-15", fatal, {BT_111}, {"Un montant a au plus deux décimales.", "An amount has at most two decimals."}};
// clang-format on

void check_sum(const Rule& rule, Node totals, Term term, bool any, const MaybeDecimal& sum,
               std::string_view is, std::string_view should_be, Report& report) {
  const Node stated = totals.first(term);
  if (!stated && !any) return;
  const MaybeDecimal value = decimal_of(stated);
  const bool in_binary = is_cii(totals) && term != BT_106;
  const bool negative = any ? is_binary_negative_zero(stated) : is_negative_zero(stated);
  if (equal(value, rounded(sum)) && !(in_binary && negative)) return;
  report.add_equation(rule, stated ? stated : totals, {is, value}, {should_be, rounded(sum)});
}

// BR-CO-13. Without allowances and charges UBL compares the two amounts as they are.
void check_total_without_vat(Node totals, Report& report) {
  const MaybeDecimal lines = decimal_of(totals.first(BT_106));
  const Node allowances = totals.first(BT_107);
  const Node charges = totals.first(BT_108);
  MaybeDecimal sum = lines;
  if (charges) sum = sum + decimal_of(charges);
  if (allowances) sum = sum - decimal_of(allowances);
  if (allowances || charges || is_cii(totals)) sum = rounded(sum);
  const Node total = totals.first(BT_109);
  if (equal(decimal_of(total), sum)) return;
  report.add_equation(br_co_13, total ? total : totals, {"BT-109", decimal_of(total)},
                      {"BT-106 − BT-107 + BT-108", sum});
}

// BR-CO-16. UBL rounds a side only where something is subtracted from it, CII never.
void check_amount_due(Node totals, Report& report) {
  const auto difference = [&](const MaybeDecimal& from, Node taken) {
    const MaybeDecimal left = from - decimal_of(taken);
    return is_cii(totals) ? left : rounded(left);
  };
  const Node due = totals.first(BT_115);
  const Node rounding = totals.first(BT_114);
  const Node paid = totals.first(BT_113);
  MaybeDecimal left = decimal_of(due);
  if (rounding) left = difference(left, rounding);
  MaybeDecimal right = decimal_of(totals.first(BT_112));
  if (paid) right = difference(right, paid);
  if (equal(left, right)) return;
  report.add_equation(br_co_16, due ? due : totals, {rounding ? "BT-115 − BT-114" : "BT-115", left},
                      {paid ? "BT-112 − BT-113" : "BT-112", right});
}

// The VAT totals of the document, whatever their currency.
template <typename Visit>
void each_vat_total(Node totals, Visit visit) {
  for (const Node total : each(totals, BT_110)) visit(total);
  for (const Node total : each(totals, BT_111)) visit(total);
}

// BR-CO-15. Currencies are compared as they are written. CII lets pass a total that is the same
// with and without VAT, whatever the VAT.
void check_total_with_vat(Node root, Node totals, Report& report) {
  const Node currency = root.first(BT_5);
  if (!currency) return;
  unsigned found = 0;
  Node vat;
  each_vat_total(totals, [&](Node total) {
    if (total.attribute(Attribute::currency) != currency.text()) return;
    ++found;
    vat = total;
  });
  const Node with_vat = totals.first(BT_112);
  const MaybeDecimal value = decimal_of(with_vat);
  const MaybeDecimal sum = rounded(decimal_of(totals.first(BT_109)) + decimal_of(vat));
  if (found == 1 && equal(value, sum)) return;
  if (is_cii(root) && equal(value, decimal_of(totals.first(BT_109)))) return;
  const Node place = with_vat ? with_vat : root;
  if (found > 1) {
    report.add(br_co_15, place,
               {"BT-110 est donné plusieurs fois dans la devise de la facture.",
                "BT-110 is given several times in the invoice currency."});
    return;
  }
  report.add_equation(br_co_15, place, {"BT-112", value}, {"BT-109 + BT-110", sum});
}

// UBL is content with the VAT of a line, too.
bool line_has_vat_in(Node root, std::string_view currency) {
  for (const Node line : each(root, BG_25)) {
    for (const Term term : {EXT_FR_FE_181, EXT_FR_FE_182}) {
      for (const Node vat : each(line, term)) {
        if (vat.attribute(Attribute::currency) == currency) return true;
      }
    }
  }
  return false;
}

void check_accounting_currency(Node root, Node totals, Report& report) {
  const Node currency = root.first(BT_6);
  if (!currency) return;
  bool found = false;
  each_vat_total(totals, [&](Node total) {
    found = found || total.attribute(Attribute::currency) == currency.text();
  });
  if (!is_cii(root)) found = found || line_has_vat_in(root, currency.text());
  // CII: the two currencies are not the same.
  const bool same = is_cii(root) && currency.text() == root.text(BT_5);
  if (same || !found) report.add_missing(br_53, currency, BT_111);
}

// BR-DEC-13, BR-DEC-15. Those of UBL never fail. Those of CII ask whether any of the totals is
// right: in `currency` with two decimals, or in another currency; without a currency all are.
void check_vat_decimals(const Rule& rule, Node totals, Node currency, bool other_passes,
                        Report& report) {
  bool any = false, passes = !currency;
  each_vat_total(totals, [&](Node total) {
    any = true;
    const MaybeDecimal value = decimal_of(total);
    const bool meant = total.attribute(Attribute::currency) == currency.text();
    passes = passes || (meant ? equal(value, rounded(value)) : other_passes);
  });
  if (any && !passes) report.add(rule, totals);
}

// BR-CO-14 in CII: the total in the currency of the invoice is the sum of all breakdowns.
void check_vat_total(Node root, Node totals, Report& report) {
  std::vector<Decimal> amounts;
  bool readable = true, negative = true;
  for (const Node breakdown : each(root, BG_23)) {
    for (const Node amount : each(breakdown, BT_117)) {
      const MaybeDecimal value = decimal_of(amount);
      value ? amounts.push_back(*value) : static_cast<void>(readable = false);
      negative = negative && is_binary_negative_zero(amount);
    }
  }
  const MaybeDecimal sum =
      readable ? rounded_binary_sum(amounts, Scaling::ten_by_ten) : std::nullopt;
  for (const Node total : each(totals, BT_110)) {
    const bool same_sign =
        amounts.empty() ? !is_negative_zero(total) : negative == is_binary_negative_zero(total);
    const MaybeDecimal value = decimal_of(total);
    if (equal(value, sum) && (!value->is_zero() || same_sign)) continue;
    report.add_equation(br_co_14, total, {"BT-110", value}, {"Σ BT-117", sum});
  }
}

// BR-CO-14 in UBL, for each VAT total: its breakdowns stand in the same element, after it.
void check_vat_totals(Node root, Node totals, Report& report) {
  struct Total {
    Node node;
    MaybeDecimal sum = Decimal();
    bool any = false;
  };
  std::vector<Total> all;
  each_vat_total(totals, [&](Node total) { all.push_back({total}); });
  std::sort(all.begin(), all.end(), [](const Total& a, const Total& b) {
    return a.node.index() < b.node.index();  // document order
  });
  auto total = all.begin();
  for (const Node breakdown : each(root, BG_23)) {
    while (total != all.end() && !total->node.beside(breakdown)) ++total;
    if (total == all.end()) break;
    total->any = true;
    if (const Node amount = breakdown.first(BT_117)) total->sum = total->sum + decimal_of(amount);
  }
  for (const Total& t : all) {
    if (!t.any || equal(decimal_of(t.node), rounded(t.sum))) continue;
    report.add_equation(br_co_14, t.node, {"BT-110", decimal_of(t.node)},
                        {"Σ BT-117", rounded(t.sum)});
  }
}

// BR-CO-17. A rate counts when its tax scheme is VAT. Whether it is zero is decided after rounding
// it to a whole number, and so is the VAT that a rate of zero allows. In CII the VAT may be off by
// one unit, in UBL by less.
bool vat_follows_rate(Node breakdown) {
  const MaybeDecimal vat = decimal_of(breakdown.first(BT_117));
  if (!vat) return false;
  const bool no_vat = vat->round_xpath(0).is_zero();
  const TaxCategory category = tax_category(breakdown);
  if (!category.rate || !category.is_vat_loosely()) return no_vat;
  const MaybeDecimal rate = decimal_of(category.rate);
  const MaybeDecimal base = decimal_of(breakdown.first(BT_116));
  if (!rate) return false;
  if (rate->round_xpath(0).is_zero()) return no_vat;
  if (!base) return false;
  const MaybeDecimal computed = rounded(base->absolute() * *rate * Decimal(1, 2));
  const MaybeDecimal gap = MaybeDecimal(vat->absolute()) - computed;
  return within_one(vat->absolute(), computed) ||
         (is_cii(breakdown) && gap && gap->absolute() == Decimal(1));
}

void check_vat_amount(Node breakdown, const Manner& manner, Report& report) {
  const bool asked = manner.every_breakdown || !escapes_general_rules(breakdown);
  if (!asked || vat_follows_rate(breakdown)) return;
  const MaybeDecimal base = decimal_of(breakdown.first(BT_116));
  const MaybeDecimal rate = decimal_of(breakdown.first(BT_119));
  const Node vat = breakdown.first(BT_117);
  report.add_equation(br_co_17, vat ? vat : breakdown, {"BT-117", decimal_of(vat)},
                      {"BT-116 × BT-119 %", rounded(base * rate * Decimal(1, 2))});
}

// What a total is compared with, before rounding: CII adds up in binary.
MaybeDecimal computed_total(Node root, Term group, Term term, const MaybeDecimal& exact) {
  const bool between_cents = exact && exact->scale() > 2;
  if (!between_cents || !is_cii(root)) return exact;
  std::vector<Decimal> amounts;
  for (const Node node : each(root, group)) {
    if (const auto amount = decimal_of(node.first(term))) amounts.push_back(*amount);
  }
  return rounded_binary_sum(amounts, term == BT_131 ? Scaling::decimal : Scaling::ten_by_ten);
}

}  // namespace

void list_total_rules(Rules& list) {
  for (const Rule* rule : {&br_53, &br_co_10, &br_co_11, &br_co_12, &br_co_13, &br_co_14, &br_co_15,
                           &br_co_16, &br_co_17, &br_dec_13, &br_dec_15}) {
    list.push_back(rule);
  }
}

void check_totals(Node root, const VatFacts& facts, const Manner& manner, Report& report) {
  const Node totals = root.first(BG_22);
  if (totals) {
    check_sum(br_co_10, totals, BT_106, true, computed_total(root, BG_25, BT_131, facts.line_total),
              "BT-106", "Σ BT-131", report);
    check_sum(br_co_11, totals, BT_107, facts.has_allowances,
              computed_total(root, BG_20, BT_92, facts.allowance_total), "BT-107", "Σ BT-92",
              report);
    check_sum(br_co_12, totals, BT_108, facts.has_charges,
              computed_total(root, BG_21, BT_99, facts.charge_total), "BT-108", "Σ BT-99", report);
    check_total_without_vat(totals, report);
    check_amount_due(totals, report);
    if (is_cii(root)) {
      check_vat_total(root, totals, report);
      check_vat_decimals(br_dec_13, totals, root.first(BT_5), true, report);
      check_vat_decimals(br_dec_15, totals, root.first(BT_6), false, report);
    } else {
      check_vat_totals(root, totals, report);
    }
  }
  if (totals || !manner.only_totals_add_up) check_total_with_vat(root, totals, report);
  if (totals || !is_cii(root)) check_accounting_currency(root, totals, report);
  for (const Node breakdown : each(root, BG_23)) check_vat_amount(breakdown, manner, report);
}

}  // namespace facteur::formats::en16931
