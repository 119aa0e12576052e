#include "formats/vat_numbers.h"

#include <algorithm>
#include <array>
#include <string>

#include "formats/check_digits.h"
#include "formats/company_numbers.h"
#include "formats/register_numbers.h"

namespace facteur::formats {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}

// ---- check digits, each over the number without its prefix, whose form is right

template <typename... Weight>
int weighted(std::string_view number, Weight... weight) {
  const std::array<int, sizeof...(weight)> weights{weight...};
  return weighted_sum(number, weights);
}

bool austrian(std::string_view number) {
  return (16 - luhn_remainder(number.substr(1, 7))) % 10 == digit_value(number[8]);
}
bool belgian(std::string_view number) {
  return number[0] <= '1' && is_belgian_enterprise(number);
}
bool bulgarian(std::string_view number) {
  if (number.size() != 9) return true;  // a natural person
  int check = weighted(number, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
  if (check == 10) check = weighted(number, 3, 4, 5, 6, 7, 8, 9, 10) % 11;
  return check % 10 == digit_value(number[8]);
}
bool cypriot(std::string_view number) {
  constexpr std::array<int, 10> odd_places{1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const int value = digit_value(number[i]);
    sum += i % 2 == 0 ? odd_places[static_cast<std::size_t>(value)] : value;
  }
  return sum % 26 == number[8] - 'A';
}
bool czech(std::string_view number) {
  if (number.size() != 8) return true;  // a natural person
  const int check = (11 - weighted(number, 8, 7, 6, 5, 4, 3, 2) % 11) % 11;
  return (check == 0 ? 1 : check) % 10 == digit_value(number[7]);
}
bool danish(std::string_view number) {
  return weighted(number, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
}
bool estonian(std::string_view number) {
  return weighted(number, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
}
bool finnish(std::string_view number) {
  return weighted(number, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
}
// A key with letters has another rule, which the administration does not publish.
bool french(std::string_view number) {
  const bool monaco = number.substr(2, 3) == "000";
  if (!monaco && !is_siren(number.substr(2))) return false;
  if (!is_digit(number[0]) || !is_digit(number[1])) return true;
  const int key = (12 + 3 * remainder_97(number.substr(2))) % 97;
  return key == digit_value(number[0]) * 10 + digit_value(number[1]);
}
bool hungarian(std::string_view number) {
  return weighted(number, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;
}
// Numbers of the old form, whose second place is a letter, become new ones by moving the first
// digit behind the others.
bool irish(std::string_view number) {
  constexpr std::string_view letters = "WABCDEFGHIJKLMNOPQRSTUV";
  std::string digits(number.substr(0, 7));
  if (!is_digit(number[1])) digits = "0" + std::string(number.substr(2, 5)) + number[0];
  int sum = weighted(digits, 8, 7, 6, 5, 4, 3, 2);
  if (number.size() == 9) {
    const auto second = letters.find(number[8]);
    if (second == std::string_view::npos) return false;
    sum += 9 * static_cast<int>(second);
  }
  return letters[static_cast<std::size_t>(sum % 23)] == number[7];
}
bool italian(std::string_view number) {
  return luhn_remainder(number) == 0;
}
bool latvian(std::string_view number) {
  if (number[0] <= '3') return true;  // a natural person
  return weighted(number, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3;
}
bool lithuanian(std::string_view number) {
  const std::size_t last = number.size() - 1;
  const auto sum = [&](std::size_t shift) {
    int result = 0;
    for (std::size_t i = 0; i < last; ++i) {
      result += digit_value(number[i]) * static_cast<int>(1 + (i + shift) % 9);
    }
    return result % 11;
  };
  const int check = sum(0) == 10 ? sum(2) : sum(0);
  return check % 10 == digit_value(number[last]);
}
bool luxembourgish(std::string_view number) {
  int first = 0;
  for (const char c : number.substr(0, 6)) first = first * 10 + digit_value(c);
  return first % 89 == digit_value(number[6]) * 10 + digit_value(number[7]);
}
bool maltese(std::string_view number) {
  return weighted(number, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0;
}
// Those of natural persons were given anew in 2020, with other check digits.
bool dutch(std::string_view number) {
  const int of_companies = weighted(number, 9, 8, 7, 6, 5, 4, 3, 2) - digit_value(number[8]);
  return of_companies % 11 == 0 || remainder_97("NL" + std::string(number)) == 1;
}
bool polish(std::string_view number) {
  return weighted(number, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == digit_value(number[9]);
}
bool portuguese(std::string_view number) {
  const int check = (11 - weighted(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11;
  return check % 10 == digit_value(number[8]);
}
bool romanian(std::string_view number) {
  if (number.size() > 10) return true;  // a natural person
  const std::string padded = std::string(10 - number.size(), '0') + std::string(number);
  return weighted(padded, 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == digit_value(padded[9]);
}
bool slovak(std::string_view number) {
  int remainder = 0;
  for (const char c : number) remainder = (remainder * 10 + digit_value(c)) % 11;
  return remainder == 0;
}
bool slovenian(std::string_view number) {
  const int check = 11 - weighted(number, 8, 7, 6, 5, 4, 3, 2) % 11;
  return check % 11 != 0 && check % 10 == digit_value(number[7]);
}
// A company (letter first), a resident or a foreigner.
bool spanish(std::string_view number) {
  constexpr std::string_view of_persons = "TRWAGMYFPDXBNJZSQVHLCKE";
  constexpr std::string_view of_companies = "JABCDEFGHI";
  const std::string_view digits = number.substr(1, 7);
  if (!all_digits(digits)) return false;
  const auto letter = [&](std::string_view text) {
    int remainder = 0;
    for (const char c : text) remainder = (remainder * 10 + digit_value(c)) % 23;
    return of_persons[static_cast<std::size_t>(remainder)] == number[8];
  };
  if (is_digit(number[0])) return letter(number.substr(0, 8));
  if (number[0] >= 'X') return letter(std::string(1, char(number[0] - 'X' + '0')).append(digits));
  if (number[0] >= 'K' && number[0] <= 'M') return is_letter(number[8]);
  const auto check = static_cast<std::size_t>(luhn_remainder(std::string(digits) + '0'));
  const std::size_t expected = (10 - check) % 10;
  return number[8] == char('0' + expected) || number[8] == of_companies[expected];
}
bool swedish(std::string_view number) {
  return luhn_remainder(number.substr(0, 10)) == 0;
}
bool any(std::string_view) {
  return true;
}

struct Country {
  std::string_view prefix;
  std::string_view forms;
  bool (*checks)(std::string_view number);
};

// clang-format off
constexpr Country countries[] = {
  {"AT", "U99999999", austrian},
  {"BE", "9999999999", belgian},
  {"BG", "999999999 | 9999999999", bulgarian},
  {"CY", "99999999A", cypriot},
  {"CZ", "99999999 | 999999999 | 9999999999", czech},
  {"DE", "999999999", ends_as_mod_11_10},
  {"DK", "99999999", danish},
  {"EE", "999999999", estonian},
  {"EL", "999999999", is_greek_tax_number},
  {"ES", "X9999999X", spanish},
  {"FI", "99999999", finnish},
  {"FR", "XX999999999", french},
  {"HR", "99999999999", ends_as_mod_11_10},
  {"HU", "99999999", hungarian},
  {"IE", "9999999A | 9999999AA | 9A99999A | 9+99999A | 9*99999A", irish},
  {"IT", "99999999999", italian},
  {"LT", "999999999 | 999999999999", lithuanian},
  {"LU", "99999999", luxembourgish},
  {"LV", "99999999999", latvian},
  {"MT", "99999999", maltese},
  {"NL", "999999999B99", dutch},
  {"PL", "9999999999", polish},
  {"PT", "999999999", portuguese},
  {"RO", "99 | 999 | 9999 | 99999 | 999999 | 9999999 | 99999999 | 999999999 | 9999999999 | 9999999999999", romanian},
  {"SE", "999999999999", swedish},
  {"SI", "99999999", slovenian},
  {"SK", "9999999999", slovak},
  {"XI", "999999999 | 999999999999 | GD999 | HA999", any},
};
// clang-format on

// Other signs in a form stand for themselves.
bool fits(std::string_view text, std::string_view form) {
  return std::ranges::equal(text, form, [](char c, char f) {
    if (f == '9') return is_digit(c);
    if (f == 'A') return is_letter(c);
    if (f == 'X') return is_letter(c) || is_digit(c);
    return c == f;
  });
}

bool fits_any(std::string_view text, std::string_view forms) {
  constexpr std::string_view separator = " | ";
  for (std::size_t at = 0; at < forms.size();) {
    const std::size_t end = std::min(forms.find(separator, at), forms.size());
    if (fits(text, forms.substr(at, end - at))) return true;
    at = end + separator.size();
  }
  return false;
}

const Country* country_of(std::string_view number) {
  const auto found = std::ranges::find(countries, number.substr(0, 2), &Country::prefix);
  return found == std::end(countries) ? nullptr : found;
}

}  // namespace

VatNumberFault fault_of_vat_number(std::string_view number) {
  const Country* country = country_of(number);
  if (country == nullptr) return VatNumberFault::unknown_country;
  if (!fits_any(number.substr(2), country->forms)) return VatNumberFault::form;
  return country->checks(number.substr(2)) ? VatNumberFault::none : VatNumberFault::check_digits;
}

std::string_view vat_number_forms(std::string_view number) {
  const Country* country = country_of(number);
  return country == nullptr ? std::string_view() : country->forms;
}

std::string_view siren_in_vat_number(std::string_view number) {
  const bool french_form = number.starts_with("FR") && fits(number.substr(2), "XX999999999");
  if (!french_form || number.substr(4, 3) == "000") return {};
  return number.substr(4);
}

}  // namespace facteur::formats
