// Sums, and lines that group others, of Factur-X EXTENDED.
#include "formats/rules/facturx_extended.h"

#include <unordered_map>
#include <unordered_set>

#include "formats/rules/binary_step.h"
#include "formats/rules/values.h"

namespace facteur::formats::facturx {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

// clang-format off
constexpr Rule co_10{"BR-FXEXT-CO-10", fatal, {BT_106, BT_131}, {"La somme des montants nets de ligne est celle des lignes de détail, à 0,01 près par ligne.", "The sum of line net amounts is that of the detail lines, give or take 0.01 a line."}};
constexpr Rule co_11{"BR-FXEXT-CO-11", fatal, {BT_107, BT_92}, {"Le total des remises est leur somme, à 0,01 près par remise.", "The total of allowances is their sum, give or take 0.01 an allowance."}};
constexpr Rule co_12{"BR-FXEXT-CO-12", fatal, {BT_108, BT_99}, {"Le total des frais est leur somme, frais logistiques compris, à 0,01 près chacun.", "The total of charges is their sum, logistics charges included, give or take 0.01 each."}};
constexpr Rule co_13{"BR-FXEXT-CO-13", fatal, {BT_109, BT_131, BT_92, BT_99}, {"Total hors TVA = lignes de détail − remises + frais, à 0,01 près par montant.", "Total without VAT = detail lines − allowances + charges, give or take 0.01 an amount."}};
constexpr Rule co_15{"BR-FXEXT-CO-15", fatal, {BT_112, BT_109, BT_110}, {"Total TTC = total hors TVA + total de TVA dans la devise de la facture, à 0,01 près par ligne, remise et frais.", "Total with VAT = total without VAT + VAT total in the invoice currency, give or take 0.01 for each line, allowance and charge."}};
constexpr Rule co_16{"BR-FXEXT-CO-16", fatal, {BT_115, BT_112, BT_113, BT_114}, {"Montant à payer = total TTC − montant déjà payé + arrondi + ajustements.", "Amount due = total with VAT − amount paid + rounding + adjustments."}};
constexpr Rule group_sum{"BR-FXEXT-08", fatal, {BT_131, EXT_FR_FE_163}, {"Le montant net d'une ligne GROUP est la somme de ceux de ses sous-lignes DETAIL et GROUP.", "The net amount of a GROUP line is the sum of those of its DETAIL and GROUP sub-lines."}};
constexpr Rule known_parent{"BR-FXEXT-11", fatal, {EXT_FR_FE_162, BT_126}, {"La ligne parente est une ligne de la facture.", "The parent is a line of the invoice."}};
constexpr Rule groups_sum{"BR-FXEXT-12", fatal, {BT_131, EXT_FR_FE_163}, {"Si une ligne GROUP a un montant net, ses sous-lignes GROUP en ont un aussi.", "Where a GROUP line has a net amount, so have its GROUP sub-lines."}};
constexpr Rule line_vat{"FX-SCH-A-000387", fatal, {EXT_FR_FE_181}, {"Une ligne a au plus un montant de TVA dans la devise de la facture.", "A line has at most one VAT amount in the invoice currency."}};
constexpr Rule line_accounting_vat{"FX-SCH-A-000388", fatal, {EXT_FR_FE_182}, {"Une ligne a au plus un montant de TVA dans la devise de comptabilisation.", "A line has at most one VAT amount in the VAT accounting currency."}};
constexpr Rule line_vat_currency{"FACTEUR-FX-LINE-VAT", fatal, {EXT_FR_FE_181, BT_5, BT_6}, {"Le montant de TVA d'une ligne est dans la devise de la facture ou dans celle de comptabilisation.", "The VAT amount of a line is in the invoice currency or in the VAT accounting currency."}};
// clang-format on

// What the official rules add up in binary floating point and make a decimal of.
struct Sum {
  MaybeDecimal exact = Decimal();
  std::int64_t count = 0;  // with or without an amount

  void add(Node amount) {
    ++count;
    if (amount) exact = exact + decimal_of(amount);
  }
  MaybeDecimal value() const { return rounded(exact); }
  MaybeDecimal binary() const { return in_binary64(value()); }
};

struct Sums {
  explicit Sums(Node root) {
    for (const Node line : each(root, BG_25)) {
      ++all_lines;
      if (is_detail(line)) lines.add(line.first(BT_131));
    }
    for (const Node group : each(root, BG_20)) allowances.add(group.first(BT_92));
    for (const Node group : each(root, BG_21)) charges.add(group.first(BT_99));
    for (const LogisticsCharge& charge : logistics_charges(root)) logistics.add(charge.amount);
  }
  std::int64_t amounts() const {
    return lines.count + allowances.count + charges.count + logistics.count;
  }

  Sum lines, allowances, charges, logistics;
  std::int64_t all_lines = 0;
};

struct Equation {
  const Rule& rule;
  Term stated;
  std::string_view is, should_be;
};

void report_sum(const Equation& equation, Node totals, const MaybeDecimal& computed,
                Report& report) {
  const Node stated = totals.first(equation.stated);
  report.add_equation(equation.rule, stated ? stated : totals, {equation.is, decimal_of(stated)},
                      {equation.should_be, computed});
}

void check_lines_total(Node totals, const Sums& sums, Report& report) {
  const MaybeDecimal gap = decimal_of(totals.first(BT_106)) - sums.lines.binary();
  if (within_cents(gap, sums.all_lines)) return;
  report_sum({co_10, BT_106, "BT-106", "Σ BT-131"}, totals, sums.lines.value(), report);
}

void check_allowances(Node totals, const Sums& sums, Report& report) {
  const Node stated = totals.first(BT_107);
  if (!stated && sums.allowances.count == 0) return;
  if (within_cents(decimal_of(stated) - sums.allowances.binary(), sums.allowances.count)) return;
  report_sum({co_11, BT_107, "BT-107", "Σ BT-92"}, totals, sums.allowances.value(), report);
}

// Without charges and a total of theirs, logistics charges alone are not looked at.
void check_charges(Node totals, const Sums& sums, Report& report) {
  const Node stated = totals.first(BT_108);
  if (!stated && sums.charges.count == 0) return;
  const MaybeDecimal gap = decimal_of(stated) - sums.charges.binary() - sums.logistics.binary();
  if (within_cents(gap, sums.charges.count + sums.logistics.count)) return;
  report_sum({co_12, BT_108, "BT-108", "Σ BT-99 + Σ BT-X-272"}, totals,
             sums.charges.value() + sums.logistics.value(), report);
}

void check_total_without_vat(Node totals, const Sums& sums, Report& report) {
  const MaybeDecimal gap = decimal_of(totals.first(BT_109)) - sums.lines.binary() +
                           sums.allowances.binary() - sums.charges.binary() -
                           sums.logistics.binary();
  if (within_cents(gap, sums.amounts())) return;
  const MaybeDecimal computed =
      sums.lines.value() - sums.allowances.value() + sums.charges.value() + sums.logistics.value();
  report_sum({co_13, BT_109, "BT-109", "Σ BT-131 − Σ BT-92 + Σ BT-99 + Σ BT-X-272"}, totals,
             computed, report);
}

// The VAT total has to be there in the currency of the invoice, be there VAT or not.
void check_total_with_vat(Node root, Node totals, const Sums& sums, Report& report) {
  const Node currency = root.first(BT_5);
  const auto [vat, found] = vat_totals_in(currency, totals);
  const MaybeDecimal net = decimal_of(totals.first(BT_109));
  const MaybeDecimal computed = net + decimal_of(vat);
  const MaybeDecimal stated = decimal_of(totals.first(BT_112));
  if (found == 1 && within_cents(stated - computed, sums.amounts())) return;
  report_sum({co_15, BT_112, "BT-112", "BT-109 + BT-110"}, totals, computed, report);
}

void check_amount_due(Node root, Node totals, Report& report) {
  const auto sum = [](Node group, Term term) {
    MaybeDecimal total = Decimal();
    for (const Node amount : each(group, term)) total = total + decimal_of(amount);
    return total;
  };
  const MaybeDecimal computed = sum(totals, BT_112) - sum(totals, BT_113) + sum(totals, BT_114) +
                                sum(root, adjustment_amount);
  if (equal(decimal_of(totals.first(BT_115)), computed)) return;
  report_sum({co_16, BT_115, "BT-115", "BT-112 − BT-113 + BT-114 + Σ BT-X-508"}, totals, computed,
             report);
}

// A VAT amount may be in both currencies at once, where they are the same.
void check_line_vat(Node root, Node line, Report& report) {
  const Node currency = root.first(BT_5), accounting = root.first(BT_6);
  std::size_t found = 0, found_accounting = 0;
  for (const Term term : {EXT_FR_FE_181, EXT_FR_FE_182}) {
    for (const Node amount : each(line, term)) {
      const std::string_view stated = amount.attribute(Attribute::currency);
      const bool given = amount.has_attribute(Attribute::currency);
      const bool ours = given && currency && stated == currency.text();
      const bool theirs = given && accounting && stated == accounting.text();
      if (!ours && !theirs) report.add_value(line_vat_currency, amount, stated);
      if (ours && ++found == 2) report.add(line_vat, amount);
      if (theirs && ++found_accounting == 2) report.add(line_accounting_vat, amount);
    }
  }
}

// What a GROUP line needs to know of the lines that name it as their parent.
struct Children {
  MaybeDecimal net = Decimal();  // of DETAIL and GROUP; nothing when one has no amount
  std::size_t groups = 0, groups_with_net = 0;
};

struct Tree {
  explicit Tree(Node root) {
    for (const Node line : each(root, BG_25)) {
      ids.insert(code_of(line.first(BT_126)));
      const Node parent = line.first(EXT_FR_FE_162);
      const std::string_view kind = line.text(EXT_FR_FE_163);
      if (!parent || (kind != "DETAIL" && kind != "GROUP")) continue;
      Children& siblings = children[code_of(parent)];
      const Node amount = line.first(BT_131);
      siblings.net = siblings.net + decimal_of(amount);
      if (kind != "GROUP") continue;
      ++siblings.groups;
      siblings.groups_with_net += amount ? 1 : 0;
    }
  }

  std::unordered_set<std::string_view> ids;
  std::unordered_map<std::string_view, Children> children;
};

// Officially, a GROUP line without an identifier breaks the rule about the amounts of its children,
// and its own amount is not looked at.
void check_group(Node line, const Tree& tree, Report& report) {
  const Node amount = line.first(BT_131), id = line.first(BT_126);
  if (line.text(EXT_FR_FE_163) != "GROUP" || !amount) return;
  if (!id) report.add(groups_sum, line);
  if (!id || is_blank(id)) return;
  const auto found = tree.children.find(code_of(id));
  const Children children = found == tree.children.end() ? Children() : found->second;
  const MaybeDecimal computed = rounded(children.net);
  if (!is_blank(amount) && !equal(decimal_of(amount), computed)) {
    report.add_equation(group_sum, amount, {"BT-131", decimal_of(amount)}, {"Σ BT-131", computed});
  }
  if (children.groups != children.groups_with_net) report.add(groups_sum, line);
}

}  // namespace

bool is_detail(Node line) {
  const Node kind = line.first(EXT_FR_FE_163);
  return !kind || kind.text() == "DETAIL";
}

std::vector<LogisticsCharge> logistics_charges(Node root) {
  std::vector<LogisticsCharge> charges;
  for (Node node = root.first(logistics_charge); node; node = node.next_sibling()) {
    if (node.term() == logistics_charge) charges.emplace_back();
    LogisticsCharge& charge = charges.back();
    if (node.term() == logistics_amount) charge.amount = node;
    if (node.term() == logistics_category) charge.category = node;
    if (node.term() == logistics_rate) charge.rate = node;
    if (node.term() == logistics_reason) charge.reason = node;
    if (node.term() == logistics_reason_code) charge.reason_code = node;
  }
  return charges;
}

void list_total_rules(Rules& list) {
  for (const Rule* rule : {&co_10, &co_11, &co_12, &co_13, &co_15, &co_16}) list.push_back(rule);
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
  check_amount_due(root, totals, report);
}

void check_charge_total(Node root, Report& report) {
  static constexpr Rule rule{"BR-CO-12",
                             fatal,
                             {BT_108, BT_99},
                             {"Le total des frais est la somme des frais au niveau du document.",
                              "The total of charges is the sum of the document level charges."}};
  const Node totals = root.first(BG_22), stated = totals.first(BT_108);
  const Sums sums(root);
  if (!totals || (!stated && sums.charges.count == 0)) return;
  const MaybeDecimal computed = sums.charges.value() + sums.logistics.value();
  if (equal(rounded(decimal_of(stated)), computed)) return;
  report_sum({rule, BT_108, "BT-108", "Σ BT-99"}, totals, computed, report);
}

void list_line_rules(Rules& list) {
  for (const Rule* rule : {&group_sum, &known_parent, &groups_sum, &line_vat, &line_accounting_vat,
                           &line_vat_currency}) {
    list.push_back(rule);
  }
}

void check_lines(Node root, Report& report) {
  const Tree tree(root);
  for (const Node line : each(root, BG_25)) {
    const Node parent = line.first(EXT_FR_FE_162);
    if (parent && !is_blank(parent) && !tree.ids.contains(code_of(parent))) {
      report.add_value(known_parent, parent, parent.text());
    }
    check_group(line, tree, report);
    check_line_vat(root, line, report);
  }
}

}  // namespace facteur::formats::facturx
