#include "formats/digits.h"

#include <algorithm>

namespace facteur::formats {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_number_of(std::string_view text, const Digits& allowed) {
  const bool negative = text.starts_with('-');
  if (negative && !allowed.negative) return false;
  const std::string_view digits = text.substr(negative ? 1 : 0);
  const auto point = digits.find('.');
  if (point == std::string_view::npos) return all_digits(digits) && text.size() <= allowed.in_all;
  const std::string_view fraction = digits.substr(point + 1);
  return all_digits(digits.substr(0, point)) && all_digits(fraction) &&
         fraction.size() <= allowed.decimals && text.size() - 1 <= allowed.in_all;
}

}  // namespace facteur::formats
