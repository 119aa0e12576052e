// The arithmetic of check digits that several registers share. Every function takes digits (for
// MOD 97-10: digits and letters) and nothing else: callers have looked at the form before.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace facteur::formats {

inline int digit_value(char c) {
  return c - '0';
}

// The digits times the weights, added up; as many as there are weights.
inline int weighted_sum(std::string_view digits, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += digit_value(digits[i]) * weights[i];
  return sum;
}

int digit_sum(std::string_view digits);

// ISO/IEC 7812-1, annex B: from the right, every second digit is doubled and its digits are added.
// A number whose last digit is the right one leaves 0.
int luhn_remainder(std::string_view digits);

// ISO/IEC 7064, MOD 97-10: the remainder of a text in which A is 10 and Z is 35.
int remainder_97(std::string_view text);

// ISO/IEC 7064, MOD 11,10: is the last digit the right one?
bool ends_as_mod_11_10(std::string_view digits);

}  // namespace facteur::formats
