#include "formats/pdfa/type1_program.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "formats/pdf/tokens.h"
#include "formats/pdfa/font_bytes.h"
#include "formats/pdfa/glyph_names.h"

namespace facteur::formats::pdfa {
namespace {

using pdf::Token;
using pdf::TokenKind;
using pdf::Tokens;

constexpr std::uint16_t program_key = 55665;
constexpr std::uint16_t charstring_key = 4330;

// Chapter 7: each byte is a function of those before it; the first `skipped` are random.
std::string decrypted(std::string_view bytes, std::uint16_t key, std::size_t skipped) {
  std::string plain;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    plain += static_cast<char>(byte ^ (key >> 8));
    key = static_cast<std::uint16_t>((byte + key) * 52845u + 22719u);
  }
  return plain.size() > skipped ? plain.substr(skipped) : std::string();
}

std::string from_hex(std::string_view text) {
  std::string bytes;
  int half = -1;
  for (const char c : text) {
    const int digit = pdf::hex_digit(c);
    if (digit < 0) continue;
    if (half >= 0) bytes += static_cast<char>(half * 16 + digit);
    half = half >= 0 ? -1 : digit;
  }
  return bytes;
}

// The encrypted part, behind "eexec": in bytes, or in hexadecimal digits.
std::string secret_part(std::string_view bytes, std::size_t from) {
  while (from < bytes.size() && pdf::is_white(bytes[from])) ++from;
  const std::string_view rest = bytes.substr(std::min(from, bytes.size()));
  const bool hex = rest.size() >= 4 && std::ranges::all_of(rest.substr(0, 4), [](char c) {
                     return pdf::hex_digit(c) >= 0;
                   });
  return hex ? decrypted(from_hex(rest), program_key, 4) : decrypted(rest, program_key, 4);
}

double after(std::string_view text, std::string_view key, double otherwise) {
  const std::size_t at = text.find(key);
  if (at == text.npos) return otherwise;
  const std::string number(part(text, text.find_first_not_of(" [\t\r\n", at + key.size()), 24));
  return std::strtod(number.c_str(), nullptr);
}

// The operand of hsbw or sbw, which come first in a charstring.
std::optional<double> charstring_width(std::string_view code) {
  std::vector<double> stack;
  while (!code.empty() && stack.size() < 24) {
    const unsigned first = big_endian(code, 0, 1);
    std::size_t taken = 1;
    if (first == 255) {
      stack.push_back(static_cast<std::int32_t>(u32(code, 1)));
      taken = 5;
    } else if (first >= 251) {
      stack.push_back(-(static_cast<int>(first) - 251) * 256.0 - big_endian(code, 1, 1) - 108);
      taken = 2;
    } else if (first >= 247) {
      stack.push_back((static_cast<int>(first) - 247) * 256.0 + big_endian(code, 1, 1) + 108);
      taken = 2;
    } else if (first >= 32) {
      stack.push_back(static_cast<int>(first) - 139);
    } else if (first == 13 && stack.size() >= 2) {  // hsbw
      return stack[1];
    } else if (first == 12 && big_endian(code, 1, 1) == 7 && stack.size() >= 4) {  // sbw
      return stack[2];
    } else if (first == 12 && big_endian(code, 1, 1) == 12 && stack.size() >= 2) {  // div
      const double by = stack.back();
      stack.pop_back();
      if (by == 0) return std::nullopt;
      stack.back() /= by;
      taken = 2;
    } else {
      return std::nullopt;
    }
    code.remove_prefix(std::min(taken, code.size()));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Type1Program> Type1Program::read(std::string_view bytes) {
  constexpr std::string_view mark = "eexec";
  const std::size_t at = bytes.find(mark);
  if (at == bytes.npos) return std::nullopt;
  Type1Program program;
  const std::string_view clear = bytes.substr(0, at);
  program.scale_ = after(clear, "/FontMatrix", 0.001) * 1000;
  if (program.scale_ <= 0 || program.scale_ > 100) program.scale_ = 1;
  program.read_encoding(clear);
  if (!program.read_glyphs(secret_part(bytes, at + mark.size()))) return std::nullopt;
  return program;
}

// "/Encoding StandardEncoding def", or "dup 65 /A put" for each code.
void Type1Program::read_encoding(std::string_view clear) {
  const std::size_t at = clear.find("/Encoding");
  if (at == clear.npos) return;
  Tokens tokens(clear, at + 9);
  Token token = tokens.next();
  standard_encoding_ = token.text == "StandardEncoding";
  while (token.kind != TokenKind::end && token.text != "def" && token.text != "readonly") {
    if (token.text == "dup") {
      const Token code = tokens.next();
      const Token name = tokens.next();
      const int number = code.kind == TokenKind::integer && code.text.size() < 4
                             ? std::atoi(std::string(code.text).c_str())
                             : -1;
      if (number >= 0 && number < 256 && name.kind == TokenKind::name) {
        codes_[static_cast<std::size_t>(number)] = std::string(name.text.substr(1));
      }
    }
    token = tokens.next();
  }
}

// "/A 123 RD <123 bytes> ND" for each glyph.
bool Type1Program::read_glyphs(const std::string& secret) {
  const std::string_view text = secret;
  const double random_bytes = after(text.substr(0, text.find("/CharStrings")), "/lenIV", 4);
  const std::size_t skipped =
      random_bytes >= 0 && random_bytes < 16 ? static_cast<std::size_t>(random_bytes) : 4;
  const std::size_t at = text.find("/CharStrings");
  if (at == text.npos) return false;
  Tokens tokens(text, at + 12);
  for (Token token = tokens.next(); token.kind != TokenKind::end && token.text != "end";
       token = tokens.next()) {
    if (token.kind != TokenKind::name) continue;
    const Token length = tokens.next();
    const Token reads = tokens.next();  // RD or -|
    if (length.kind != TokenKind::integer || length.text.size() > 6) continue;
    const int size = std::atoi(std::string(length.text).c_str());
    const std::size_t from = reads.at + reads.text.size() + 1;
    if (size < 0 || from + static_cast<std::size_t>(size) > text.size()) return false;
    const auto bytes = text.substr(from, static_cast<std::size_t>(size));
    widths_[std::string(token.text.substr(1))] =
        charstring_width(decrypted(bytes, charstring_key, skipped));
    tokens.move_to(from + bytes.size());
  }
  return !widths_.empty();
}

std::optional<double> Type1Program::width(std::string_view name) const {
  const auto found = widths_.find(name);
  if (found == widths_.end() || !found->second) return std::nullopt;
  return *found->second * scale_;
}

std::string_view Type1Program::name_of_code(unsigned code) const {
  if (standard_encoding_) return name_in(BaseEncoding::standard, code);
  return code < 256 ? std::string_view(codes_[code]) : std::string_view();
}

}  // namespace facteur::formats::pdfa
