#include "formats/rules/peppol.h"

#include <array>
#include <unordered_set>

#include "formats/civil_date.h"
#include "formats/document_conditions.h"
#include "formats/register_numbers.h"
#include "formats/rules/values.h"

namespace facteur::formats::peppol {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

// clang-format off
constexpr Rule r005{"PEPPOL-EN16931-R005", fatal, {BT_6, BT_5}, {"La devise de comptabilisation de la TVA diffère de celle de la facture.", "The VAT accounting currency differs from the invoice currency."}};
constexpr Rule r040{"PEPPOL-EN16931-R040", fatal, {BT_92, BT_93, BT_94}, {"Le montant d'une remise ou charge est son assiette × pourcentage / 100, à 0,02 près.", "The amount of an allowance or charge is its base × percentage / 100, give or take 0.02."}};
constexpr Rule r046{"PEPPOL-EN16931-R046", fatal, {BT_146, BT_148, BT_147}, {"Le prix net est le prix brut diminué de la remise.", "The net price is the gross price less the discount."}};
constexpr Rule r051{"PEPPOL-EN16931-R051", fatal, {BT_5}, {"Tout montant est dans la devise de la facture, sauf le total de TVA en devise de comptabilisation.", "Every amount is in the invoice currency, except the VAT total in accounting currency."}};
constexpr Rule r055{"PEPPOL-EN16931-R055", fatal, {BT_111, BT_110}, {"Les totaux de TVA dans les deux devises ont le même signe.", "The VAT totals in both currencies have the same sign."}};
constexpr Rule r110{"PEPPOL-EN16931-R110", fatal, {BT_134, BT_73}, {"La période d'une ligne ne commence pas avant celle de la facture.", "The period of a line does not start before that of the invoice."}};
constexpr Rule r111{"PEPPOL-EN16931-R111", fatal, {BT_135, BT_74}, {"La période d'une ligne ne finit pas après celle de la facture.", "The period of a line does not end after that of the invoice."}};
constexpr Rule r120{"PEPPOL-EN16931-R120", fatal, {BT_131, BT_129, BT_146}, {"Le montant net d'une ligne est quantité × prix / quantité de base + charges − remises, à 0,02 près.", "The net amount of a line is quantity × price / base quantity + charges - allowances, give or take 0.02."}};
constexpr Rule r121{"PEPPOL-EN16931-R121", fatal, {BT_149}, {"La quantité de base d'un prix est positive.", "The base quantity of a price is positive."}};
constexpr Rule r130{"PEPPOL-EN16931-R130", fatal, {BT_149, BT_129}, {"L'unité de la quantité de base est celle de la quantité facturée.", "The unit of the base quantity is that of the invoiced quantity."}};
constexpr Rule de_22{"DE-R-022", fatal, {BT_125}, {"Les fichiers joints ont des noms différents.", "Attached files have different names."}};
constexpr Rule gr_2{"GR-R-001-2", fatal, {BT_1, BT_31}, {"Le numéro d'une facture grecque commence par le numéro fiscal du vendeur ou de son représentant.", "The number of a Greek invoice begins with the tax number of the seller or its representative."}};
constexpr Rule gr_3{"GR-R-001-3", fatal, {BT_1, BT_2}, {"La deuxième partie du numéro d'une facture grecque est sa date, JJ/MM/AAAA.", "The second part of the number of a Greek invoice is its date, DD/MM/YYYY."}};
constexpr Rule is_10{"IS-R-010", fatal, {BT_9, BT_122}, {"La date d'échéance ne suit pas l'échéance islandaise (EINDAGI).", "The payment due date is not after the Icelandic due date (EINDAGI)."}};
// clang-format on

constexpr std::array all_rules{&r005, &r040, &r046, &r051,  &r055, &r110, &r111,
                               &r120, &r121, &r130, &de_22, &gr_2, &gr_3, &is_10};

const Decimal slack(2, 2);

bool near(const MaybeDecimal& a, const MaybeDecimal& b) {
  const MaybeDecimal gap = a - b;
  return gap && gap->absolute() <= slack;
}

Decimal or_else(const MaybeDecimal& value, std::int64_t otherwise) {
  return value ? *value : Decimal(otherwise);
}

// --- Allowances and charges -------------------------------------------------------------------

void check_share(Node group, Term amount, Term base, Term percentage, Report& report) {
  if (!group.first(base) || !group.first(percentage)) return;
  const MaybeDecimal product = decimal_of(group.first(base)) * decimal_of(group.first(percentage));
  const MaybeDecimal share = product * Decimal(1, 2);
  const MaybeDecimal stated = or_else(decimal_of(group.first(amount)), 0);
  if (near(stated, share)) return;
  report.add_equation(r040, group.first(amount) ? group.first(amount) : group,
                      {name(amount), stated},
                      {name(base) + " × " + name(percentage) + " / 100", share});
}

// --- Lines ------------------------------------------------------------------------------------

MaybeDecimal total(Node line, Term group, Term amount) {
  MaybeDecimal sum = Decimal(0);
  for (const Node each_group : each(line, group)) sum = sum + decimal_of(each_group.first(amount));
  return rounded(sum);
}

// Saxon divides decimals to 18 digits behind the point.
MaybeDecimal unit_price(Node line) {
  const Node price = line.first(BG_29);
  const Decimal base = or_else(decimal_of(price.first(BT_149)), 1);
  const Decimal net = or_else(decimal_of(price.first(BT_146)), 0);
  return base.is_zero() ? MaybeDecimal(net) : quotient(net, base, 18);
}

void check_line_amount(Node line, Report& report) {
  const MaybeDecimal stated = or_else(decimal_of(line.first(BT_131)), 0);
  const MaybeDecimal quantity = or_else(decimal_of(line.first(BT_129)), 1);
  const MaybeDecimal computed =
      quantity * unit_price(line) + total(line, BG_28, BT_141) - total(line, BG_27, BT_136);
  if (near(stated, computed)) return;
  report.add_equation(r120, line.first(BT_131) ? line.first(BT_131) : line, {"BT-131", stated},
                      {"BT-129 × BT-146 / BT-149 + BT-141 − BT-136", computed});
}

void check_price(Node line, Report& report) {
  const Node price = line.first(BG_29);
  if (const Node gross = price.first(BT_148)) {
    const MaybeDecimal net = decimal_of(price.first(BT_146));
    const MaybeDecimal reduced = decimal_of(gross) - decimal_of(price.first(BT_147));
    if (!equal(net, reduced)) {
      report.add_equation(r046, gross, {"BT-146", net}, {"BT-148 − BT-147", reduced});
    }
  }
  const Node base = price.first(BT_149);
  if (!base) return;
  const MaybeDecimal quantity = decimal_of(base);
  if (!quantity || quantity->is_negative() || quantity->is_zero()) {
    report.add_value(r121, base, base.text());
  }
  const Node invoiced = line.first(BT_129);
  if (!base.has_attribute(Attribute::unit) || !invoiced) return;
  if (base.attribute(Attribute::unit) != invoiced.attribute(Attribute::unit)) {
    report.add_value(r130, base, base.attribute(Attribute::unit));
  }
}

void check_line_period(Node line, Node period, Report& report) {
  const auto day = [](Node node) { return Date::parse_xsd(node.text()); };
  for (const Node own : each(line, BG_26)) {
    const Node start = own.first(BT_134), end = own.first(BT_135);
    const Node from = period.first(BT_73), to = period.first(BT_74);
    if (start && from && !(day(start) >= day(from))) report.add_value(r110, start, start.text());
    if (end && to && !(day(end) <= day(to))) report.add_value(r111, end, end.text());
  }
}

// --- Currencies -------------------------------------------------------------------------------

// Does this VAT total stand beside a breakdown?
bool has_breakdown(Node root, Node vat_total) {
  for (const Node breakdown : each(root, BG_23)) {
    if (breakdown.beside(vat_total)) return true;
  }
  return false;
}

void check_currency(Node node, Node root, std::string_view currency, Report& report) {
  const bool total = node.term() == BT_110 || node.term() == BT_111;
  const bool looked_at =
      node.has_attribute(Attribute::currency) && (!total || has_breakdown(root, node));
  if (looked_at && node.attribute(Attribute::currency) != currency) {
    report.add_value(r051, node, node.attribute(Attribute::currency));
  }
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    check_currency(child, root, currency, report);
  }
}

void check_currencies(Node root, Report& report) {
  const Node accounting = root.first(BT_6);
  if (accounting && code_of(accounting) == code_of(root.first(BT_5))) {
    report.add_value(r005, accounting, accounting.text());
  }
  check_currency(root, root, root.text(BT_5), report);
  if (!accounting) return;
  const Node totals = root.first(BG_22);
  const MaybeDecimal vat = decimal_of(totals.first(BT_110));
  const MaybeDecimal other = decimal_of(totals.first(BT_111));
  const bool same_sign =
      vat && other &&
      (vat->is_zero() || other->is_zero() || vat->is_negative() == other->is_negative());
  if (!same_sign) report.add(r055, totals.first(BT_111) ? totals.first(BT_111) : accounting);
}

// --- Countries --------------------------------------------------------------------------------

void check_file_names(Node root, Report& report) {
  std::unordered_set<std::string_view> names;
  for (const Node document : each(root, BG_24)) {
    const Node file = document.first(BT_125);
    if (!file.has_attribute(Attribute::filename)) continue;
    const std::string_view name = file.attribute(Attribute::filename);
    if (!names.insert(name).second) report.add_value(de_22, file, name);
  }
}

void check_greek_number(Node root, Report& report) {
  const Node number = root.first(BT_1);
  const std::string_view text = number.text();
  const auto first = text.find('|');
  const std::string_view tax_number = text.substr(0, first);
  const auto is_of = [&](Node vat) { return vat && vat.text().substr(2, 9) == tax_number; };
  const bool known = tax_number.size() == 9 && is_greek_tax_number(tax_number) &&
                     (is_of(descend(root, {BG_4, BT_31})) || is_of(descend(root, {BG_11, BT_63})));
  if (number && !known) report.add_value(gr_2, number, tax_number);
  std::string_view date = first == std::string_view::npos ? "" : text.substr(first + 1);
  date = date.substr(0, date.find('|'));
  const auto issued = Date::parse_xsd(root.text(BT_2));
  const std::string day = issued ? issued->to_string() : "";
  const bool same = day.size() == 10 &&
                    date == day.substr(8, 2) + "/" + day.substr(5, 2) + "/" + day.substr(0, 4);
  if (number && !same) report.add_value(gr_3, number, date);
}

void check_icelandic_due_date(Node root, Report& report) {
  const Node due = root.first(BT_9);
  for (const Node document : each(root, BG_24)) {
    if (document.text(BT_123) != "EINDAGI") continue;
    const Node last = document.first(BT_122);
    if (due && due.text() > last.text()) report.add_value(is_10, due, due.text());
  }
}

}  // namespace

void list_rules(std::vector<const Rule*>& rules) {
  rules.insert(rules.end(), all_rules.begin(), all_rules.end());
}

void check(const Invoice& invoice, Report& report) {
  const Node root = invoice.root();
  check_currencies(root, report);
  for (const Node group : each(root, BG_20)) check_share(group, BT_92, BT_93, BT_94, report);
  for (const Node group : each(root, BG_21)) check_share(group, BT_99, BT_100, BT_101, report);
  for (const Node line : each(root, BG_25)) {
    for (const Node group : each(line, BG_27)) check_share(group, BT_136, BT_137, BT_138, report);
    for (const Node group : each(line, BG_28)) check_share(group, BT_141, BT_142, BT_143, report);
    check_line_amount(line, report);
    check_price(line, report);
    check_line_period(line, root.first(BG_14), report);
  }
  const auto holds = [&](std::string_view name) { return find_document_condition(name)(invoice); };
  if (holds("german")) check_file_names(root, report);
  if (holds("greek_seller")) check_greek_number(root, report);
  if (holds("icelandic_seller")) check_icelandic_due_date(root, report);
}

}  // namespace facteur::formats::peppol
