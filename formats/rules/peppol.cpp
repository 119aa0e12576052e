#include "formats/rules/peppol.h"

#include <array>

#include "formats/civil_date.h"
#include "formats/document_conditions.h"
#include "formats/register_numbers.h"
#include "formats/rules/file_names.h"
#include "formats/rules/peppol_sums.h"
#include "formats/rules/values.h"

namespace facteur::formats::peppol {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

// clang-format off
constexpr Rule r051{"PEPPOL-EN16931-R051", fatal, {BT_5}, {"Tout montant est dans la devise de la facture, sauf le total de TVA en devise de comptabilisation.", "Every amount is in the invoice currency, except the VAT total in accounting currency."}};
constexpr Rule de_22{"DE-R-022", fatal, {BT_125}, {"Les fichiers joints ont des noms différents.", "Attached files have different names."}};
constexpr Rule gr_2{"GR-R-001-2", fatal, {BT_1, BT_31}, {"Le numéro d'une facture grecque commence par le numéro fiscal du vendeur ou de son représentant.", "The number of a Greek invoice begins with the tax number of the seller or its representative."}};
constexpr Rule gr_3{"GR-R-001-3", fatal, {BT_1, BT_2}, {"La deuxième partie du numéro d'une facture grecque est sa date, JJ/MM/AAAA.", "The second part of the number of a Greek invoice is its date, DD/MM/YYYY."}};
constexpr Rule is_10{"IS-R-010", fatal, {BT_9, BT_122}, {"La date d'échéance ne suit pas l'échéance islandaise (EINDAGI).", "The payment due date is not after the Icelandic due date (EINDAGI)."}};
// clang-format on

constexpr std::array own_rules{&r051, &de_22, &gr_2, &gr_3, &is_10};

const SumOptions sums{Decimal(2, 2), fatal};

// Does this VAT total stand beside a breakdown?
bool has_breakdown(Node root, Node vat_total) {
  for (const Node breakdown : each(root, BG_23)) {
    if (breakdown.beside(vat_total)) return true;
  }
  return false;
}

void check_currency(Node node, Node root, std::string_view currency, Report& report) {
  const bool total = node.term() == BT_110 || node.term() == BT_111;
  const bool of_line = node.term() == EXT_FR_FE_181 || node.term() == EXT_FR_FE_182;
  const bool looked_at =
      node.has_attribute(Attribute::currency) && !of_line && (!total || has_breakdown(root, node));
  if (looked_at && node.attribute(Attribute::currency) != currency) {
    report.add_value(r051, node, node.attribute(Attribute::currency));
  }
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    check_currency(child, root, currency, report);
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
  list_sum_rules(rules, sums);
  rules.insert(rules.end(), own_rules.begin(), own_rules.end());
}

void check(const Invoice& invoice, Report& report) {
  const Node root = invoice.root();
  check_sums(invoice, sums, report);
  check_currency(root, root, root.text(BT_5), report);
  const auto holds = [&](std::string_view name) { return find_document_condition(name)(invoice); };
  if (holds("german")) check_file_names(root, de_22, report);
  if (holds("greek_seller")) check_greek_number(root, report);
  if (holds("icelandic_seller")) check_icelandic_due_date(root, report);
}

}  // namespace facteur::formats::peppol
