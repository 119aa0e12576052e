// The words of PDF syntax (ISO 32000-1, 7.2 and 7.3), read from bytes of unknown origin: objects in
// a file, in an object stream, and content streams. Never throws, never reads past the end, and
// each call moves forward, so that any input is read in linear time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace facteur::formats::pdf {

enum class TokenKind : std::uint8_t {
  end,  // nothing is left
  integer,
  real,
  name,        // "/Name", as written
  string,      // "(...)"
  hex_string,  // "<...>"
  array_open,
  array_close,
  dict_open,
  dict_close,
  word,  // an operator or keyword: "obj", "Tj", "true"
  junk,  // a delimiter where none can stand, or a number that is none
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t at = 0;     // offset of its first byte
  std::string_view text;  // all of its bytes, delimiters included
};

constexpr bool is_white(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
constexpr bool is_delimiter(char c) {
  return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' ||
         c == '}' || c == '/' || c == '%';
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// The value of a hexadecimal digit; -1 when it is none.
constexpr int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class Tokens {
 public:
  explicit Tokens(std::string_view bytes, std::size_t from = 0) : bytes_(bytes), at_(from) {}

  Token next();
  // Where the next call starts reading.
  std::size_t offset() const { return at_; }
  void move_to(std::size_t offset) { at_ = offset; }

 private:
  void skip_white_and_comments();
  Token take(TokenKind kind, std::size_t length);
  Token string();
  Token regular();

  std::string_view bytes_;
  std::size_t at_;
};

// "/A#42" is "AB": the name without its slash, "#" escapes undone.
std::string name_of(std::string_view written);

// The bytes that a string of either kind stands for.
std::string string_of(const Token& token);

}  // namespace facteur::formats::pdf
