// Single values: what their data type, their scheme or their currency says they have to look like.
#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "formats/company_numbers.h"
#include "formats/register_numbers.h"
#include "formats/rules/own.h"
#include "formats/rules/values.h"
#include "formats/typed.h"
#include "formats/vat_numbers.h"

namespace facteur::formats::own {
namespace {

using enum Term;

// clang-format off
constexpr Rule siren = warning("FACTEUR-SIREN", {BT_30, BT_47},
  {"Un SIREN (schéma 0002) a neuf chiffres, dont le dernier est une clé (Luhn). Vérifiez le numéro.",
   "A SIREN (scheme 0002) has nine digits, the last of which is a check digit (Luhn). Check the number."});
constexpr Rule siret = warning("FACTEUR-SIRET", {BT_29, BT_46},
  {"Un SIRET (schéma 0009) a quatorze chiffres : un SIREN, puis cinq chiffres dont le dernier est une clé (Luhn ; pour La Poste, la somme des chiffres peut être un multiple de 5). Vérifiez le numéro.",
   "A SIRET (scheme 0009) has fourteen digits: a SIREN, then five of which the last is a check digit (Luhn; for La Poste the digits may add up to a multiple of 5). Check the number."});
constexpr Rule address = warning("FACTEUR-ADDRESS", {BT_34, BT_49},
  {"Une adresse électronique française (schéma 0225) commence par un SIREN ; si un SIRET le suit, il est de la même entreprise. Vérifiez l'adresse, sans quoi le document n'arrivera pas.",
   "A French electronic address (scheme 0225) begins with a SIREN; a SIRET behind it is of the same company. Check the address, or the document will not arrive."});
constexpr Rule location = warning("FACTEUR-GLN", {BT_29, BT_46, BT_71},
  {"Un GLN (schéma 0088) a treize chiffres, dont le dernier est une clé. Vérifiez le numéro.",
   "A GLN (scheme 0088) has thirteen digits, the last of which is a check digit. Check the number."});
constexpr Rule item = warning("FACTEUR-GTIN", {BT_157},
  {"Un GTIN (schéma 0160) a 8, 12, 13 ou 14 chiffres, dont le dernier est une clé. Vérifiez le numéro de l'article.",
   "A GTIN (scheme 0160) has 8, 12, 13 or 14 digits, the last of which is a check digit. Check the item's number."});
constexpr Rule vat_form = warning("FACTEUR-VAT-FORM", {BT_31, BT_48, BT_63},
  {"Un numéro de TVA a la forme que lui donne son pays, sans espace ni ponctuation.",
   "A VAT number has the form that its country gives it, without spaces or punctuation."});
constexpr Rule vat_key = warning("FACTEUR-VAT-KEY", {BT_31, BT_48, BT_63},
  {"La clé d'un numéro de TVA se calcule de ses autres chiffres ; celle-ci est fausse. Vérifiez le numéro, par exemple sur VIES.",
   "The check digits of a VAT number follow from its other digits; these do not. Check the number, for example with VIES."});
constexpr Rule impossible_date = warning("FACTEUR-DATE", {BT_2, BT_9},
  {"Une date existe au calendrier, et s'écrit AAAA-MM-JJ (UBL) ou comme le dit son format (CII : 102, AAAAMMJJ).",
   "A date exists in the calendar, and is written YYYY-MM-DD (UBL) or as its format says (CII: 102, YYYYMMDD)."});
constexpr Rule blanks = warning("FACTEUR-BLANKS", {BT_1, BT_13, BT_29},
  {"Un identifiant ou une référence n'a pas d'espace ni de saut de ligne au bord : d'autres logiciels ne le reconnaîtraient pas. Retirez-les.",
   "An identifier or reference has no white space at its ends: other software would not recognise it. Remove it."});
constexpr Rule minor_units = warning("FACTEUR-MINOR-UNITS", {BT_5, BT_112, BT_131},
  {"Un montant n'a pas plus de décimales que sa devise (ISO 4217) : deux pour l'euro, aucune pour le yen, trois pour le dinar tunisien.",
   "An amount has no more decimals than its currency (ISO 4217): two for the euro, none for the yen, three for the Tunisian dinar."});
// clang-format on

// The same of the terms of a life-cycle message.
constexpr Rule of_message(Rule rule, std::array<Term, 4> terms) {
  rule.terms = terms;
  return rule;
}
constexpr Rule message_rules[] = {
    of_message(siren, {MDT_57, MDT_38, MDT_129, MDT_155}),
    of_message(siret, {MDT_57, MDT_38, MDT_129, MDT_155}),
    of_message(location, {MDT_57, MDT_38, MDT_129, MDT_155}),
    of_message(item, {MDT_57, MDT_38, MDT_129, MDT_155}),
    of_message(vat_form, {MDT_57, MDT_38, MDT_129, MDT_155}),
    of_message(vat_key, {MDT_57, MDT_38, MDT_129, MDT_155}),
    of_message(address, {MDT_73, MDT_178}),
    of_message(impossible_date, {MDT_8, MDT_78, MDT_100}),
    of_message(blanks, {MDT_4, MDT_87, MDT_57}),
    of_message(minor_units, {MDT_215}),
};

// ISO 4217: the currencies without minor unit, or with other ones than hundredths.
struct MinorUnit {
  std::string_view currency;
  unsigned decimals;
};
constexpr auto minor_units_of = std::to_array<MinorUnit>({
    {"BHD", 3}, {"BIF", 0}, {"CLF", 4}, {"CLP", 0}, {"DJF", 0}, {"GNF", 0}, {"IQD", 3},
    {"ISK", 0}, {"JOD", 3}, {"JPY", 0}, {"KMF", 0}, {"KRW", 0}, {"KWD", 3}, {"LYD", 3},
    {"OMR", 3}, {"PYG", 0}, {"RWF", 0}, {"TND", 3}, {"UGX", 0}, {"UYI", 0}, {"UYW", 4},
    {"VND", 0}, {"VUV", 0}, {"XAF", 0}, {"XOF", 0}, {"XPF", 0},
});

// What the standards say a term holds, found without searching.
class Types {
 public:
  Types() {
    types_.fill(DataType::group);
    for (const TermFacts& term : all_terms()) {
      if (!term.attribute) types_[slot(term.term)] = term.type;
    }
    types_[0] = DataType::group;
  }
  DataType of(Term term) const { return types_[slot(term)]; }

 private:
  // Values of invoices and messages; anything else shares slot 0.
  static std::size_t slot(Term term) {
    const auto number = static_cast<std::size_t>(term);
    return number < 6000 ? number : 0;
  }
  std::array<DataType, 6000> types_;
};

bool is_vat_number(Term term) {
  switch (term) {
    case BT_31:
    case BT_48:
    case BT_63:
    case EXT_FR_FE_10:
    case EXT_FR_FE_27:
    case EXT_FR_FE_50:
    case EXT_FR_FE_73:
    case EXT_FR_FE_96:
    case EXT_FR_FE_119:
    case EXT_FR_FE_168:
      return true;
    default:
      return false;
  }
}

// The message is about this term, whichever the rule names first.
Rule about(const Rule& rule, Term term) {
  Rule result = rule;
  result.terms = {term};
  return result;
}

void report_value(const Rule& rule, Node node, Report& report, const Text& why = {}) {
  if (is_news(report, node.term(), node)) {
    report.add_value(about(rule, node.term()), node, node.text(), why);
  }
}

// "SIREN", "SIREN_SIRET", "SIREN_SIRET_CODE" or "SIREN_SUFFIX".
bool is_french_address(std::string_view text) {
  const std::string_view company = text.substr(0, 9);
  if (!is_siren(company)) return false;
  if (text.size() == company.size()) return true;
  if (text[9] != '_') return false;
  const std::string_view rest = text.substr(10);
  const std::string_view next = rest.substr(0, rest.find('_'));
  const bool establishment = next.size() == 14 && all_digits(next);
  return !establishment || (is_siret(next) && next.starts_with(company));
}

void check_vat_number(Node node, Report& report) {
  const std::string_view number = code_of(node);
  switch (fault_of_vat_number(number)) {
    case VatNumberFault::form: {
      const std::string form =
          std::string(number.substr(0, 2)) + " + " + std::string(vat_number_forms(number));
      report_value(vat_form, node, report,
                   {"Forme attendue : " + form + " (9 : chiffre, A : lettre, X : l'un ou l'autre).",
                    "Expected: " + form + " (9: digit, A: letter, X: either)."});
      break;
    }
    case VatNumberFault::check_digits:
      report_value(vat_key, node, report);
      break;
    case VatNumberFault::none:
    case VatNumberFault::unknown_country:
      break;
  }
}

struct Scheme {
  std::string_view code;
  bool (*holds)(std::string_view);
  const Rule& rule;
};
constexpr Scheme schemes[] = {
    {"0002", is_siren, siren},
    {"0009", is_siret, siret},
    {"0088", is_location_number, location},
    {"0160", is_trade_item_number, item},
    {"0225", is_french_address, address},
};
constexpr std::string_view vat_number_schemes[] = {"0223", "9957"};

void check_identifier(Node node, Report& report) {
  if (is_vat_number(node.term())) check_vat_number(node, report);
  const std::string_view scheme = node.attribute(Attribute::scheme_id);
  if (scheme.size() != 4) return;
  for (const Scheme& known : schemes) {
    if (known.code == scheme && !known.holds(code_of(node))) {
      report_value(known.rule, node, report);
    }
  }
  if (std::ranges::find(vat_number_schemes, scheme) != std::end(vat_number_schemes)) {
    check_vat_number(node, report);
  }
}

void check_blanks(Node node, Report& report) {
  const std::string_view text = node.text();
  constexpr std::string_view no_break_space = "\xC2\xA0";
  if (text.empty() || is_blank(node)) return;
  const bool at_an_end = trim_xml_space(text).size() != text.size() ||
                         text.starts_with(no_break_space) || text.ends_with(no_break_space);
  if (at_an_end) report_value(blanks, node, report);
}

// UNTDID 2379, format 204: YYYYMMDDHHMMSS.
bool is_date_and_time(std::string_view text) {
  if (text.size() != 14 || !all_digits(text)) return false;
  const auto number = [&](std::size_t at, std::size_t count) {
    unsigned value = 0;
    std::from_chars(text.data() + at, text.data() + at + count, value);
    return value;
  };
  return Date::of(static_cast<int>(number(0, 4)), number(4, 2), number(6, 2)) &&
         number(8, 2) < 24 && number(10, 2) < 60 && number(12, 2) < 60;
}

// Dates of other formats, and those that CII writes without one, are left to the structure.
void check_date(Node node, Report& report) {
  const Syntax syntax = node.invoice()->syntax();
  const bool named = syntax == Syntax::cii || syntax == Syntax::cdar;
  const std::string_view format = node.attribute(Attribute::format);
  bool exists = true;
  if (!named || format == "102") exists = static_cast<bool>(date(node));
  if (format == "204") exists = is_date_and_time(code_of(node));
  if (!exists) report_value(impossible_date, node, report);
}

unsigned decimals_of(std::string_view currency) {
  const auto found = std::ranges::find(minor_units_of, currency, &MinorUnit::currency);
  return found == minor_units_of.end() ? 2 : found->decimals;
}

// Of the document: found once, since in CII they stand behind all lines.
struct Currencies {
  std::string_view invoice;
  bool usual;  // this one and that of the accounts have two decimals at least
};

// Most amounts have two decimals, and nobody has to look up their currency.
void check_amount(Node node, const Currencies& currencies, Report& report) {
  const std::string_view text = node.text();
  const auto point = text.find('.');
  if (point == std::string_view::npos || (currencies.usual && text.size() - point <= 3)) return;
  const auto amount = Decimal::parse(text);
  const bool stated = node.has_attribute(Attribute::currency);
  const std::string_view currency =
      stated ? trim_xml_space(node.attribute(Attribute::currency)) : currencies.invoice;
  if (!amount || *amount == amount->round(decimals_of(currency))) return;
  report_value(minor_units, node, report);
}

}  // namespace

void list_value_rules(Rules& list) {
  list.insert(list.end(), {&siren, &siret, &address, &location, &item, &vat_form, &vat_key,
                           &impossible_date, &blanks, &minor_units});
}

void list_message_value_rules(Rules& list) {
  for (const Rule& rule : message_rules) list.push_back(&rule);
}

void check_values(const Invoice& document, Report& report) {
  static const Types types;
  const Node root = document.root();
  const std::string_view currency = code(root.first(BT_5));
  const Currencies currencies{
      currency, decimals_of(currency) >= 2 && decimals_of(code(root.first(BT_6))) >= 2};
  for (std::uint32_t index = 1; index < document.size(); ++index) {
    const Node node(&document, index);
    switch (types.of(node.term())) {
      case DataType::identifier:
        check_identifier(node, report);
        check_blanks(node, report);
        break;
      case DataType::reference:
        check_blanks(node, report);
        break;
      case DataType::date:
        check_date(node, report);
        break;
      case DataType::amount:
        check_amount(node, currencies, report);
        break;
      default:
        break;
    }
  }
}

}  // namespace facteur::formats::own
