#include "formats/xml_guard.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "formats/utf8.h"

namespace facteur::formats {
namespace {

enum class Width { extends_ascii, utf16_little, utf16_big, other };

struct Opening {
  std::string_view bytes;
  Width width;
};

using namespace std::string_view_literals;

// How a document may begin (XML 1.0, appendix F), the longer marks first.
constexpr std::array openings{
    Opening{"\xFF\xFE\x00\x00"sv, Width::other}, Opening{"\x00\x00\xFE\xFF"sv, Width::other},
    Opening{"\x3C\x00\x00\x00"sv, Width::other}, Opening{"\x00\x00\x00\x3C"sv, Width::other},
    Opening{"\x4C\x6F\xA7\x94"sv, Width::other}, Opening{"\xFF\xFE"sv, Width::utf16_little},
    Opening{"\xFE\xFF"sv, Width::utf16_big},     Opening{"\x3C\x00"sv, Width::utf16_little},
    Opening{"\x00\x3C"sv, Width::utf16_big},
};

Width width_of(std::string_view bytes) {
  for (const Opening& opening : openings) {
    if (bytes.substr(0, opening.bytes.size()) == opening.bytes) return opening.width;
  }
  return Width::extends_ascii;
}

// The encoding that the XML declaration names, in upper case; empty when it names none.
std::string declared_encoding(std::string_view bytes) {
  constexpr std::size_t longest = 1000;  // of a declaration that we look at
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (bytes.substr(0, 5) != "<?xml") return {};
  const std::string_view declaration = bytes.substr(0, std::min(bytes.find("?>"), longest));
  const auto word = declaration.find("encoding");
  if (word == std::string_view::npos) return {};
  const auto open = declaration.find_first_of("\"'", word);
  if (open == std::string_view::npos) return {};
  const auto close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  std::string name(declaration.substr(open + 1, close - open - 1));
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return name;
}

// UTF-16 may be declared of bytes that are not: the parser says so.
bool is_known(std::string_view encoding) {
  constexpr std::array exact{"", "UTF-8", "UTF8", "UTF-16", "US-ASCII", "ASCII", "LATIN1"};
  constexpr std::array families{"ISO-8859-", "ISO8859-", "ISO_8859-", "WINDOWS-125", "CP125"};
  return std::find(exact.begin(), exact.end(), encoding) != exact.end() ||
         std::any_of(families.begin(), families.end(), [encoding](std::string_view family) {
           return encoding.substr(0, family.size()) == family;
         });
}

// Where the start tag that opens at `bytes[0]` ends; npos when it does not within the bytes.
std::size_t end_of_tag(std::string_view bytes) {
  for (std::size_t at = 0;;) {
    at = bytes.find_first_of(">\"'", at);
    if (at == std::string_view::npos || bytes[at] == '>') return at;
    at = bytes.find(bytes[at], at + 1);
    if (at == std::string_view::npos) return at;
    ++at;
  }
}

// No tag holds a second "<", so only a long way from one to the next may be a long tag.
bool has_long_tag(std::string_view bytes, std::size_t most) {
  for (std::size_t at = bytes.find('<'); at != std::string_view::npos;) {
    const std::size_t next = std::min(bytes.find('<', at + 1), bytes.size());
    const bool is_tag = at + 1 < bytes.size() && bytes[at + 1] != '!' && bytes[at + 1] != '?';
    if (is_tag && next - at > most &&
        end_of_tag(bytes.substr(at, most)) == std::string_view::npos) {
      return true;
    }
    at = next < bytes.size() ? next : std::string_view::npos;
  }
  return false;
}

Guarded refuse(std::string_view rule, Text message) {
  return {Refusal{rule, std::move(message)}, std::nullopt};
}

}  // namespace

std::optional<std::string> utf16_to_utf8(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [bytes, big_endian](std::size_t at) {
    const std::uint32_t first = static_cast<unsigned char>(bytes[at]);
    const std::uint32_t second = static_cast<unsigned char>(bytes[at + 1]);
    return big_endian ? first << 8 | second : second << 8 | first;
  };
  std::string text;
  text.reserve(bytes.size() / 2 + bytes.size() / 8);
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t point = unit(at);
    if (at == 0 && point == 0xFEFF) continue;
    if (point >= 0xDC00 && point < 0xE000) return std::nullopt;
    if (point >= 0xD800 && point < 0xDC00) {
      at += 2;
      if (at >= bytes.size()) return std::nullopt;
      const std::uint32_t low = unit(at);
      if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(text, point);
  }
  return text;
}

Guarded guard(std::string_view bytes, std::size_t tag_bytes) {
  const Width width = width_of(bytes);
  if (width == Width::other) {
    return refuse("ENCODING", describe(Issue::unknown_encoding, same("UTF-32, EBCDIC")));
  }
  Guarded guarded;
  if (width != Width::extends_ascii) {
    guarded.converted = utf16_to_utf8(bytes, width == Width::utf16_big);
    if (!guarded.converted) return refuse("ENCODING", describe(Issue::bad_encoding));
    bytes = *guarded.converted;
  } else if (const std::string encoding = declared_encoding(bytes); !is_known(encoding)) {
    return refuse("ENCODING", describe(Issue::unknown_encoding, same(clip(encoding))));
  }
  if (bytes.size() > tag_bytes && has_long_tag(bytes, tag_bytes)) {
    return refuse("MALFORMED", describe(Issue::tag_too_long, same(std::to_string(tag_bytes))));
  }
  return guarded;
}

}  // namespace facteur::formats
