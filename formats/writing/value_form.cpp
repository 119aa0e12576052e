#include "formats/writing/value_form.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/civil_date.h"
#include "formats/decimal.h"
#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

using schemas::Lexical;

// UNTDID 2379: the date formats that a value of EN 16931 may have. 102 is CCYYMMDD.
constexpr std::string_view day_format = "102";

// The VAT point date (BT-8), UNTDID 2005 in UBL and UNTDID 2475 in CII (EN 16931-3-2, -3-3).
struct PointDate {
  std::string_view ubl, cii;
};
constexpr std::array point_dates{
    PointDate{"3", "5"},     // date of the invoice
    PointDate{"35", "29"},   // date of the delivery
    PointDate{"432", "72"},  // date of the payment
};

bool is_point_date(Term term) {
  return term == Term::BT_8 || term == Term::EXT_FR_FE_180;
}

std::string_view translated(std::string_view code, bool from_cii, bool to_cii) {
  for (const PointDate& row : point_dates) {
    if ((from_cii ? row.cii : row.ubl) == code) return to_cii ? row.cii : row.ubl;
  }
  return code;
}

constexpr Scope everything;

std::optional<Date> day_of(std::string_view text) {
  text = trim_xml_space(text);
  if (text.size() != 8 || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return Date::parse_xsd(text);
  }
  return Date::parse(std::string(text.substr(0, 4))
                         .append("-")
                         .append(text.substr(4, 2))
                         .append("-")
                         .append(text.substr(6)));
}

std::string without_dashes(std::string day) {
  day.erase(std::remove(day.begin(), day.end(), '-'), day.end());
  return day;
}

// ISO 13616: country, two check digits, up to 30 letters and digits; people put spaces between.
bool is_iban(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  text = trim_xml_space(text);
  return text.size() >= 15 && text.size() <= 42 && is_letter(text[0]) && is_letter(text[1]) &&
         is_digit(text[2]) && is_digit(text[3]);
}

bool is_amount(Term term) {
  const TermFacts* known = facts(term);
  return known != nullptr && known->type == DataType::amount;
}

// The French note about how an invoice is to be treated (subject BAR) holds a code, which UBL may
// close with a number sign as it opens it: "#BAR#B2B#" (BR-FR-20).
std::string_view note_text(Node value) {
  std::string_view text = value.text();
  const bool closed = text.size() > 1 && text.back() == '#';
  if (closed && value.parent().text(Term::BT_21) == "BAR") text.remove_suffix(1);
  return text;
}

// An amount has two decimals (UBL-DT-01); more of them are let go where they say nothing.
std::string_view without_idle_zeros(std::string_view amount) {
  const auto point = amount.find('.');
  if (point == std::string_view::npos || amount.back() != '0') return amount;
  while (amount.size() > point + 3 && amount.back() == '0') amount.remove_suffix(1);
  return amount;
}

bool is_date(Term term) {
  const TermFacts* known = facts(term);
  return known != nullptr && known->type == DataType::date;
}

bool carries(const schemas::Grammar& grammar, const schemas::Type& type, Attribute attribute) {
  const auto rows = grammar.attributes.subspan(type.first_attribute, type.attribute_count);
  return std::any_of(rows.begin(), rows.end(), [attribute](const schemas::Attribute& row) {
    return row.carried_as == static_cast<unsigned>(attribute) + 1;
  });
}

}  // namespace

bool is_note_code(std::string_view code) {
  return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

ValueForms::ValueForms(const Invoice& invoice, const schemas::Grammar& target, const Scope& scope,
                       bool same_syntax)
    : target_(target),
      scope_(scope),
      same_syntax_(same_syntax),
      from_cii_(invoice.syntax() == Syntax::cii),
      currency_(trim_xml_space(invoice.root().text(Term::BT_5))),
      tax_currency_(trim_xml_space(invoice.root().text(Term::BT_6))) {}

ValueForms::ValueForms(const Invoice& invoice)
    : ValueForms(invoice, schemas::ubl, everything, false) {}

std::string_view ValueForms::neutral(Node value) {
  if (is_point_date(value.term())) {
    return translated(trim_xml_space(value.text()), from_cii_, false);
  }
  const auto day = is_date(value.term()) ? day_of(value.text()) : std::nullopt;
  return day ? keep(day->to_string()) : value.text();
}

bool ValueForms::has_day(Node value) const {
  return is_date(value.term()) && day_of(value.text());
}

bool ValueForms::is_of(schemas::Form form, Node value) const {
  switch (form) {
    case schemas::Form::plain:
      return value.attribute(Attribute::scheme_id).empty();
    case schemas::Form::iban:
      return is_iban(value.text());
    case schemas::Form::foreign:
      return same_syntax_ || trim_xml_space(value.text()) != currency_;
    default:
      return true;
  }
}

std::optional<std::string_view> ValueForms::total(Node first, Node second, bool subtracts) {
  const MaybeDecimal a = Decimal::parse(first.text()), b = Decimal::parse(second.text());
  const MaybeDecimal result = subtracts ? a - b : a + b;
  if (!result) return std::nullopt;
  return keep(result->to_string());
}

std::string_view ValueForms::keep(std::string text) {
  return texts_.emplace_back(std::move(text));
}

std::optional<std::string_view> ValueForms::text(Node value, const schemas::Type& type) {
  if (value.term() == replaced_ && !replacement_.empty()) return replacement_;
  if (same_syntax_) return value.text();
  if (is_date(value.term())) return date(value, type);
  if (is_point_date(value.term())) {
    return translated(trim_xml_space(value.text()), from_cii_, &target_ == &schemas::cii);
  }
  if (value.term() == Term::BT_22) return note_text(value);
  if (is_amount(value.term())) return without_idle_zeros(value.text());
  return value.text();
}

std::optional<std::string_view> ValueForms::date(Node value, const schemas::Type& type) {
  const bool iso = type.lexical == Lexical::date;
  const bool formatted = carries(target_, type, Attribute::format);
  if (!iso && !formatted) return value.text();
  const auto day = day_of(value.text());
  if (day) return keep(iso ? day->to_string() : without_dashes(day->to_string()));
  // Without a day, the format says what the text is, if anything does.
  if (formatted && !value.attribute(Attribute::format).empty()) return value.text();
  return std::nullopt;
}

std::string_view ValueForms::coded(std::string_view code, std::string_view rest) {
  if (code.empty()) return rest;
  return keep(std::string("#").append(code).append("#").append(rest));
}

std::string_view ValueForms::currency_of(Node value) const {
  return value.term() == Term::BT_111 && !tax_currency_.empty() ? tax_currency_ : currency_;
}

std::optional<std::string_view> ValueForms::attribute(Node value, const schemas::Attribute& row,
                                                      bool looked_at) const {
  const auto which = static_cast<Attribute>(row.carried_as - 1);
  const bool given = value.has_attribute(which);
  const bool wanted = row.required || looked_at;
  if (same_syntax_) return given ? std::optional(value.attribute(which)) : std::nullopt;
  if (which == Attribute::currency) {
    if (!wanted && (implied(value, which) || !scope_.allows(value.term(), which))) {
      return std::nullopt;
    }
    return given ? value.attribute(which) : currency_of(value);
  }
  if (which == Attribute::format && is_date(value.term())) {
    return day_of(value.text()) ? day_format : value.attribute(which);
  }
  const bool said = given && (wanted || scope_.allows(value.term(), which));
  return said ? std::optional(value.attribute(which)) : std::nullopt;
}

// The quantity of a gross price is that of the net price, which is 1 where it is not said (BT-149).
bool ValueForms::implied(Node value) const {
  if (value.term() != Term::gross_quantity) return false;
  const Node net = value.parent().first(Term::BT_149);
  return Decimal::parse(value.text()) == (net ? Decimal::parse(net.text()) : Decimal(1));
}

bool ValueForms::implied(Node value, Attribute attribute) const {
  switch (attribute) {
    case Attribute::currency:
      return !value.has_attribute(attribute) || value.attribute(attribute) == currency_of(value);
    case Attribute::format:
      return is_date(value.term());
    default:
      return false;
  }
}

}  // namespace facteur::formats
