#include "formats/rules/peppol_sums.h"

#include <array>

#include "formats/civil_date.h"
#include "formats/rules/in.h"
#include "formats/rules/values.h"

namespace facteur::formats::peppol {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

// clang-format off
constexpr Rule r005{"PEPPOL-EN16931-R005", fatal, {BT_6, BT_5}, {"La devise de comptabilisation de la TVA diffère de celle de la facture.", "The VAT accounting currency differs from the invoice currency."}};
constexpr Rule r040{"PEPPOL-EN16931-R040", fatal, {BT_92, BT_93, BT_94}, {"Le montant d'une remise ou charge est son assiette × pourcentage / 100, à 0,02 près.", "The amount of an allowance or charge is its base × percentage / 100, give or take 0.02."}};
constexpr Rule r046{"PEPPOL-EN16931-R046", fatal, {BT_146, BT_148, BT_147}, {"Le prix net est le prix brut diminué de la remise.", "The net price is the gross price less the discount."}};
constexpr Rule r055{"PEPPOL-EN16931-R055", fatal, {BT_111, BT_110}, {"Les totaux de TVA dans les deux devises ont le même signe.", "The VAT totals in both currencies have the same sign."}};
constexpr Rule r110{"PEPPOL-EN16931-R110", fatal, {BT_134, BT_73}, {"La période d'une ligne ne commence pas avant celle de la facture.", "The period of a line does not start before that of the invoice."}};
constexpr Rule r111{"PEPPOL-EN16931-R111", fatal, {BT_135, BT_74}, {"La période d'une ligne ne finit pas après celle de la facture.", "The period of a line does not end after that of the invoice."}};
constexpr Rule r120{"PEPPOL-EN16931-R120", fatal, {BT_131, BT_129, BT_146}, {"Le montant net d'une ligne est quantité × prix / quantité de base + charges − remises, à 0,02 près.", "The net amount of a line is quantity × price / base quantity + charges - allowances, give or take 0.02."}};
constexpr Rule r120_warning{"PEPPOL-EN16931-R120", Severity::warning, {BT_131, BT_129, BT_146}, {"Le montant net d'une ligne est quantité × prix / quantité de base + charges − remises, à 0,02 près.", "The net amount of a line is quantity × price / base quantity + charges - allowances, give or take 0.02."}};
constexpr Rule r121{"PEPPOL-EN16931-R121", fatal, {BT_149}, {"La quantité de base d'un prix est positive.", "The base quantity of a price is positive."}};
constexpr Rule r130{"PEPPOL-EN16931-R130", fatal, {BT_149, BT_129}, {"L'unité de la quantité de base est celle de la quantité facturée.", "The unit of the base quantity is that of the invoiced quantity."}};
// clang-format on

constexpr std::array same_rules{&r005, &r040, &r046, &r055, &r110, &r111, &r121, &r130};

const Rule& line_amount_rule(const SumOptions& options) {
  return options.line_amount == fatal ? r120 : r120_warning;
}

bool near(const MaybeDecimal& a, const MaybeDecimal& b, Decimal slack) {
  const MaybeDecimal gap = a - b;
  return gap && gap->absolute() <= slack;
}

Decimal or_else(const MaybeDecimal& value, std::int64_t otherwise) {
  return value ? *value : Decimal(otherwise);
}

void check_share(Node group, std::array<Term, 3> terms, Decimal slack, Report& report) {
  const auto [amount, base, percentage] = terms;
  if (!group.first(base) || !group.first(percentage)) return;
  const MaybeDecimal product = decimal_of(group.first(base)) * decimal_of(group.first(percentage));
  const MaybeDecimal share = product * Decimal(1, 2);
  const MaybeDecimal stated = or_else(decimal_of(group.first(amount)), 0);
  if (near(stated, share, slack)) return;
  report.add_equation(r040, group.first(amount) ? group.first(amount) : group,
                      {name(amount), stated},
                      {name(base) + " × " + name(percentage) + " / 100", share});
}

MaybeDecimal total(Node line, Term group, Term amount) {
  MaybeDecimal sum = Decimal(0);
  for (const Node each_group : each(line, group)) {
    for (const Node stated : each(each_group, amount)) sum = sum + decimal_of(stated);
  }
  return rounded(sum);
}

// Saxon divides decimals to 18 digits behind the point. In CII the gross price has a base quantity
// of its own, which stands in for that of the net price.
MaybeDecimal unit_price(Node line) {
  const Node price = line.first(BG_29);
  Decimal base = or_else(decimal_of(price.first(BT_149)), 0);
  if (base.is_zero()) base = or_else(decimal_of(price.first(gross_quantity)), 0);
  const Decimal net = or_else(decimal_of(price.first(BT_146)), 0);
  return base.is_zero() ? MaybeDecimal(net) : quotient(net, base, 18);
}

void check_line_amount(Node line, const SumOptions& options, Report& report) {
  const MaybeDecimal stated = or_else(decimal_of(line.first(BT_131)), 0);
  const MaybeDecimal quantity = or_else(decimal_of(line.first(BT_129)), 1);
  const MaybeDecimal computed =
      quantity * unit_price(line) + total(line, BG_28, BT_141) - total(line, BG_27, BT_136);
  if (near(stated, computed, options.slack)) return;
  report.add_equation(line_amount_rule(options), line.first(BT_131) ? line.first(BT_131) : line,
                      {"BT-131", stated}, {"BT-129 × BT-146 / BT-149 + BT-141 − BT-136", computed});
}

// A part of a price; also where the syntax calls it a charge, which R044 forbids.
Node part_of(Node price, Term term, std::string_view element) {
  if (const Node found = price.first(term)) return found;
  for (Node child = price.first_child(); child; child = child.next_sibling()) {
    if (child.term() == none && child.location().ends_with(element)) return child;
  }
  return {};
}
Node discount_of(Node price) {
  return part_of(price, BT_147,
                 is_cii(price) ? "/ram:ActualAmount[1]" : "/cac:AllowanceCharge[1]/cbc:Amount[1]");
}
Node gross_of(Node price) {
  return part_of(price, BT_148, "/cac:AllowanceCharge[1]/cbc:BaseAmount[1]");
}

void check_gross_price(Node price, Report& report) {
  const Node gross = gross_of(price);
  if (!gross) return;
  const Node discount = discount_of(price);
  const MaybeDecimal net = decimal_of(price.first(BT_146));
  // Without a discount, UBL has no equation: it fails.
  const MaybeDecimal reduction =
      !discount && is_cii(price) ? MaybeDecimal(Decimal(0)) : decimal_of(discount);
  const MaybeDecimal reduced = decimal_of(gross) - reduction;
  if (equal(net, reduced)) return;
  report.add_equation(r046, gross, {"BT-146", net}, {"BT-148 − BT-147", reduced});
}

void check_base_quantity(Node line, Node base, Report& report) {
  const MaybeDecimal quantity = decimal_of(base);
  if (!quantity || quantity->is_negative() || quantity->is_zero()) {
    report.add_value(r121, base, base.text());
  }
  const Node invoiced = line.first(BT_129);
  if (!base.has_attribute(Attribute::unit) || (!invoiced && !is_cii(line))) return;
  const bool same = invoiced.has_attribute(Attribute::unit) &&
                    base.attribute(Attribute::unit) == invoiced.attribute(Attribute::unit);
  if (!same) report.add_value(r130, base, base.attribute(Attribute::unit));
}

// Those of sub-lines too.
void check_prices(Node line, Report& report) {
  const Node price = line.first(BG_29);
  if (price) check_gross_price(price, report);
  for (const Term base : {BT_149, gross_quantity}) {
    if (const Node quantity = price.first(base)) check_base_quantity(line, quantity, report);
  }
  for (const Node sub_line : each(line, BG_DEX_01)) check_prices(sub_line, report);
}

// UBL compares dates, CII the eight digits that they are written with.
bool in_order(Node earlier, Node later) {
  if (is_cii(earlier)) return earlier.text() <= later.text();
  const auto from = Date::parse_xsd(earlier.text()), to = Date::parse_xsd(later.text());
  return from && to && *from <= *to;
}

void check_line_period(Node line, Node period, Report& report) {
  for (const Node own : each(line, BG_26)) {
    const Node start = own.first(BT_134), end = own.first(BT_135);
    const Node from = period.first(BT_73), to = period.first(BT_74);
    if (start && from && !in_order(from, start)) report.add_value(r110, start, start.text());
    if (end && to && !in_order(end, to)) report.add_value(r111, end, end.text());
  }
}

// Of the VAT totals in a currency, is there one on this side of zero, and one on the other? Zero
// lies on both sides in UBL, above in CII.
struct Signs {
  bool any = false, down = false, up = false;
};
Signs signs_of(Node totals, std::string_view currency) {
  Signs signs;
  for (const Term term : {BT_110, BT_111}) {
    for (const Node total : each(totals, term)) {
      const MaybeDecimal amount = decimal_of(total);
      if (!amount || total.attribute(Attribute::currency) != currency) continue;
      signs.any = true;
      signs.down = signs.down || amount->is_negative() || (amount->is_zero() && !is_cii(total));
      signs.up = signs.up || !amount->is_negative();
    }
  }
  return signs;
}

void check_currencies(Node root, Report& report) {
  const Node accounting = root.first(BT_6);
  if (!accounting) return;
  if (code_of(accounting) == code_of(root.first(BT_5))) {
    report.add_value(r005, accounting, accounting.text());
  }
  const Node totals = root.first(BG_22);
  const Node currency = root.first(BT_5);
  const Signs own = signs_of(totals, is_cii(root) ? currency.text() : code_of(currency));
  const Signs other = signs_of(totals, is_cii(root) ? accounting.text() : code_of(accounting));
  const bool excused = is_cii(root) && !own.any;
  if (excused || (own.down && other.down) || (own.up && other.up)) return;
  report.add(r055, totals.first(BT_111) ? totals.first(BT_111) : accounting);
}

void check_line(Node line, Node period, const SumOptions& options, Report& report) {
  for (const Node group : each(line, BG_27)) {
    check_share(group, {BT_136, BT_137, BT_138}, options.slack, report);
  }
  for (const Node group : each(line, BG_28)) {
    check_share(group, {BT_141, BT_142, BT_143}, options.slack, report);
  }
  check_line_amount(line, options, report);
  check_prices(line, report);
  check_line_period(line, period, report);
}

}  // namespace

void list_sum_rules(std::vector<const Rule*>& rules, const SumOptions& options) {
  rules.insert(rules.end(), same_rules.begin(), same_rules.end());
  rules.push_back(&line_amount_rule(options));
}

void check_sums(const Invoice& invoice, const SumOptions& options, Report& report) {
  const Node root = invoice.root();
  check_currencies(root, report);
  for (const Node group : each(root, BG_20)) {
    check_share(group, {BT_92, BT_93, BT_94}, options.slack, report);
  }
  for (const Node group : each(root, BG_21)) {
    check_share(group, {BT_99, BT_100, BT_101}, options.slack, report);
  }
  const Node period = root.first(BG_14);  // once: to find none, all lines are passed
  for (const Node line : each(root, BG_25)) {
    check_line(line, period, options, report);
  }
}

}  // namespace facteur::formats::peppol
