#include "formats/value_forms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "formats/decimal.h"
#include "formats/digits.h"
#include "formats/register_numbers.h"
#include "formats/xml_space.h"
#include "schemas/code_lists.h"

namespace facteur::formats {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
template <typename Allowed>
bool all_of(std::string_view text, Allowed allowed) {
  return std::all_of(text.begin(), text.end(), allowed);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// What number() makes something of: a decimal, here.
bool is_number(std::string_view text) {
  return Decimal::parse(text).has_value();
}
bool is_negative(std::string_view text) {
  const auto value = Decimal::parse(text);
  return value && value->is_negative();
}
bool is_positive(std::string_view text) {
  const auto value = Decimal::parse(text);
  return value && !value->is_negative() && !(*value == Decimal(0));
}

// Below half a unit, as fn:round has it: -0.5 rounds to zero, 0.5 does not.
bool rounds_to_zero(std::string_view text) {
  const auto value = Decimal::parse(text);
  return value && value->round_xpath(0).is_zero();
}

bool is_charge_reason(std::string_view text) {
  return codes::charge_reasons.contains(text);
}
// Of EXTENDED-CTC-FR: Factur-X knows buyer's and seller's references too, and 0001 is old.
bool is_party_scheme(std::string_view text) {
  return text == "BY" || text == "SE" || codes::identifier_schemes.contains(text);
}

bool is_french_amount(std::string_view text) {
  return is_number_of(text, {19, 2, true});
}
bool is_french_percentage(std::string_view text) {
  return is_number_of(text, {4, 2, false});
}

bool is_iso_date(std::string_view text) {
  return text.size() == 10 && Date::parse_xsd(text).has_value();
}

bool is_peppol_billing(std::string_view text) {
  constexpr std::string_view start =
      "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
  return text.starts_with(start) && text.find("::") == std::string_view::npos;
}

bool is_url(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon < 2 || !is_letter(text[0])) return false;
  return all_of(text.substr(1, colon - 1), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '.' || c == '-';
  });
}

bool is_e_mail(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  if (text.find_first_of(xml_space) != std::string_view::npos) return false;
  const std::string_view domain = text.substr(at + 1);
  const bool dots =
      domain.find('.') != std::string_view::npos && domain.find("..") == std::string_view::npos;
  return dots && domain.front() != '.' && domain.back() != '.';
}

bool has_three_digits(std::string_view text) {
  return std::count_if(text.begin(), text.end(), is_digit) >= 3;
}

bool is_ipa(std::string_view text) {
  return text.size() == 6 && all_of(text, [](char c) { return is_letter(c) || is_digit(c); });
}
bool is_italian_tax_number(std::string_view text) {
  return text.size() >= 11 && text.size() <= 16 &&
         all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || is_digit(c); });
}

bool is_danish_se(std::string_view text) {
  return text.size() == 10 && text.starts_with("DK") && all_digits(text.substr(2));
}
bool is_danish_cvr(std::string_view text) {
  return is_danish_se(text) || (text.size() == 8 && all_digits(text));
}
bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}
bool is_giro(std::string_view text) {
  return starts_with_any(text, {"01#", "04#", "15#"});
}
bool is_giro_04_15(std::string_view text) {
  return starts_with_any(text, {"04#", "15#"});
}
bool is_fik(std::string_view text) {
  return starts_with_any(text, {"71#", "73#", "75#"});
}
bool is_fik_71_75(std::string_view text) {
  return starts_with_any(text, {"71#", "75#"});
}
bool is_danish_tax_reason(std::string_view text) {
  const std::string_view code = trim_xml_space(text);
  if (code.size() == 4 && is_number(code) && !is_negative(code)) return true;
  return text.find('#') != std::string_view::npos && text.front() != '#' && text.back() != '#';
}

bool is_dutch_vat(std::string_view text) {
  return text.size() == 14 && text.starts_with("NL") && all_digits(text.substr(2, 9)) &&
         text[11] == 'B' && all_digits(text.substr(12));
}
bool is_no_bad_dutch_vat(std::string_view text) {
  return !text.starts_with("NL") || is_dutch_vat(text);
}

bool is_norwegian(std::string_view text) {
  return text.starts_with("NO");
}
bool is_norwegian_vat(std::string_view text) {
  return is_norwegian(text) && text.size() == 14 && text.ends_with("MVA") &&
         is_norwegian_organization(text.substr(2, 9));
}

bool is_swedish_vat_digits(std::string_view text) {
  return text.size() > 2 && is_number(text.substr(2, 12));
}
bool is_swedish_rate(std::string_view text) {
  const auto rate = Decimal::parse(text);
  return rate && (*rate == Decimal(25) || *rate == Decimal(12) || *rate == Decimal(6));
}
bool is_swedish_ten_digits(std::string_view text) {
  return text.size() == 10 && is_swedish_organization(text);
}
bool is_f_tax(std::string_view text) {
  std::string folded(text);
  for (auto at = folded.find("ä"); at != std::string::npos; at = folded.find("ä")) {
    folded.replace(at, 2, "Ä");
  }
  for (auto at = folded.find("ö"); at != std::string::npos; at = folded.find("ö")) {
    folded.replace(at, 2, "Ö");
  }
  for (char& c : folded) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return folded == "GODKÄND FÖR F-SKATT";
}

// Parts of the number of a Greek invoice: tax number | date | branch | type | series | serial.
std::vector<std::string_view> greek_parts(std::string_view number) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= number.size();) {
    const auto bar = std::min(number.find('|', from), number.size());
    parts.push_back(number.substr(from, bar - from));
    from = bar + 1;
  }
  return parts;
}
std::string_view greek_part(std::string_view number, std::size_t index) {
  const auto parts = greek_parts(number);
  return index < parts.size() ? parts[index] : std::string_view();
}
bool has_six_parts(std::string_view number) {
  return greek_parts(number).size() == 6;
}
bool has_greek_branch(std::string_view number) {
  return all_digits(trim_xml_space(greek_part(number, 2)));
}
bool has_greek_type(std::string_view number) {
  constexpr std::array<std::string_view, 6> types{"1.1", "1.6", "2.1", "2.4", "5.1", "5.2"};
  return std::find(types.begin(), types.end(), greek_part(number, 3)) != types.end();
}
bool has_greek_series(std::string_view number) {
  return !greek_part(number, 4).empty();
}
bool has_greek_serial(std::string_view number) {
  return !greek_part(number, 5).empty();
}
bool is_greek_vat(std::string_view text) {
  return text.starts_with("EL") && is_greek_tax_number(text.substr(2));
}
bool starts_as_positive_number(std::string_view text) {
  return !text.empty() && text[0] >= '1' && text[0] <= '9';
}

// "#SKONTO#TAGE=14#PROZENT=2.25#" or with "BASISBETRAG=-100.00#" behind.
bool is_skonto_line(std::string_view line) {
  const auto amount = [](std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto point = text.find('.');
    return point != std::string_view::npos && all_digits(text.substr(0, point)) &&
           text.size() == point + 3 && all_digits(text.substr(point + 1));
  };
  std::vector<std::string_view> fields;
  for (std::size_t from = 0; from < line.size();) {
    const auto mark = line.find('#', from);
    if (mark == std::string_view::npos) return false;
    fields.push_back(line.substr(from, mark - from));
    from = mark + 1;
  }
  if (fields.size() != 4 && fields.size() != 5) return false;
  const bool good = fields[0].empty() && fields[1] == "SKONTO" && fields[2].starts_with("TAGE=") &&
                    all_digits(fields[2].substr(5)) && fields[3].starts_with("PROZENT=") &&
                    !fields[3].starts_with("PROZENT=-") && amount(fields[3].substr(8));
  return good && (fields.size() == 4 ||
                  (fields[4].starts_with("BASISBETRAG=") && amount(fields[4].substr(12))));
}

// Every line that starts with # is one of cash discount, and the last ends with a line break.
bool is_skonto(std::string_view text) {
  bool any = false, ended = true;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = text.find('\n', from);
    const std::string_view line = trim_xml_space(text.substr(from, end - from));
    if (line.starts_with('#')) {
      if (!is_skonto_line(line)) return false;
      any = true;
      ended = end != std::string_view::npos;
    }
    if (end == std::string_view::npos) break;
    from = end + 1;
  }
  return !any || ended;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}
// Codes that the official rules compare in upper case.
bool is_exemption_reason(std::string_view text) {
  constexpr std::size_t longest = 100;
  return text.size() <= longest && codes::exemption_reasons.contains(upper(text));
}
// In UBL, the first two characters are looked for as a part of the list.
bool has_vat_prefix(std::string_view text) {
  return codes::vat_prefixes.holds_part(text.substr(0, 2));
}
bool is_vat_scheme(std::string_view text) {
  return text.size() == 3 && upper(text) == "VAT";
}

// UNTDID 2379, format 205: YYYYMMDDHHMM, perhaps between white space, whether or not the month has
// so many days.
bool is_date_205(std::string_view text) {
  const std::string_view digits = trim_xml_space(text);
  if (digits.size() != 12 || !all_of(digits, is_digit)) return false;
  const auto number = [&](std::size_t at) {
    return (digits[at] - '0') * 10 + digits[at + 1] - '0';
  };
  const int month = number(4), day = number(6);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && number(8) <= 23 && number(10) <= 59;
}

struct Form {
  std::string_view name;
  bool (*holds)(std::string_view);
};

constexpr Form forms[] = {
    {"australian-business", is_australian_business},
    {"belgian-enterprise", is_belgian_enterprise},
    {"charge-reason", is_charge_reason},
    {"codice-fiscale", is_codice_fiscale},
    {"danish-cvr", is_danish_cvr},
    {"danish-fik", is_fik},
    {"danish-fik-71-75", is_fik_71_75},
    {"danish-giro", is_giro},
    {"danish-giro-04-15", is_giro_04_15},
    {"danish-se", is_danish_se},
    {"danish-tax-reason", is_danish_tax_reason},
    {"date-205", is_date_205},
    {"dutch-vat", is_dutch_vat},
    {"e-mail", is_e_mail},
    {"exemption-reason", is_exemption_reason},
    {"french-amount", is_french_amount},
    {"french-percentage", is_french_percentage},
    {"gln", is_gln},
    {"greek-branch", has_greek_branch},
    {"greek-number-of-six", has_six_parts},
    {"greek-serial", has_greek_serial},
    {"greek-series", has_greek_series},
    {"greek-tax-number", is_greek_tax_number},
    {"greek-type", has_greek_type},
    {"greek-vat", is_greek_vat},
    {"iban", is_iban},
    {"iso-date", is_iso_date},
    {"italian-ipa", is_ipa},
    {"italian-tax-number", is_italian_tax_number},
    {"negative", is_negative},
    {"norwegian", is_norwegian},
    {"norwegian-organization", is_norwegian_organization},
    {"norwegian-vat", is_norwegian_vat},
    {"not-a-bad-dutch-vat", is_no_bad_dutch_vat},
    {"number", is_number},
    {"partita-iva", is_partita_iva},
    {"peppol-billing-3", is_peppol_billing},
    {"party-scheme", is_party_scheme},
    {"positive", is_positive},
    {"positive-number", starts_as_positive_number},
    {"rounding-to-zero", rounds_to_zero},
    {"skonto", is_skonto},
    {"swedish-check-digit", is_swedish_organization},
    {"swedish-f-tax", is_f_tax},
    {"swedish-organization", is_swedish_ten_digits},
    {"swedish-rate", is_swedish_rate},
    {"swedish-vat-digits", is_swedish_vat_digits},
    {"three-digits-at-least", has_three_digits},
    {"url", is_url},
    {"vat-prefixed", has_vat_prefix},
    {"vat-scheme", is_vat_scheme},
};

const Form* find(std::string_view name) {
  const auto form = std::find_if(std::begin(forms), std::end(forms),
                                 [&](const Form& f) { return f.name == name; });
  return form == std::end(forms) ? nullptr : form;
}

// "digits-8", "length-2-8": how many there are, or from how many to how many.
struct Counted {
  bool digits;
  std::size_t least, most;
};
bool parse_counted(std::string_view name, Counted& counted) {
  counted.digits = name.starts_with("digits-");
  if (!counted.digits && !name.starts_with("length-")) return false;
  name.remove_prefix(7);
  const char* end = name.data() + name.size();
  const auto first = std::from_chars(name.data(), end, counted.least);
  counted.most = counted.least;
  if (first.ptr == end) return first.ec == std::errc();
  return std::from_chars(first.ptr + 1, end, counted.most).ptr == end;
}

// "list-countries": a code of that list (schemas/code_lists.h).
constexpr std::string_view of_list = "list-";
const CodeList* find_list(std::string_view form) {
  return find_code_list(form.substr(of_list.size()));
}

}  // namespace

bool is_form(std::string_view form) {
  Counted counted{};
  if (form.starts_with(of_list)) return find_list(form) != nullptr;
  return find(form) != nullptr || parse_counted(form, counted);
}

bool has_form(std::string_view value, std::string_view form) {
  if (form.starts_with(of_list)) {
    const CodeList* list = find_list(form);
    return list != nullptr && list->contains(value);
  }
  if (const Form* named = find(form)) return named->holds(value);
  Counted counted{};
  if (!parse_counted(form, counted)) return false;
  const std::size_t size = characters(value);
  return size >= counted.least && size <= counted.most && (!counted.digits || all_digits(value));
}

}  // namespace facteur::formats
