// Sums of EXTENDED-CTC-FR. A stated sum may stray from the computed one by 0.01 for each amount in
// it.
//
// Where the official tests compute in binary floating point, and so decide by a rounding error
// whether a sum that strays exactly as far as it may passes, binary_step.h says which.
#include "formats/rules/binary_step.h"
#include "formats/rules/extended.h"
#include "formats/rules/sub_lines.h"
#include "formats/rules/values.h"

namespace facteur::formats::extended {
namespace {

using enum Term;

// clang-format off
constexpr TwoRules co_10 = named("BR-FREXT-CO-10", {BT_106, BT_131}, {"La somme des montants nets de ligne est celle des lignes comptées, à 0,01 près par ligne.", "The sum of line net amounts is that of the lines that count, give or take 0.01 a line."});
constexpr TwoRules co_11 = named("BR-FREXT-CO-11", {BT_107, BT_92}, {"Le total des remises est leur somme, à 0,01 près par remise.", "The total of allowances is their sum, give or take 0.01 an allowance."});
constexpr TwoRules co_12 = named("BR-FREXT-CO-12", {BT_108, BT_99}, {"Le total des frais est leur somme, à 0,01 près par frais.", "The total of charges is their sum, give or take 0.01 a charge."});
constexpr TwoRules co_13 = named("BR-FREXT-CO-13", {BT_109, BT_131, BT_92, BT_99}, {"Total hors TVA = lignes comptées − remises + frais, à 0,01 près par montant.", "Total without VAT = lines that count − allowances + charges, give or take 0.01 an amount."});
constexpr TwoRules co_15 = named("BR-FREXT-CO-15", {BT_112, BT_109, BT_110}, {"Total TTC = total hors TVA + total de TVA, à 0,01 près par ligne, remise et frais.", "Total with VAT = total without VAT + VAT total, give or take 0.01 for each line, allowance and charge."});
// clang-format on

struct Sum {
  MaybeDecimal value = Decimal();
  std::int64_t amounts = 0;
  std::int64_t groups = 0;  // with or without an amount

  void add(Node group, Term term) {
    ++groups;
    const Node amount = group.first(term);
    if (!amount) return;
    value = value + decimal_of(amount);
    ++amounts;
  }
};

// CII has charges of another kind, for logistics.
Sum logistics(Node root) {
  Sum sum;
  for (Node charge = root.first(logistics_charge); charge; charge = charge.next()) ++sum.groups;
  for (const Node amount : each(root, logistics_amount)) sum.value = sum.value + decimal_of(amount);
  return sum;
}

struct Sums {
  explicit Sums(Node root) {
    for (const Node line : each(root, BG_25)) {
      ++all_lines;
      if (is_counted(line)) lines.add(line, BT_131);
    }
    for (const Node group : each(root, BG_20)) allowances.add(group, BT_92);
    for (const Node group : each(root, BG_21)) charges.add(group, BT_99);
    logistics = extended::logistics(root);
    counted_lines = is_cii(root) ? lines.groups : lines.amounts;
  }
  std::int64_t in_all() const {
    return counted_lines + allowances.groups + charges.groups + logistics.groups;
  }

  Sum lines, allowances, charges, logistics;
  std::int64_t all_lines = 0, counted_lines = 0;
};

void report_sum(const TwoRules& rule, Node totals, Term term, const MaybeDecimal& computed,
                std::string_view is, std::string_view should_be, Report& report) {
  const Node stated = totals.first(term);
  report.add_equation(rule.in(totals), stated ? stated : totals, {is, decimal_of(stated)},
                      {should_be, computed});
}

// UBL adds up in binary, which matters where the sum lies between two cents.
MaybeDecimal as_added(Node totals, const Sum& sum, Term group, Term term) {
  const MaybeDecimal computed = rounded(sum.value);
  if (is_cii(totals)) return computed;
  if (!sum.value || sum.value->scale() <= 2) return in_binary64(computed);
  std::vector<Decimal> amounts;
  for (const Node node : each(totals.parent(), group)) {
    if (const auto amount = decimal_of(node.first(term))) amounts.push_back(*amount);
  }
  return in_binary64(rounded_binary_sum(amounts, Scaling::hundred));
}

void check_allowances(Node totals, const Sums& sums, Report& report) {
  const Node stated = totals.first(BT_107);
  if (!stated && sums.allowances.groups == 0) return;
  const MaybeDecimal gap = decimal_of(stated) - as_added(totals, sums.allowances, BG_20, BT_92);
  if (within_cents(gap, sums.allowances.groups)) return;
  report_sum(co_11, totals, BT_107, rounded(sums.allowances.value), "BT-107", "Σ BT-92", report);
}

void check_charges(Node totals, const Sums& sums, Report& report) {
  const Node stated = totals.first(BT_108);
  if (!stated && sums.charges.groups == 0) return;
  const MaybeDecimal computed =
      as_added(totals, sums.charges, BG_21, BT_99) + rounded(sums.logistics.value);
  if (within_cents(decimal_of(stated) - computed, sums.charges.groups + sums.logistics.groups))
    return;
  report_sum(co_12, totals, BT_108, rounded(computed), "BT-108", "Σ BT-99", report);
}

void check_lines_total(Node totals, const Sums& sums, Report& report) {
  const Node stated = totals.first(BT_106);
  const MaybeDecimal value = decimal_of(stated), computed = rounded(sums.lines.value);
  const MaybeDecimal gap = value - computed;
  const MaybeDecimal distance = gap ? MaybeDecimal(gap->absolute()) : std::nullopt;
  const bool cii = is_cii(totals);
  // CII allows for the lines that do not count too.
  if (within_cents(cii ? distance : rounded(distance), cii ? sums.all_lines : sums.counted_lines))
    return;
  report.add_equation(co_10.in(totals), stated ? stated : totals, {"BT-106", value},
                      {"Σ BT-131", computed});
}

void check_total_without_vat(Node totals, const Sums& sums, Report& report) {
  const Node stated = totals.first(BT_109);
  const MaybeDecimal value = decimal_of(stated), lines = rounded(sums.lines.value);
  const MaybeDecimal allowances = rounded(sums.allowances.value);
  const MaybeDecimal charges = rounded(sums.charges.value);
  MaybeDecimal gap;
  if (is_cii(totals)) {
    gap = value - lines + in_binary64(allowances) - in_binary64(charges) -
          in_binary64(rounded(sums.logistics.value));
  } else if (const MaybeDecimal exact = value - lines + allowances - charges) {
    gap = rounded(exact->absolute());
  }
  if (within_cents(gap, sums.in_all())) return;
  report.add_equation(co_13.in(totals), stated ? stated : totals, {"BT-109", value},
                      {"Σ BT-131 − Σ BT-92 + Σ BT-99", lines - allowances + charges});
}

// UBL asks it only where VAT is stated in the currency of the invoice; CII wants it stated once,
// unless the totals with and without VAT are the same.
void check_total_with_vat(Node root, Node totals, const Sums& sums, Report& report) {
  const auto [vat, found] = vat_totals_in(root.first(BT_5), totals);
  if (found == 0 && !is_cii(root)) return;
  const Node stated = totals.first(BT_112);
  const MaybeDecimal value = decimal_of(stated), net = decimal_of(totals.first(BT_109));
  const MaybeDecimal gap = value - decimal_of(vat) - net;
  if (found == 1 && within_cents(gap, sums.in_all())) return;
  if (found > 1 && is_cii(root) && equal(value, net)) return;
  report.add_equation(co_15.in(root), stated ? stated : totals, {"BT-112", value},
                      {"BT-109 + BT-110", net + decimal_of(vat)});
}

}  // namespace

void list_total_rules(Rules& list) {
  for (const TwoRules* rule : {&co_10, &co_11, &co_12, &co_13, &co_15}) {
    french::add_rules(*rule, list);
  }
}

void check_totals(Node root, Report& report) {
  const Node totals = root.first(BG_22);
  if (!totals) return;
  const Sums sums(root);
  check_lines_total(totals, sums, report);
  check_allowances(totals, sums, report);
  check_charges(totals, sums, report);
  check_total_without_vat(totals, sums, report);
  check_total_with_vat(root, totals, sums, report);
}

}  // namespace facteur::formats::extended
