#include "formats/utf8.h"

#include <array>
#include <cstddef>

namespace facteur::formats {
namespace {

struct Lead {
  std::size_t length;
  char32_t bits;
  char32_t smallest;  // anything below is an overlong form
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xC0 && byte < 0xE0) return {2, byte & 0x1Fu, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {3, byte & 0x0Fu, 0x800};
  if (byte >= 0xF0 && byte < 0xF8) return {4, byte & 0x07u, 0x10000};
  return {0, 0, 0};
}

bool is_scalar(char32_t value) {
  return value < 0xD800 || (value > 0xDFFF && value <= 0x10FFFF);
}

// Windows-1252 where it is not ISO 8859-1: 0x80 to 0x9F. 0 where it has nothing.
constexpr std::array<char32_t, 32> windows_1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::string from_windows_1252(std::string_view bytes) {
  std::string utf8;
  utf8.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    char32_t c = static_cast<unsigned char>(byte);
    if (c >= 0x80 && c < 0xA0 && windows_1252[c - 0x80] != 0) c = windows_1252[c - 0x80];
    append_utf8(utf8, c);
  }
  return utf8;
}

}  // namespace

char32_t take_code_point(std::string_view& text) {
  const auto [length, bits, smallest] = lead_of(static_cast<unsigned char>(text.front()));
  char32_t value = bits;
  bool good = length != 0 && length <= text.size();
  for (std::size_t i = 1; good && i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    good = (byte & 0xC0) == 0x80;
    value = value << 6 | (byte & 0x3Fu);
  }
  if (!good || value < smallest || !is_scalar(value)) {
    text.remove_prefix(1);
    return replacement_character;
  }
  text.remove_prefix(length);
  return value;
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t before = bytes.size();
    // Written out, the replacement character has three bytes; for an ill-formed one it stands for
    // one.
    if (take_code_point(bytes) == replacement_character && before - bytes.size() == 1) return false;
  }
  return true;
}

std::string to_utf8(std::string_view bytes) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  return is_utf8(bytes) ? std::string(bytes) : from_windows_1252(bytes);
}

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6);
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3F));
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

}  // namespace facteur::formats
