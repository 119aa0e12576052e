#include "formats/check_digits.h"

namespace facteur::formats {

int digit_sum(std::string_view digits) {
  int sum = 0;
  for (const char c : digits) sum += digit_value(c);
  return sum;
}

int luhn_remainder(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int value = digit_value(digits[digits.size() - 1 - i]) * (i % 2 == 0 ? 1 : 2);
    sum += value % 10 + value / 10;
  }
  return sum % 10;
}

int remainder_97(std::string_view text) {
  int remainder = 0;
  for (const char c : text) {
    const int value = c >= '0' && c <= '9' ? digit_value(c) : (c & ~0x20) - 'A' + 10;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

bool ends_as_mod_11_10(std::string_view digits) {
  int product = 10;
  for (const char c : digits.substr(0, digits.size() - 1)) {
    const int sum = (digit_value(c) + product) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return (product + digit_value(digits.back())) % 10 == 1;
}

}  // namespace facteur::formats
