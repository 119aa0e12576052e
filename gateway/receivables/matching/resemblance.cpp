#include "gateway/receivables/matching/resemblance.h"

#include <algorithm>
#include <string>

#include "gateway/receivables/matching/text.h"

namespace facteur::gateway::receivables::matching {
namespace {

constexpr std::size_t shortest_typo = 6;
constexpr std::size_t shortest_rest = 3;

std::string_view without_zeros(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

bool only_zeros(std::string_view text) {
  return text.find_first_not_of('0') == std::string_view::npos;
}

// What may be left out before the running number without a doubt: "2026", "26", and zeros.
bool is_year_and_zeros(std::string_view text) {
  if (only_zeros(text)) return true;
  const bool long_year = text.size() >= 4 && text.substr(0, 2) == "20";
  return (long_year && only_zeros(text.substr(4))) ||
         (text.size() >= 2 && text[0] == '2' && only_zeros(text.substr(2)));
}

// "499", "00499", "FA499", "2600499" for "FA202600499".
std::optional<Resemblance> shortened(std::string_view text, std::string_view number) {
  const std::size_t digits = digits_at_end(text);
  const std::string_view head = text.substr(0, text.size() - digits);
  const std::string_view number_digits = number.substr(number.size() - digits_at_end(number));
  const std::string_view number_head = number.substr(0, number.size() - number_digits.size());
  if (!head.empty() && head != number_head) return std::nullopt;
  const std::string_view rest = without_zeros(text.substr(head.size()));
  if (rest.size() < shortest_rest || rest.size() > number_digits.size()) return std::nullopt;
  if (!number_digits.ends_with(rest)) return std::nullopt;
  const std::string_view missing = number_digits.substr(0, number_digits.size() - rest.size());
  if (rest.size() < 5 && !is_year_and_zeros(missing)) return std::nullopt;
  return Resemblance{How::shortened, static_cast<unsigned>(rest.size())};
}

std::optional<Resemblance> typo(std::string_view text, std::string_view number) {
  if (std::min(text.size(), number.size()) < shortest_typo) return std::nullopt;
  if (differ_by_one(text, number))
    return Resemblance{How::typo, static_cast<unsigned>(text.size() - 1)};
  const std::size_t digits = digits_at_end(number);
  if (digits < shortest_typo || digits == number.size() || !is_digits(text)) return std::nullopt;
  if (!differ_by_one(text, number.substr(number.size() - digits))) return std::nullopt;
  return Resemblance{How::typo, static_cast<unsigned>(text.size() - 1)};
}

// The end is cut off, or the beginning is.
std::optional<Resemblance> truncated(std::string_view text, std::string_view number) {
  if (text.size() < shortest_typo || text.size() >= number.size()) return std::nullopt;
  if (number.ends_with(text))
    return Resemblance{How::shortened, static_cast<unsigned>(text.size())};
  if (!number.starts_with(text) || number.size() - text.size() > 3) return std::nullopt;
  return Resemblance{How::truncated, static_cast<unsigned>(text.size() / 2)};
}

}  // namespace

bool differ_by_one(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin());
  const std::string_view rest_a(left, a.end()), rest_b(right, b.end());
  if (a.size() < b.size()) return rest_a == rest_b.substr(1);
  if (rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
         rest_a.substr(2) == rest_b.substr(2);
}

std::optional<Resemblance> resemblance(std::string_view text, std::string_view number) {
  const std::string seen = without_confusions(text), meant = without_confusions(number);
  if (seen == meant) return Resemblance{How::confused, static_cast<unsigned>(seen.size())};
  if (const auto found = shortened(text, number)) return found;
  if (is_digits(seen))
    if (const auto found = shortened(seen, number)) return found;
  if (const auto found = typo(seen, meant)) return found;
  return truncated(seen, meant);
}

}  // namespace facteur::gateway::receivables::matching
