// The French rules about the form of single values. A row says: each value of a term has a form,
// under these ids in UBL and in CII. "" where the syntax does not ask, or asks more elements than
// the model holds: schemas/rules/fr-ctc-*.shape.
#include <algorithm>
#include <string>

#include "formats/civil_date.h"
#include "formats/digits.h"
#include "formats/rules/by_term.h"
#include "formats/rules/french.h"
#include "formats/rules/values.h"
#include "schemas/code_lists.h"

namespace facteur::formats::french {
namespace {

using enum Term;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool made_of(std::string_view text, std::string_view signs) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_digit(c) || is_letter(c) || signs.find(c) != std::string_view::npos;
  });
}

bool at_most(std::string_view text, std::ptrdiff_t characters) {
  return std::count_if(text.begin(), text.end(), [](char c) {
           return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
         }) <= characters;
}

// Other white space around a number is not looked at officially.
bool is_invoice_number(std::string_view text) {
  return text.find(' ') == std::string_view::npos && made_of(trim_xml_space(text), "+-_/");
}

// YYYY-MM-DD; in CII what follows YYYYMMDD is not looked at.
bool is_french_date(Node node) {
  const std::string_view text = node.text();
  std::string iso(text);
  if (is_cii(node)) {
    if (text.size() < 8) return false;
    iso = std::string(text.substr(0, 4)) + '-' + std::string(text.substr(4, 2)) + '-' +
          std::string(text.substr(6, 2));
  }
  return iso.starts_with("20") && Date::parse(iso).has_value();
}

// The official list knows a rate as a number of at most two decimals, or with one if the second is
// zero; 1.05 and 1.75 as they are.
bool is_french_rate(std::string_view text) {
  const auto rate = Decimal::parse(text);
  const bool plain = rate && made_of(text, ".") && text.front() != '.' && text.back() != '.';
  if (!plain || !codes::french_vat_rates.contains(rate->to_string())) return false;
  const auto point = text.find('.');
  const bool leading_zero = text.size() > 1 && text[0] == '0' && text[1] != '.';
  return !leading_zero && (point == std::string_view::npos || text.size() - point <= 3);
}

enum class Form : std::uint8_t {
  number_length,
  number_signs,
  date,
  type,
  category,
  taxed_in_france,
  rate,
  stated_rate,
  address_signs,
  address_length,
  routing_signs,
  routing_length,
  filled,
  amount,
  quantity,
  price,
  percentage,
};

constexpr Sentence sentences[] = {
    {"Un numéro de facture a au plus 35 caractères.",
     "An invoice number has at most 35 characters."},
    {"Un numéro de facture s'écrit avec des lettres sans accent, des chiffres et les signes - + _ "
     "/, "
     "sans espace.",
     "An invoice number is written with unaccented letters, digits and the signs - + _ /, without "
     "spaces."},
    {"Une date existe au calendrier, entre 2000 et 2099, et s'écrit AAAA-MM-JJ (UBL) ou AAAAMMJJ "
     "(CII).",
     "A date exists in the calendar, from 2000 to 2099, and is written YYYY-MM-DD (UBL) or "
     "YYYYMMDD "
     "(CII)."},
    {"Le type de document est un de ceux de la réforme (380, 381, 384, 386, 389…).",
     "The document type is one of those of the reform (380, 381, 384, 386, 389…)."},
    {"Le code de catégorie de TVA est S, E, AE, K, G, O ou Z.",
     "The VAT category code is S, E, AE, K, G, O or Z."},
    {"L'IGIC (L) et l'IPSI (M) ne s'emploient pas en France.",
     "IGIC (L) and IPSI (M) are not used in France."},
    {"Le taux de TVA est un de ceux de la liste française, avec au plus deux décimales.",
     "The VAT rate is one of the French list, with at most two decimals."},
    {"Le taux de TVA est un de ceux de la liste française, avec au plus deux décimales.",
     "The VAT rate is one of the French list, with at most two decimals."},
    {"Une adresse électronique française (0225) s'écrit avec des lettres sans accent, des chiffres "
     "et "
     "les signes + - _ .",
     "A French electronic address (0225) is written with unaccented letters, digits and the signs "
     "+ - "
     "_ ."},
    {"Une adresse électronique a au plus 125 caractères.",
     "An electronic address has at most 125 characters."},
    {"Un code de routage (0224) s'écrit avec des lettres sans accent, des chiffres et les signes + "
     "- _ "
     ".",
     "A routing code (0224) is written with unaccented letters, digits and the signs + - _ ."},
    {"Un code de routage (0224) a au plus 100 caractères.",
     "A routing code (0224) has at most 100 characters."},
    {"Le nom ou le code d'une caractéristique d'article n'est pas vide.",
     "The name or code of an item attribute is not empty."},
    {"Un montant a au plus deux décimales et dix-neuf chiffres, le signe compris.",
     "An amount has at most two decimals and nineteen digits, its sign included."},
    {"Une quantité a au plus quatre décimales et dix-neuf chiffres, le signe compris.",
     "A quantity has at most four decimals and nineteen digits, its sign included."},
    {"Un prix a au plus six décimales et dix-neuf chiffres ; il n'est négatif que dans les cadres "
     "B9, S9 "
     "et M9.",
     "A price has at most six decimals and nineteen digits; it is negative in the frames B9, S9 "
     "and M9 "
     "only."},
    {"Un taux a au plus deux décimales et quatre chiffres, et n'est pas négatif.",
     "A rate has at most two decimals and four digits, and is not negative."},
};

bool has_scheme(Node node, std::string_view scheme) {
  return node.attribute(Attribute::scheme_id) == scheme;
}

// In CII the official rules look at ram:GlobalID, and not at ram:ID.
bool is_routing_code(Node node) {
  return has_scheme(node, "0224") &&
         (!is_cii(node) || node.location().find("ram:GlobalID[") != std::string::npos);
}

bool has_form(Form form, Node node, const Frame& frame) {
  const std::string_view text = node.text();
  switch (form) {
    case Form::number_length:
      return at_most(text, 35);
    case Form::number_signs:
      return is_invoice_number(text);
    case Form::date:
      return is_french_date(node);
    case Form::type:
      return codes::french_invoice_types.contains(text);
    case Form::category:
      return codes::french_vat_categories.contains(text);
    case Form::taxed_in_france:
      return text != "L" && text != "M";
    case Form::rate:
      return is_french_rate(text);
    case Form::stated_rate:
      return text.empty() || is_french_rate(text);
    case Form::address_signs:
      return !has_scheme(node, "0225") || made_of(text, "+-_.");
    case Form::address_length:
      return at_most(text, 125);
    case Form::routing_signs:
      return made_of(text, "+-_.") || !is_routing_code(node);
    case Form::routing_length:
      return at_most(text, 100) || !is_routing_code(node);
    case Form::filled:
      return !is_blank(node);
    case Form::amount:
      return is_number_of(code_of(node), {19, 2, true});
    case Form::quantity:
      return is_number_of(code_of(node), {19, 4, true});
    case Form::price:
      return is_number_of(code_of(node), {19, 6, frame.bidirectional});
    case Form::percentage:
      return is_number_of(code_of(node), {4, 2, false});
  }
  return true;
}

// Where the rule asks.
enum class Where : std::uint8_t {
  anywhere,
  lines,         // not in the sub-lines that UBL nests
  invoice,       // not in the credit notes of UBL
  filled_lines,  // as `lines`; in UBL an empty element is as good as none
};

struct Row {
  Term term;
  Form form;
  std::string_view ubl, cii;
  Where where;

  constexpr Row(Term value, Form wanted, std::string_view id, Where place = Where::anywhere)
      : Row(value, wanted, id, id, place) {}
  constexpr Row(Term value, Form wanted, std::string_view in_ubl, std::string_view in_cii,
                Where place = Where::anywhere)
      : term(value), form(wanted), ubl(in_ubl), cii(in_cii), where(place) {}
};

constexpr auto lines = Where::lines;
constexpr auto filled_lines = Where::filled_lines;
constexpr auto invoice = Where::invoice;
using enum Form;

// clang-format off
constexpr auto rows = std::to_array<Row>({
  {BT_1, number_length, "BR-FR-01_BT-1-1", "BR-FR-01_BT-1"},
  {BT_1, number_signs, "BR-FR-01_BT-1-2", ""},
  {BT_1, number_signs, "BR-FR-02_BT-1"},
  {BT_25, number_length, "BR-FR-01_BT-25-1", "BR-FR-01_BT-25"},
  {BT_25, number_signs, "BR-FR-01_BT-25-2", ""},
  {BT_25, number_signs, "BR-FR-02_BT-25"},
  {EXT_FR_FE_136, number_length, "BR-FR-01_EXT-FR-FE-136-1", "BR-FR-01_EXT-FR-FE-136", lines},
  {EXT_FR_FE_136, number_signs, "BR-FR-01_EXT-FR-FE-136-2", "", lines},
  {EXT_FR_FE_136, number_signs, "BR-FR-02_EXT-FR-FE-136", lines},

  {BT_2, date, "BR-FR-03_BT-2"},
  {BT_7, date, "BR-FR-03_BT-7"},
  {BT_9, date, "BR-FR-03_BT-9", invoice},
  {BT_26, date, "BR-FR-03_BT-26"},
  {BT_72, date, "BR-FR-03_BT-72"},
  {BT_73, date, "BR-FR-03_BT-73"},
  {BT_74, date, "BR-FR-03_BT-74"},
  {BT_134, date, "BR-FR-03_BT-134", "BR-FR-03_EXT-FR-FE-134", lines},
  {BT_135, date, "BR-FR-03_BT-135", "BR-FR-03_EXT-FR-FE-135", lines},
  {EXT_FR_FE_138, date, "BR-FR-03_EXT-FR-FE-138", lines},
  {EXT_FR_FE_158, date, "BR-FR-03_EXT-FR-FE-158", lines},

  {BT_3, type, "BR-FR-04_BT-3"},
  {EXT_FR_FE_02, type, "BR-FR-04_EXT-FR-FE-02"},
  {EXT_FR_FE_137, type, "BR-FR-04_EXT-FR-FE-137", lines},

  // CII asks the same of categories that are missing: check_missing_category.
  {BT_118, category, "", "BR-FR-15_BT-95_BT-118"},
  {BT_151, category, "BR-FR-15_BT-151-1", "BR-FR-15_BT-95_BT-151"},
  {BT_118, taxed_in_france, "", "BR-FR-15_BT-95_BT-118_LM"},
  {BT_151, taxed_in_france, "BR-FR-08_BT-151-2", "BR-FR-15_BT-95_BT-151_LM"},

  // Officially the rates of the lines of a UBL credit note are not looked at.
  {BT_152, rate, "BR-FR-16_BT-152", "", invoice},
  {BT_119, stated_rate, "", "BR-FR-16_BT-119"},
  {BT_152, stated_rate, "", "BR-FR-16_BT-152"},

  {BT_34, address_signs, "BR-FR-23_BT-34"},
  {BT_49, address_signs, "BR-FR-23_BT-49"},
  {EXT_FR_FE_12, address_signs, "BR-FR-23_EXT-FR-FE-12"},
  {EXT_FR_FE_29, address_signs, "BR-FR-23_EXT-FR-FE-29"},
  {EXT_FR_FE_52, address_signs, "BR-FR-23_EXT-FR-FE-52"},
  {EXT_FR_FE_75, address_signs, "BR-FR-23_EXT-FR-FE-75"},
  {EXT_FR_FE_98, address_signs, "BR-FR-23_EXT-FR-FE-98"},
  {EXT_FR_FE_121, address_signs, "BR-FR-23_EXT-FR-FE-121"},
  {BT_34, address_length, "BR-FR-25_BT-34"},
  {BT_49, address_length, "BR-FR-25_BT-49"},
  {EXT_FR_FE_12, address_length, "BR-FR-25_EXT-FR-FE-12"},
  {EXT_FR_FE_29, address_length, "BR-FR-25_EXT-FR-FE-29"},
  {EXT_FR_FE_52, address_length, "BR-FR-25_EXT-FR-FE-52"},
  {EXT_FR_FE_75, address_length, "BR-FR-25_EXT-FR-FE-75"},
  {EXT_FR_FE_98, address_length, "BR-FR-25_EXT-FR-FE-98"},
  {EXT_FR_FE_121, address_length, "BR-FR-25_EXT-FR-FE-121"},
  {BT_29, routing_signs, "BR-FR-24_BT-29"},
  {BT_46, routing_signs, "BR-FR-24_BT-46"},
  {BT_29, routing_length, "BR-FR-26_BT-29"},
  {BT_46, routing_length, "BR-FR-26_BT-46"},

  // In UBL the official paths miss the line: never.
  {BT_160, filled, "", "BR-FR-27_BT-160"},
  {EXT_FR_FE_159, filled, "", "BR-FR-27_EXT-FR-FE-159"},

  {BT_92, amount, "BR-FR-DEC-01_BT-92_BT-99"},
  {BT_99, amount, "BR-FR-DEC-01_BT-92_BT-99"},
  {BT_93, amount, "BR-FR-DEC-01_BT-93_BT-100"},
  {BT_100, amount, "BR-FR-DEC-01_BT-93_BT-100"},
  {BT_106, amount, "BR-FR-DEC-01_BT-106"},
  {BT_107, amount, "BR-FR-DEC-01_BT-107"},
  {BT_108, amount, "BR-FR-DEC-01_BT-108"},
  {BT_109, amount, "BR-FR-DEC-01_BT-109"},
  // Officially BT-110 takes the total in accounting currency too: nothing is left for
  // BR-FR-DEC-01_BT-111.
  {BT_110, amount, "", "BR-FR-DEC-01_BT-110"},
  {BT_111, amount, "", "BR-FR-DEC-01_BT-110"},
  {BT_112, amount, "BR-FR-DEC-01_BT-112"},
  {BT_113, amount, "BR-FR-DEC-01_BT-113"},
  {BT_114, amount, "BR-FR-DEC-01_BT-114"},
  {BT_115, amount, "BR-FR-DEC-01_BT-115"},
  {BT_116, amount, "", "BR-FR-DEC-01_BT-116"},
  {BT_117, amount, "", "BR-FR-DEC-01_BT-117"},
  {BT_131, amount, "BR-FR-DEC-01_BT-131", lines},
  {BT_136, amount, "BR-FR-DEC-01_BT-136_BT-141", lines},
  {BT_141, amount, "BR-FR-DEC-01_BT-136_BT-141", lines},
  {BT_137, amount, "BR-FR-DEC-01_BT-137_BT-142", lines},
  {BT_142, amount, "BR-FR-DEC-01_BT-137_BT-142", lines},
  {BT_129, quantity, "BR-FR-DEC-02_BT-129", lines},
  {BT_149, quantity, "BR-FR-DEC-02_BT-149", filled_lines},
  {BT_146, price, "BR-FR-DEC-03_BT-146", filled_lines},
  {BT_147, price, "BR-FR-DEC-03_BT-147", filled_lines},
  {BT_148, price, "BR-FR-DEC-03_BT-148", filled_lines},
  {BT_119, percentage, "", "BR-FR-DEC-04_BT-119"},
  {BT_152, percentage, "BR-FR-DEC-04_BT-152"},
});

// Rules that another one keeps from ever being asked, or whose path leads nowhere.
constexpr TwoRules never[] = {
  named("BR-FR-16_BT-103", "", {BT_103}, sentences[static_cast<std::size_t>(rate)]),
  named("BR-FR-DEC-01_BT-111", {BT_111}, sentences[static_cast<std::size_t>(amount)]),
  named("BR-FR-27_BT-160", "", {BT_160}, sentences[static_cast<std::size_t>(filled)]),
  named("BR-FR-27_EXT-FR-FE-159", "", {EXT_FR_FE_159}, sentences[static_cast<std::size_t>(filled)]),
};
// clang-format on

constexpr auto rules = [] {
  std::array<TwoRules, rows.size()> result{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    result[i] = named(rows[i].ubl, rows[i].cii, {rows[i].term},
                      sentences[static_cast<std::size_t>(rows[i].form)]);
  }
  return result;
}();

constexpr ByTerm<rows.size()> rows_of(rows, [](const Row& row) { return row.term; });

bool is_asked(const Row& row, Node node, bool in_sub_line) {
  switch (row.where) {
    case Where::anywhere:
      return true;
    case Where::lines:
      return !in_sub_line;
    case Where::invoice:
      return !in_sub_line && node.invoice()->syntax() != Syntax::ubl_credit_note;
    case Where::filled_lines:
      return !in_sub_line && (is_cii(node) || !is_blank(node));
  }
  return true;
}

// CII: a tax without a category code breaks the rule about its code; that of a line does not where
// the line groups others or informs.
void check_missing_category(Node tax, Report& report) {
  const Term code = tax.term() == BG_23 ? BT_118 : BT_151;
  const std::string_view kind = tax.parent().text(EXT_FR_FE_163);
  if (tax.first(code) || kind == "GROUP" || kind == "INFORMATION") return;
  rows_of.each(code, [&](std::size_t row) {
    if (rows[row].form == category) report.add_missing(rules[row].cii, tax, code);
  });
}

void check_node(Node node, bool in_sub_line, const Frame& frame, Report& report) {
  rows_of.each(node.term(), [&](std::size_t number) {
    const Rule& rule = rules[number].in(node);
    if (rule.id.empty() || !is_asked(rows[number], node, in_sub_line)) return;
    if (!has_form(rows[number].form, node, frame)) report.add_value(rule, node, node.text());
  });
  const Term term = node.term();
  if ((term == BG_23 || term == BG_30) && is_cii(node)) check_missing_category(node, report);
  in_sub_line = in_sub_line || term == BG_DEX_01;
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    check_node(child, in_sub_line, frame, report);  // as deep as groups nest
  }
}

// In UBL a sub-line names its parent in a reference to the invoice itself: the number of the
// invoice is then that of a preceding invoice too.
void check_own_number(Node root, Report& report) {
  const Node number = root.first(BT_1);
  for (const Node line : each(root, BG_25)) {
    if (!line.first(EXT_FR_FE_163) && !line.first(EXT_FR_FE_162)) continue;
    rows_of.each(EXT_FR_FE_136, [&](std::size_t row) {
      if (!has_form(rows[row].form, number, Frame(root))) {
        report.add_value(rules[row].ubl, line, number.text());
      }
    });
  }
}

}  // namespace

void list_value_rules(Rules& list) {
  for (const TwoRules& rule : rules) add_rules(rule, list);
  for (const TwoRules& rule : never) add_rules(rule, list);
}

void check_values(Node root, const Frame& frame, Report& report) {
  check_node(root, false, frame, report);
  const Node number = root.first(BT_1);
  const bool well_formed = number && at_most(number.text(), 35) && is_invoice_number(number.text());
  if (number && !well_formed && !is_cii(root)) check_own_number(root, report);
}

}  // namespace facteur::formats::french
