#include "gateway/portal/display.h"

#include <algorithm>
#include <iterator>

namespace facteur::gateway::portal {
namespace {

constexpr std::string_view narrow_space = "\u202f";
constexpr std::string_view hard_space = "\u00a0";

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string grouped(std::string_view digits, Language language) {
  const std::string_view separator = language == Language::fr ? narrow_space : ",";
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += separator;
    text += digits[i];
  }
  return text;
}

std::string_view sign_of(std::string_view currency) {
  if (currency == "EUR") return "€";
  if (currency == "GBP") return "£";
  if (currency == "USD") return "$";
  return currency;
}

}  // namespace

std::string show_amount(std::string_view amount, std::string_view currency, Language language) {
  std::string_view digits = amount;
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  const auto point = std::min(digits.size(), digits.find('.'));
  const auto whole = digits.substr(0, point);
  const auto cents = digits.substr(std::min(digits.size(), point + 1));
  if (!all_digits(whole) || (point < digits.size() && !all_digits(cents)))
    return std::string(amount).append(hard_space).append(currency);

  const bool french = language == Language::fr;
  const std::string_view sign = sign_of(currency);
  std::string shown = negative ? "−" : "";
  if (!french) shown.append(sign).append(sign == currency ? hard_space : "");
  shown += grouped(whole, language);
  shown.append(french ? "," : ".")
      .append(cents)
      .append(cents.size() < 2 ? 2 - cents.size() : 0, '0');
  if (french) shown.append(hard_space).append(sign);
  return shown;
}

std::string show_date(std::string_view date, Language language) {
  constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const bool shaped = date.size() == 10 && date[4] == '-' && date[7] == '-' &&
                      all_digits(date.substr(0, 4)) && all_digits(date.substr(5, 2)) &&
                      all_digits(date.substr(8, 2));
  if (!shaped) return std::string(date);
  const auto year = date.substr(0, 4), month = date.substr(5, 2), day = date.substr(8, 2);
  std::string shown(day);
  if (language == Language::fr) return shown.append("/").append(month).append("/").append(year);
  const std::size_t number =
      static_cast<std::size_t>(month[0] - '0') * 10 + static_cast<std::size_t>(month[1] - '0');
  if (number < 1 || number > 12) return std::string(date);
  return shown.append(hard_space).append(months[number - 1]).append(hard_space).append(year);
}

std::string show_size(std::uint64_t bytes, Language language) {
  const bool french = language == Language::fr;
  constexpr std::string_view units_fr[] = {"octets", "ko", "Mo", "Go"};
  constexpr std::string_view units_en[] = {"bytes", "kB", "MB", "GB"};
  std::size_t unit = 0;
  std::uint64_t tenths = 0;
  for (std::uint64_t whole = bytes; whole >= 1000 && unit + 1 < std::size(units_fr); ++unit) {
    tenths = whole % 1000 / 100;
    whole /= 1000;
    bytes = whole;
  }
  std::string shown = std::to_string(bytes);
  if (unit > 0) shown.append(french ? "," : ".").append(std::to_string(tenths));
  return shown.append(hard_space).append(french ? units_fr[unit] : units_en[unit]);
}

std::string show_count(std::uint64_t count, Language language) {
  return grouped(std::to_string(count), language);
}

std::string typeset(std::string_view sentence, Language language) {
  if (language == Language::en) return std::string(sentence);
  std::string shown;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const char c = sentence[i], next = i + 1 < sentence.size() ? sentence[i + 1] : '\0';
    const bool within_word = i > 0 && sentence[i - 1] != ' ' && next != ' ' && next != '\0';
    if (c == ' ' && next == ':')
      shown += hard_space;
    else if (c == ' ' && (next == ';' || next == '!' || next == '?'))
      shown += narrow_space;
    else if (c == '\'' && within_word)
      shown += "’";
    else
      shown += c;
  }
  return shown;
}

}  // namespace facteur::gateway::portal
