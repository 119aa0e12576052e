#include "formats/pdf/tokens.h"

#include <algorithm>

namespace facteur::formats::pdf {
namespace {

bool is_regular(char c) {
  return !is_white(c) && !is_delimiter(c);
}

// Numbers as readers take them: a sign, digits, one point.
TokenKind kind_of(std::string_view text) {
  std::size_t at = text[0] == '+' || text[0] == '-' ? 1 : 0;
  std::size_t digits = 0;
  std::size_t points = 0;
  for (; at < text.size() && (is_digit(text[at]) || text[at] == '.'); ++at) {
    ++(text[at] == '.' ? points : digits);
  }
  if (at < text.size() || points > 1) return is_digit(text[0]) ? TokenKind::junk : TokenKind::word;
  if (digits == 0) return TokenKind::word;
  return points == 1 ? TokenKind::real : TokenKind::integer;
}

// One escape of a literal string: how many bytes it takes after the backslash, what it stands for.
struct Escape {
  std::size_t length;
  std::string value;
};

Escape escape_at(std::string_view text) {
  switch (text[0]) {
    case 'n':
      return {1, "\n"};
    case 'r':
      return {1, "\r"};
    case 't':
      return {1, "\t"};
    case 'b':
      return {1, "\b"};
    case 'f':
      return {1, "\f"};
    case '\r':
      return {text.starts_with("\r\n") ? std::size_t{2} : std::size_t{1}, ""};
    case '\n':
      return {1, ""};
    default:
      break;
  }
  unsigned value = 0;
  std::size_t digits = 0;
  while (digits < 3 && digits < text.size() && text[digits] >= '0' && text[digits] <= '7') {
    value = value * 8 + static_cast<unsigned>(text[digits++] - '0');
  }
  if (digits == 0) return {1, std::string(1, text[0])};
  return {digits, std::string(1, static_cast<char>(value & 0xff))};
}

std::string literal_string(std::string_view inside) {
  std::string value;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    if (inside[at] != '\\' || at + 1 == inside.size()) {
      value += inside[at];
      continue;
    }
    const Escape escape = escape_at(inside.substr(at + 1));
    value += escape.value;
    at += escape.length;
  }
  return value;
}

std::string hex_string(std::string_view inside) {
  std::string value;
  int half = -1;
  for (const char c : inside) {
    const int digit = hex_digit(c);
    if (digit < 0) continue;
    if (half >= 0) value += static_cast<char>(half * 16 + digit);
    half = half >= 0 ? -1 : digit;
  }
  if (half >= 0) value += static_cast<char>(half * 16);
  return value;
}

}  // namespace

void Tokens::skip_white_and_comments() {
  while (at_ < bytes_.size()) {
    if (is_white(bytes_[at_])) {
      ++at_;
    } else if (bytes_[at_] == '%') {
      at_ = std::min(bytes_.find_first_of("\r\n", at_), bytes_.size());
    } else {
      return;
    }
  }
}

Token Tokens::take(TokenKind kind, std::size_t length) {
  const Token token{kind, at_, bytes_.substr(at_, length)};
  at_ += token.text.size();
  return token;
}

Token Tokens::string() {
  std::size_t depth = 0;
  for (std::size_t at = at_; at < bytes_.size(); ++at) {
    if (bytes_[at] == '\\') {
      ++at;
    } else if (bytes_[at] == '(') {
      ++depth;
    } else if (bytes_[at] == ')' && --depth == 0) {
      return take(TokenKind::string, at + 1 - at_);
    }
  }
  return take(TokenKind::junk, bytes_.size() - at_);
}

Token Tokens::regular() {
  std::size_t length = 1;
  while (at_ + length < bytes_.size() && is_regular(bytes_[at_ + length])) ++length;
  if (bytes_[at_] == '/') return take(TokenKind::name, length);
  return take(kind_of(bytes_.substr(at_, length)), length);
}

Token Tokens::next() {
  skip_white_and_comments();
  if (at_ >= bytes_.size()) return {TokenKind::end, bytes_.size(), {}};
  const std::string_view rest = bytes_.substr(at_);
  switch (rest[0]) {
    case '(':
      return string();
    case '[':
      return take(TokenKind::array_open, 1);
    case ']':
      return take(TokenKind::array_close, 1);
    case '<': {
      if (rest.starts_with("<<")) return take(TokenKind::dict_open, 2);
      const std::size_t close = rest.find('>');
      if (close == rest.npos) return take(TokenKind::junk, rest.size());
      return take(TokenKind::hex_string, close + 1);
    }
    case '>':
      if (rest.starts_with(">>")) return take(TokenKind::dict_close, 2);
      return take(TokenKind::junk, 1);
    case ')':
    case '{':
    case '}':
      return take(TokenKind::junk, 1);
    default:
      return regular();
  }
}

std::string name_of(std::string_view written) {
  std::string name;
  for (std::size_t at = 1; at < written.size(); ++at) {
    if (written[at] == '#' && at + 2 < written.size() && hex_digit(written[at + 1]) >= 0 &&
        hex_digit(written[at + 2]) >= 0) {
      name += static_cast<char>(hex_digit(written[at + 1]) * 16 + hex_digit(written[at + 2]));
      at += 2;
    } else {
      name += written[at];
    }
  }
  return name;
}

std::string string_of(const Token& token) {
  const std::string_view inside = token.text.substr(1, token.text.size() - 2);
  return token.kind == TokenKind::hex_string ? hex_string(inside) : literal_string(inside);
}

}  // namespace facteur::formats::pdf
