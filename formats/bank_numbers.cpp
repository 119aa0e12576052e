#include "formats/bank_numbers.h"

#include <algorithm>
#include <array>
#include <string>

#include "formats/check_digits.h"

namespace facteur::formats {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_sign(char c) {
  return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z');
}

struct Country {
  std::string_view code;
  std::size_t length;
};

// clang-format off
constexpr auto countries = std::to_array<Country>({
  {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
  {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
  {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
  {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
  {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
  {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
  {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
  {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
  {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
  {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
  {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
  {"YE", 30},
});

// Countries of banks whose accounts have IBANs of another one.
struct Shared {
  std::string_view iban, banks;
};
constexpr Shared shared[] = {
  {"FR", "BL GF GP MC MF MQ NC PF PM RE TF WF YT"}, {"MC", "FR"},
  {"GB", "GG IM JE"}, {"FI", "AX"}, {"CH", "LI"}, {"LI", "CH"}, {"RS", "XK"}, {"VA", "IT"}, {"SM", "IT"},
};
// clang-format on

// The electronic form of a text printed in groups; nothing when it is longer than `most`.
std::string without_blanks(std::string_view text, std::size_t most) {
  std::string packed;
  for (const char c : text) {
    if (c == ' ') continue;
    if (packed.size() == most) return {};
    packed += c;
  }
  return packed;
}

// Country or letters first, check digits behind: they move to the end before the division.
bool divides(std::string_view text) {
  const std::string moved = std::string(text.substr(4)) + std::string(text.substr(0, 4));
  return remainder_97(moved) == 1;
}

constexpr std::size_t longest_reference = 25;
constexpr std::size_t longest_iban = 34;

}  // namespace

std::size_t iban_length(std::string_view country) {
  const auto found =
      std::lower_bound(countries.begin(), countries.end(), country,
                       [](const Country& row, std::string_view code) { return row.code < code; });
  return found != countries.end() && found->code == country ? found->length : 0;
}

bool looks_like_iban(std::string_view text) {
  constexpr std::size_t shortest = 15;
  return text.size() >= shortest && iban_length(text.substr(0, 2)) != 0 && is_digit(text[2]) &&
         is_digit(text[3]) &&
         std::ranges::all_of(text, [](char c) { return c == ' ' || is_sign(c); });
}

IbanFault fault_of_iban(std::string_view text) {
  const std::string iban = without_blanks(text, longest_iban);
  const std::size_t length = iban_length(std::string_view(iban).substr(0, 2));
  if (length == 0) return IbanFault::country;
  if (iban.size() != length || !std::ranges::all_of(iban, is_sign)) return IbanFault::length;
  const bool digits = is_digit(iban[2]) && is_digit(iban[3]);
  if (!digits || !divides(iban)) return IbanFault::check_digits;
  return iban.size() == text.size() ? IbanFault::none : IbanFault::blanks;
}

bool is_bic(std::string_view text) {
  if (text.size() != 8 && text.size() != 11) return false;
  const auto sign = [](char c) { return is_digit(c) || is_capital(c); };
  return std::ranges::all_of(text, sign) && is_capital(text[4]) && is_capital(text[5]);
}

bool same_country(std::string_view bic_country, std::string_view iban_country) {
  if (bic_country == iban_country) return true;
  return std::ranges::any_of(shared, [&](const Shared& row) {
    return row.iban == iban_country && row.banks.find(bic_country) != std::string_view::npos;
  });
}

bool looks_like_creditor_reference(std::string_view text) {
  const std::string packed = without_blanks(text, longest_reference);
  return packed.size() > 4 && packed.starts_with("RF") && is_digit(packed[2]) &&
         is_digit(packed[3]) && std::ranges::all_of(packed, is_sign);
}

bool is_creditor_reference(std::string_view text) {
  return looks_like_creditor_reference(text) && divides(without_blanks(text, longest_reference));
}

std::string creditor_reference_for(std::string_view invoice_number) {
  constexpr std::size_t most_signs = longest_reference - 4;
  std::string signs;
  for (const char c : invoice_number) {
    if (static_cast<unsigned char>(c) >= 0x80) return {};
    const char capital = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (is_digit(capital) || is_capital(capital)) signs += capital;
  }
  if (signs.empty() || signs.size() > most_signs) return {};
  const auto check = 98 - remainder_97(signs + "RF00");
  return "RF" + std::string(check < 10 ? "0" : "") + std::to_string(check) + signs;
}

std::string printed_reference(std::string_view reference) {
  std::string printed;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    if (i > 0 && i % 4 == 0) printed += ' ';
    printed += reference[i];
  }
  return printed;
}

}  // namespace facteur::formats
