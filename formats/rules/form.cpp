// What one value, or one small group, must look like: at most two decimals (EN 16931-1, 6.4.4,
// BR-DEC), qualified identifiers (BR-23, BR-62 .. BR-65), and conditions inside a group.
#include "formats/civil_date.h"
#include "formats/rules/by_term.h"
#include "formats/rules/families.h"
#include "formats/rules/in.h"
#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"
#include "schemas/code_lists.h"

namespace facteur::formats::en16931 {
namespace {

using enum Term;

// string-length(substring-after(., '.')) <= 2: what is written counts, trailing zeros and spaces
// too.
bool two_decimals(Node amount) {
  const std::string_view text = amount.text();
  const auto point = text.find('.');
  return point == std::string_view::npos || text.size() - point - 1 <= 2;
}

// CII wants more than white space.
bool states(Node value, Attribute attribute) {
  return is_cii(value) ? !trim_xml_space(value.attribute(attribute)).empty()
                       : value.has_attribute(attribute);
}
bool has_scheme(Node id) {
  return states(id, Attribute::scheme_id);
}
// CII looks at the first element for the electronic address of a party, be it empty, and no other.
bool address_stated(Node party, Term address_term) {
  constexpr std::string_view channel = "ram:URIUniversalCommunication";
  if (!party.has_element(channel)) return true;
  const Node address = party.first(address_term);
  const std::string first = "/" + std::string(channel) + "[1]/";
  return address && address.location().find(first) != std::string::npos && has_scheme(address);
}
bool seller_address_stated(Node seller) {
  return address_stated(seller, BT_34);
}
bool buyer_address_stated(Node buyer) {
  return address_stated(buyer, BT_49);
}
bool has_list(Node code) {
  return states(code, Attribute::list_id);
}

// The unit is asked of the line: a line without a quantity lacks it too.
bool quantity_has_unit(Node line) {
  return line.first(BT_129).has_attribute(Attribute::unit);
}

// A line without a price is not a line with a price of zero.
bool price_not_negative(Node line) {
  const Node net = descend(line, {BG_29, BT_146});
  const MaybeDecimal price = decimal_of(net);
  return price && !price->is_negative() && !is_negative_zero(net);
}

bool gross_price_not_negative(Node line) {
  const Node gross = descend(line, {BG_29, BT_148});
  if (!gross) return true;
  const MaybeDecimal price = decimal_of(gross);
  return price && !price->is_negative() && !is_negative_zero(gross);
}

// CII compares the digits of dates in the form 102 as text; a date of another form is none.
bool digits_in_order(Node start, Node end) {
  const auto plain = [](Node date) { return date.attribute(Attribute::format) == "102"; };
  return plain(start) && plain(end) && end.text() >= start.text();
}

// A start and an end that are there, in whatever form, have to be in order.
bool in_order(Node period, Node start, Node end) {
  if (is_cii(period)) {
    const bool both =
        period.has_element("ram:StartDateTime") && period.has_element("ram:EndDateTime");
    return !both || digits_in_order(start, end);
  }
  if (!start || !end) return true;
  const auto from = Date::parse_xsd(start.text());
  const auto to = Date::parse_xsd(end.text());
  return from && to && *from <= *to;
}
bool period_in_order(Node period) {
  return in_order(period, period.first(BT_73), period.first(BT_74));
}
bool line_period_in_order(Node period) {
  return in_order(period, period.first(BT_134), period.first(BT_135));
}

// The characters that a card number shows, spaces at its ends apart. PCI DSS: first 6 and last 4.
bool card_number_is_cut(Node number) {
  std::size_t characters = 0;
  bool after_space = false;
  for (const char c : code_of(number)) {
    const bool space = xml_space.find(c) != std::string_view::npos;
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80 || (space && after_space);
    characters += continues ? 0 : 1;
    after_space = space;
  }
  return characters <= 10;
}

bool is_credit_transfer(std::string_view means) {
  return means == "30" || means == "58";
}

// BR-50 compares the code as it is written, BR-61 without the spaces around it. CII compares both
// as written, and asks each account, so that none need be there.
bool credit_account_filled(Node payment) {
  if (!is_credit_transfer(payment.text(BT_81))) return true;
  for (const Node account : each(payment, BG_17)) {
    bool filled = account.implied();
    for (const Node id : each(account, BT_84)) filled = filled || !is_blank(id);
    if (!filled) return false;
  }
  return true;
}
bool each_account_identified(Node payment) {
  if (!is_credit_transfer(payment.text(BT_81))) return true;
  for (const Node account : each(payment, BG_17)) {
    if (!account.implied() && !account.first(BT_84)) return false;
  }
  return true;
}
bool credit_transfer_has_account(Node payment) {
  if (is_cii(payment)) return each_account_identified(payment);
  return !is_credit_transfer(code_of(payment.first(BT_81))) || descend(payment, {BG_17, BT_84});
}

bool attribute_complete(Node attribute) {
  return attribute.first(BT_160) && attribute.first(BT_161);
}

// UBL writes BT-18 and BG-24 in the same element, of which BR-52 asks a reference.
bool object_identified(Node identifier) {
  return !is_blank(identifier);
}

// BR-CO-04, BR-32, BR-37, BR-47: a code of a category of VAT, not of another tax.
bool has_vat_category(Node group) {
  bool found = false;
  each_tax_category(group, [&](const TaxCategory& category) {
    found = found || (category.code && category.is_vat());
  });
  return found;
}
bool line_has_vat_category(Node line) {
  for (const Node category : each(line, BG_30)) {
    if (has_vat_category(category)) return true;
  }
  return false;
}
bool breakdown_has_rate(Node breakdown) {
  const TaxCategory category = tax_category(breakdown);
  return category.is_vat() && (category.rate || compared_code(category.code) == "O");
}

// The official test looks for the first two characters as a part of the list, spaces included, so
// that some single letters, or nothing, are let through; in CII with a space on both sides.
bool starts_with_country(Node vat_identifier) {
  const std::string_view start = vat_identifier.text().substr(0, 2);
  return is_cii(vat_identifier) ? codes::vat_prefixes.contains(start)
                                : codes::vat_prefixes.holds_part(start);
}

// BR-CL-08, in UBL: between the first two number signs of a note, three characters are a subject
// code.
bool subject_code_known(Node note) {
  const std::string_view text = note.text();
  const auto open = text.find('#');
  if (open == std::string_view::npos) return true;
  const auto close = text.find('#', open + 1);
  if (close == std::string_view::npos) return true;
  const std::string_view code = text.substr(open + 1, close - open - 1);
  return code.size() != 3 || codes::note_subjects_ubl.holds_part(code);
}

struct Row {
  Term context;
  bool (*holds)(Node);
  Rule rule;
  In in = In::both;
};

constexpr auto fatal = Severity::fatal;

constexpr Sentence at_most_two_decimals{"Un montant a au plus deux décimales.",
                                        "An amount has at most two decimals."};
constexpr Row vat_number(Term identifier) {
  return {identifier,
          starts_with_country,
          {"BR-CO-09",
           fatal,
           {identifier},
           {"Un numéro de TVA commence par le code de son pays (EL pour la Grèce).",
            "A VAT identifier starts with the code of its country (EL for Greece)."}}};
}
constexpr Row decimals(std::string_view id, Term amount) {
  return {amount, two_decimals, {id, fatal, {amount}, at_most_two_decimals}};
}

// clang-format off
constexpr auto rows = std::to_array<Row>({
  decimals("BR-DEC-01", BT_92), decimals("BR-DEC-02", BT_93),
  decimals("BR-DEC-05", BT_99), decimals("BR-DEC-06", BT_100),
  decimals("BR-DEC-09", BT_106), decimals("BR-DEC-10", BT_107),
  decimals("BR-DEC-11", BT_108), decimals("BR-DEC-12", BT_109),
  decimals("BR-DEC-14", BT_112), decimals("BR-DEC-16", BT_113),
  decimals("BR-DEC-17", BT_114), decimals("BR-DEC-18", BT_115),
  decimals("BR-DEC-19", BT_116), decimals("BR-DEC-20", BT_117),
  decimals("BR-DEC-23", BT_131), decimals("BR-DEC-24", BT_136),
  decimals("BR-DEC-25", BT_137), decimals("BR-DEC-27", BT_141),
  decimals("BR-DEC-28", BT_142),
  {BG_25, quantity_has_unit, {"BR-23", fatal, {BT_130, BG_25},
   {"La quantité facturée de chaque ligne a une unité de mesure.", "The invoiced quantity of each line has a unit of measure."}}},
  {BG_25, price_not_negative, {"BR-27", fatal, {BT_146, BG_25},
   {"Le prix net de l'article n'est pas négatif : pour diminuer un montant, inversez la quantité.", "The item's net price is not negative: to lower an amount, turn the sign of the quantity."}}},
  {BG_25, gross_price_not_negative, {"BR-28", fatal, {BT_148, BG_25},
   {"Le prix brut de l'article n'est pas négatif.", "The item's gross price is not negative."}}},
  {BG_14, period_in_order, {"BR-29", fatal, {BT_74, BT_73, BG_14},
   {"La fin de la période de facturation ne précède pas son début.", "The invoicing period does not end before it starts."}}},
  {BG_26, line_period_in_order, {"BR-30", fatal, {BT_135, BT_134, BG_26},
   {"La fin de la période de la ligne ne précède pas son début.", "The line period does not end before it starts."}}},
  {BG_20, has_vat_category, {"BR-32", fatal, {BT_95, BG_20},
   {"Chaque remise au niveau du document a un code de catégorie de TVA.", "Each document level allowance has a VAT category code."}}},
  {BG_21, has_vat_category, {"BR-37", fatal, {BT_102, BG_21},
   {"Chaque charge ou frais au niveau du document a un code de catégorie de TVA.", "Each document level charge has a VAT category code."}}},
  {BG_23, has_vat_category, {"BR-47", fatal, {BT_118, BG_23},
   {"Chaque ligne de la ventilation de TVA a un code de catégorie de TVA.", "Each VAT breakdown has a VAT category code."}}},
  {BG_23, breakdown_has_rate, {"BR-48", fatal, {BT_119, BG_23},
   {"Chaque ligne de la ventilation de TVA a un taux, sauf hors champ de la TVA (O).", "Each VAT breakdown has a rate, unless not subject to VAT (O)."}}},
  {BG_16, credit_account_filled, {"BR-50", fatal, {BT_84, BG_17},
   {"Un paiement par virement indique le compte à créditer.", "A credit transfer names the account to be credited."}}},
  {BT_87, card_number_is_cut, {"BR-51", Severity::warning, {BT_87},
   {"Un numéro de carte n'est jamais complet : au plus les 6 premiers et les 4 derniers chiffres.", "A card number is never complete: at most the first 6 and the last 4 digits."}}, In::ubl},
  {BT_87, card_number_is_cut, {"BR-51", fatal, {BT_87},
   {"Un numéro de carte n'est jamais complet : au plus les 6 premiers et les 4 derniers chiffres.", "A card number is never complete: at most the first 6 and the last 4 digits."}}, In::cii},
  {BT_18, object_identified, {"BR-52", fatal, {BT_18},
   {"Chaque document joint ou objet facturé a une référence.", "Each supporting document or invoiced object has a reference."}}},
  {BG_32, attribute_complete, {"BR-54", fatal, {BT_160, BT_161, BG_32},
   {"Chaque attribut d'article a un nom et une valeur.", "Each item attribute has a name and a value."}}},
  {BG_16, credit_transfer_has_account, {"BR-61", fatal, {BT_84, BT_81, BG_16},
   {"Un paiement par virement (moyen 30 ou 58) donne un identifiant de compte.", "A payment by credit transfer (means 30 or 58) gives an account identifier."}}},
  {BT_34, has_scheme, {"BR-62", fatal, {BT_34},
   {"L'adresse électronique du vendeur indique son schéma (par exemple 0225).", "The seller's electronic address states its scheme (such as 0225)."}}, In::ubl},
  {BG_4, seller_address_stated, {"BR-62", fatal, {BT_34},
   {"L'adresse électronique du vendeur indique son schéma (par exemple 0225).", "The seller's electronic address states its scheme (such as 0225)."}}, In::cii},
  {BT_49, has_scheme, {"BR-63", fatal, {BT_49},
   {"L'adresse électronique de l'acheteur indique son schéma (par exemple 0225).", "The buyer's electronic address states its scheme (such as 0225)."}}, In::ubl},
  {BG_7, buyer_address_stated, {"BR-63", fatal, {BT_49},
   {"L'adresse électronique de l'acheteur indique son schéma (par exemple 0225).", "The buyer's electronic address states its scheme (such as 0225)."}}, In::cii},
  {BT_157, has_scheme, {"BR-64", fatal, {BT_157},
   {"L'identifiant standard de l'article indique son schéma (par exemple 0160 pour un GTIN).", "The item's standard identifier states its scheme (such as 0160 for a GTIN)."}}},
  {BT_158, has_list, {"BR-65", fatal, {BT_158},
   {"Le code de classification de l'article indique sa liste.", "The item's classification code states its list."}}},
  {BG_25, line_has_vat_category, {"BR-CO-04", fatal, {BT_151, BG_25},
   {"Chaque ligne a un code de catégorie de TVA.", "Each line has a VAT category code."}}},
  vat_number(BT_31), vat_number(BT_48), vat_number(BT_63), vat_number(EXT_FR_FE_10), vat_number(EXT_FR_FE_27),
  vat_number(EXT_FR_FE_50), vat_number(EXT_FR_FE_73), vat_number(EXT_FR_FE_96), vat_number(EXT_FR_FE_119), vat_number(EXT_FR_FE_168),
  {BG_1, subject_code_known, {"BR-CL-08", fatal, {BT_21, BG_1},
   {"Le code sujet d'une note appartient à la liste UNTDID 4451.", "The subject code of a note belongs to UNTDID 4451."}}},
});
// clang-format on

constexpr ByTerm<rows.size()> rows_of(rows, [](const Row& row) { return row.context; });

// The value that the rule is about: the node itself, or the value of that term in the group or in a
// group of it. Null when there is none to show.
Node telling_value(Node node, Term term) {
  if (!node.text().empty()) return node;
  if (const Node value = node.first(term)) return value;
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    if (const Node value = child.first(term)) return value;
  }
  return {};
}

}  // namespace

void list_form_rules(Rules& list) {
  for (const Row& row : rows) {
    const bool listed = !list.empty() && list.back()->id == row.rule.id;
    if (!listed && row.context != BT_18) list.push_back(&row.rule);  // BR-52 stands in its family
  }
}

void check_form(Node node, Report& report) {
  rows_of.each(node.term(), [&](std::size_t row) {
    const Rule& rule = rows[row].rule;
    if (!applies(rows[row].in, node) || rows[row].holds(node)) return;
    const Node shown = telling_value(node, rule.terms[0]);
    shown ? report.add_value(rule, shown, shown.text()) : report.add(rule, node);
  });
}

}  // namespace facteur::formats::en16931
