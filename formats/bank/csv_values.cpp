#include "formats/bank/csv_values.h"

#include <algorithm>
#include <string>

#include "formats/bank/text.h"

namespace facteur::formats::bank {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Drops the sign of thousands where it parts groups of three digits before the decimal sign; empty
// where it stands elsewhere.
std::string without_thousands(const std::string& text, char thousands, char decimal_sign) {
  const std::size_t point = std::min(text.find(decimal_sign), text.size());
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != thousands) {
      plain += text[i];
      continue;
    }
    const bool group = i < point && i > 0 && (point - i) % 4 == 0;
    if (!group) return {};
  }
  return plain;
}

// "102.00" where the decimal sign is a comma: before one or two last digits no sign parts
// thousands.
char sign_in(const std::string& number, char decimal_sign) {
  const char other = decimal_sign == ',' ? '.' : ',';
  const std::size_t at = number.find(other);
  if (at == std::string::npos || number.find(decimal_sign) != std::string::npos)
    return decimal_sign;
  const std::size_t behind = number.size() - at - 1;
  return behind == 1 || behind == 2 ? other : decimal_sign;
}

void drop_suffix(std::string& text, std::string_view suffix) {
  if (text.ends_with(suffix)) text.resize(text.size() - suffix.size());
}

}  // namespace

std::optional<Date> parse_csv_date(std::string_view text, std::string_view format) {
  if (text.size() > format.size() && (text[format.size()] == 'T' || text[format.size()] == ' '))
    text = text.substr(0, format.size());
  if (text.size() != format.size()) return std::nullopt;
  int year = 0, month = 0, day = 0, year_digits = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    int* const part = format[i] == 'Y'   ? &year
                      : format[i] == 'M' ? &month
                      : format[i] == 'D' ? &day
                                         : nullptr;
    if (part == nullptr && text[i] != format[i]) return std::nullopt;
    if (part == nullptr) continue;
    if (!is_digit(text[i])) return std::nullopt;
    *part = *part * 10 + (text[i] - '0');
    if (part == &year) ++year_digits;
  }
  constexpr int century = 2000;
  if (year_digits == 2) year += century;
  return Date::of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::optional<Decimal> parse_csv_amount(std::string_view text, char decimal_sign) {
  constexpr std::size_t longest = 40;
  std::string number = without_blanks(text);
  std::erase(number, '\'');
  for (const std::string_view currency : {"EUR", "\u20AC"}) drop_suffix(number, currency);
  if (number.empty() || number.size() > longest) return std::nullopt;
  if (number.back() == '-' || number.back() == '+') {
    number.insert(0, 1, number.back());
    number.pop_back();
  }
  decimal_sign = sign_in(number, decimal_sign);
  number = without_thousands(number, decimal_sign == ',' ? '.' : ',', decimal_sign);
  std::replace(number.begin(), number.end(), decimal_sign, '.');
  return Decimal::parse(number);
}

}  // namespace facteur::formats::bank
