#include "formats/rules/xrechnung.h"

#include <array>

#include "formats/document_conditions.h"
#include "formats/rules/file_names.h"
#include "formats/rules/in.h"
#include "formats/rules/peppol_sums.h"
#include "formats/rules/values.h"

namespace facteur::formats::xrechnung {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

// clang-format off
constexpr Rule r053{"PEPPOL-EN16931-R053", fatal, {BT_110}, {"Un seul total de TVA est dans la devise de la facture.", "Only one VAT total is in the invoice currency."}};
constexpr Rule r054{"PEPPOL-EN16931-R054", fatal, {BT_111, BT_6}, {"Un total de TVA dans une autre devise accompagne la devise de comptabilisation (BT-6), et elle seule.", "One VAT total in another currency goes with the VAT accounting currency (BT-6), and only with it."}};
constexpr Rule de_22{"BR-DE-22", fatal, {BT_125}, {"Les fichiers joints ont des noms différents.", "Attached files have different names."}};
constexpr Rule tmp_3{"BR-TMP-3", fatal, {BT_149}, {"Le prix brut et le prix net ont la même quantité de base.", "The gross and the net price have the same base quantity."}};
constexpr Rule dex_02{"BR-DEX-02", Severity::warning, {BT_131, BG_DEX_01}, {"Le montant d'une ligne est la somme de ses sous-lignes.", "The amount of a line is the sum of its sub-lines."}};
constexpr Rule dex_09{"BR-DEX-09", fatal, {BT_115, BT_112, BT_113, BT_114, }, {"Montant à payer = total TTC − acompte + arrondi + paiements pour des tiers.", "Amount due = total with VAT - paid amount + rounding + third party payments."}};
constexpr Rule dex_14{"BR-DEX-14", fatal, {BT_DEX_002, BT_5}, {"Un paiement pour un tiers est dans la devise de la facture.", "A third party payment is in the invoice currency."}};
// clang-format on

constexpr std::array own_rules{&r053, &r054, &de_22, &tmp_3, &dex_02, &dex_09, &dex_14};

bool holds(const Invoice& invoice, std::string_view condition) {
  return find_document_condition(condition)(invoice);
}

// Amounts in forint may miss by half a unit: nobody there pays less.
peppol::SumOptions sums(const Invoice& invoice) {
  const bool forint = invoice.root().text(BT_5) == "HUF";
  return {forint ? Decimal(5, 1) : Decimal(2, 2), Severity::warning};
}

// In CII a VAT total is known by its currency; UBL tells the two by their breakdown.
void check_vat_totals(Node root, Report& report) {
  const Node totals = root.first(BG_22);
  const Node currency = root.first(BT_5);  // without it, no total is in another
  std::size_t own = 0, other = 0;
  for (const Term term : {BT_110, BT_111}) {
    for (const Node total : each(totals, term)) {
      if (!currency || !total.has_attribute(Attribute::currency)) continue;
      ++(total.attribute(Attribute::currency) == currency.text() ? own : other);
    }
  }
  const Node place = totals ? totals : root;
  if (own > 1) report.add(r053, place);
  if (other != (root.first(BT_6) ? 1u : 0u)) report.add(r054, place);
}

void check_base_quantities(Node root, Report& report) {
  for (const Node line : each(root, BG_25)) {
    const Node price = line.first(BG_29);
    const Node net = price.first(BT_149), gross = price.first(gross_quantity);
    if (!net || !gross) continue;
    const bool units = net.has_attribute(Attribute::unit) && gross.has_attribute(Attribute::unit);
    const bool same =
        net.text() == gross.text() &&
        (!units || net.attribute(Attribute::unit) == gross.attribute(Attribute::unit));
    if (!same) report.add_value(tmp_3, gross, gross.text());
  }
}

// The first line in document order, itself or below, that is not the sum of its sub-lines.
Node unlike_its_parts(Node line, MaybeDecimal& sum) {
  sum = Decimal(0);
  for (const Node part : each(line, BG_DEX_01)) {
    MaybeDecimal below;
    const Node found = part.first(BG_DEX_01) ? unlike_its_parts(part, below) : Node();
    if (found) {
      sum = below;
      return found;
    }
    sum = sum + decimal_of(part.first(BT_131));
  }
  return equal(decimal_of(line.first(BT_131)), sum) ? Node() : line;
}

void check_sub_lines(Node root, Report& report) {
  for (const Node line : each(root, BG_25)) {
    MaybeDecimal sum;
    if (!line.first(BG_DEX_01)) continue;
    const Node found = unlike_its_parts(line, sum);
    if (!found) continue;
    const MaybeDecimal amount = decimal_of(found.first(BT_131));
    return report.add_equation(dex_02, line, {"BT-131", amount}, {"Σ BT-131", sum});
  }
}

void check_payable(Node root, Report& report) {
  const Node totals = root.first(BG_22);
  if (!totals) return;
  const auto or_zero = [&](Term term) {
    const Node value = totals.first(term);
    return value ? decimal_of(value) : MaybeDecimal(Decimal(0));
  };
  MaybeDecimal others = Decimal(0);
  for (const Node payment : each(root, BG_DEX_09)) {
    const Node amount = payment.first(BT_DEX_002);
    if (!is_blank(amount)) others = others + decimal_of(amount);
  }
  const MaybeDecimal is = rounded(decimal_of(totals.first(BT_115)) - or_zero(BT_114));
  const MaybeDecimal should_be =
      rounded(decimal_of(totals.first(BT_112)) - or_zero(BT_113) + others);
  if (equal(is, should_be)) return;
  report.add_equation(dex_09, totals, {"BT-115 − BT-114", is},
                      {"BT-112 − BT-113 + BT-DEX-002", should_be});
}

void check_third_party_currency(Node root, Report& report) {
  for (const Node payment : each(root, BG_DEX_09)) {
    const Node amount = payment.first(BT_DEX_002);
    if (amount && amount.attribute(Attribute::currency) == root.text(BT_5)) continue;
    report.add(dex_14, amount ? amount : payment);
  }
}

}  // namespace

void list_rules(std::vector<const Rule*>& rules) {
  peppol::list_sum_rules(rules, {Decimal(2, 2), Severity::warning});
  rules.insert(rules.end(), own_rules.begin(), own_rules.end());
}

void check(const Invoice& invoice, Report& report) {
  const Node root = invoice.root();
  peppol::check_sums(invoice, sums(invoice), report);
  check_file_names(root, de_22, report);
  if (is_cii(root)) {
    check_vat_totals(root, report);
    check_base_quantities(root, report);
    return;
  }
  if (!holds(invoice, "extension")) return;
  check_payable(root, report);
  if (invoice.syntax() != Syntax::ubl_invoice) return;
  check_sub_lines(root, report);
  check_third_party_currency(root, report);
}

}  // namespace facteur::formats::xrechnung
