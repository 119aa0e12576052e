#include "gateway/directory/siren.h"

#include <algorithm>

namespace facteur::gateway::directory {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_siren(std::string_view text) {
  if (text.size() != 9 || !all_digits(text)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    const int digit = text[i] - '0';
    // Of nine digits, those at odd offsets stand at even places from the right: doubled.
    const int weighed = i % 2 == 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 == 0;
}

}  // namespace facteur::gateway::directory
