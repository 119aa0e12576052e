#include "formats/pdfa/literals.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "formats/utf8.h"

namespace facteur::formats::pdfa {
namespace {

using pdf::Token;
using pdf::TokenKind;

constexpr Rule even_hex{.id = "6.1.6-1",
                        .sentence = {"Une chaîne hexadécimale a un nombre pair de chiffres.",
                                     "A hexadecimal string has an even number of digits."}};
constexpr Rule only_hex{
    .id = "6.1.6-2",
    .sentence = {"Une chaîne hexadécimale n'a que des chiffres de 0 à 9 et de A à F.",
                 "A hexadecimal string has no digits but 0 to 9 and A to F."}};
constexpr Rule integer_range{.id = "6.1.13-1",
                             .sentence = {"Un entier va de -2147483648 à 2147483647.",
                                          "An integer is from -2147483648 to 2147483647."}};
constexpr Rule real_range{.id = "6.1.13-2",
                          .sentence = {"Un réel ne dépasse pas ±3,403 × 10^38.",
                                       "A real number is within ±3.403 × 10^38."}};
constexpr Rule string_size{
    .id = "6.1.13-3",
    .sentence = {"Une chaîne a au plus 32 767 octets.", "A string has at most 32,767 bytes."}};
constexpr Rule name_size{
    .id = "6.1.13-4",
    .sentence = {"Un nom a au plus 127 octets.", "A name has at most 127 bytes."}};
constexpr Rule real_precision{
    .id = "6.1.13-5",
    .sentence = {"Un réel autre que zéro est à plus de 1,175 × 10^-38 de zéro.",
                 "A real number other than zero is at least 1.175 × 10^-38 away from it."}};

constexpr const Rule* rules[] = {&even_hex,    &only_hex,  &integer_range, &real_range,
                                 &string_size, &name_size, &real_precision};

void check_integer(Examination& on, const Token& token, const std::string& place) {
  std::string_view digits = token.text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  long long value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || value > 2147483647LL || value < -2147483648LL) {
    on.found.add_value(integer_range, place, token.text);
  }
}

void check_real(Examination& on, const Token& token, const std::string& place) {
  std::string_view digits = token.text;
  if (digits.starts_with('+') || digits.starts_with('-')) digits.remove_prefix(1);
  long double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc()) return;
  if (value > 3.403e38L) on.found.add_value(real_range, place, token.text);
  if (value != 0 && value < 1.175e-38L) on.found.add_value(real_precision, place, token.text);
}

void check_hex(Examination& on, const Token& token, const std::string& place) {
  const std::string_view inside = token.text.substr(1, token.text.size() - 2);
  std::size_t digits = 0;
  bool others = false;
  for (const char c : inside) {
    if (pdf::is_white(c)) continue;
    ++digits;
    others |= pdf::hex_digit(c) < 0;
  }
  if (digits % 2 != 0) on.found.add(even_hex, place);
  if (others) on.found.add(only_hex, place);
}

// Strings are measured in characters where they are UTF-8, as the profile does.
std::size_t length_of(const std::string& value) {
  if (!is_utf8(value)) return value.size();
  return static_cast<std::size_t>(
      std::ranges::count_if(value, [](char c) { return (c & 0xC0) != 0x80; }));
}

void check_string(Examination& on, const Token& token, const std::string& place) {
  if (token.kind == TokenKind::hex_string) check_hex(on, token, place);
  constexpr std::size_t longest = 32767;
  if (token.text.size() <= longest) return;
  if (length_of(pdf::string_of(token)) > longest) on.found.add(string_size, place);
}

}  // namespace

void check_literal(Examination& on, const Token& token, const std::string& place) {
  switch (token.kind) {
    case TokenKind::integer:
      check_integer(on, token, place);
      break;
    case TokenKind::real:
      check_real(on, token, place);
      break;
    case TokenKind::string:
    case TokenKind::hex_string:
      check_string(on, token, place);
      break;
    case TokenKind::name:
      if (pdf::name_of(token.text).size() > 127) on.found.add(name_size, place);
      break;
    default:
      break;
  }
}

RuleList literal_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
