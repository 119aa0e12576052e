#include "formats/register_numbers.h"

#include <algorithm>
#include <string>

#include "formats/check_digits.h"

namespace facteur::formats {
namespace {

int digit(char c) {
  return c - '0';
}

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool all_letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_letter);
}

// The digits before the last, each times its weight, counted from the right: weight(0) is that of
// the one before the last.
template <typename Weight>
int weighted(std::string_view number, Weight weight) {
  int sum = 0;
  for (std::size_t i = 0; i + 1 < number.size(); ++i) {
    sum += digit(number[number.size() - 2 - i]) * weight(static_cast<int>(i));
  }
  return sum;
}

}  // namespace

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_gln(std::string_view number) {
  if (!all_digits(number)) return false;
  const int sum = weighted(number, [](int i) { return i % 2 == 0 ? 3 : 1; });
  return (10 - sum % 10) % 10 == digit(number.back());
}

bool is_norwegian_organization(std::string_view number) {
  if (number.size() != 9 || !all_digits(number)) return false;
  const int sum = weighted(number, [](int i) { return i % 6 + 2; });
  const bool zero = number.find_first_not_of('0') == std::string_view::npos;
  return !zero && (11 - sum % 11) % 11 == digit(number.back());
}

bool is_belgian_enterprise(std::string_view number) {
  if (number.size() != 10 || !all_digits(number)) return false;
  return 97 - remainder_97(number.substr(0, 8)) == digit(number[8]) * 10 + digit(number[9]);
}

// Of other countries everything is let through.
bool is_partita_iva(std::string_view number) {
  if (!number.starts_with("IT") && !number.starts_with("it")) return true;
  number.remove_prefix(2);
  if (number.size() != 11 || !all_digits(number)) return false;
  constexpr std::string_view doubled = "0246813579";
  int sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const int value = digit(number[i]);
    sum += i % 2 == 0 ? value : digit(doubled[static_cast<std::size_t>(value)]);
  }
  return sum % 10 == 0;
}

bool is_codice_fiscale(std::string_view number) {
  if (number.size() == 11) return all_digits(number);
  return number.size() == 16 && all_letters(number.substr(0, 6)) &&
         all_digits(number.substr(6, 2)) && is_letter(number[8]) &&
         all_digits(number.substr(9, 2)) && is_digit(number[14]) && is_letter(number[15]);
}

bool is_swedish_organization(std::string_view number) {
  if (number.size() < 10 || !all_digits(number)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    const int value = digit(number[8 - i]) * (i % 2 == 0 ? 2 : 1);
    sum += value % 10 + value / 10;
  }
  return (10 - sum % 10) % 10 == digit(number[9]);
}

bool is_australian_business(std::string_view number) {
  if (number.size() != 11 || !all_digits(number)) return false;
  int sum = (digit(number[0]) - 1) * 10;
  for (std::size_t i = 1; i < number.size(); ++i) {
    sum += digit(number[i]) * static_cast<int>(2 * i - 1);
  }
  return sum % 89 == 0;
}

bool is_greek_tax_number(std::string_view number) {
  if (number.size() < 9 || !all_digits(number.substr(0, 9))) return false;
  int sum = 0;
  for (int i = 0; i < 8; ++i) sum += digit(number[static_cast<std::size_t>(7 - i)]) * (2 << i);
  return sum % 11 % 10 == digit(number[8]);
}

bool is_iban(std::string_view number) {
  std::string packed;
  for (const char c : number) {
    if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) packed += c;
  }
  const bool country = packed.size() >= 4 && packed[0] >= 'A' && packed[0] <= 'Z' &&
                       packed[1] >= 'A' && packed[1] <= 'Z' && is_digit(packed[2]) &&
                       is_digit(packed[3]);
  if (!country || packed.size() > 34) return false;
  const auto rest = packed.begin() + 4;
  const auto known = [](char c) { return is_letter(c) || is_digit(c); };
  if (!std::all_of(rest, packed.end(), known)) return false;
  std::rotate(packed.begin(), rest, packed.end());
  return remainder_97(packed) == 1;
}

}  // namespace facteur::formats
