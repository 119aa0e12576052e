// UTF-8, one code point at a time, from bytes that nobody has vouched for.
#pragma once

#include <string>
#include <string_view>

namespace facteur::formats {

// What stands for bytes that are not UTF-8, as Unicode advises (§3.9): one for each ill-formed
// byte.
inline constexpr char32_t replacement_character = 0xFFFD;

// Takes one code point off the front of `text`, which must not be empty. Overlong forms, surrogates
// and values beyond U+10FFFF are ill-formed.
char32_t take_code_point(std::string_view& text);

// The longest beginning of `text` that has at most `bytes` bytes and ends where a character ends.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes);

bool is_utf8(std::string_view bytes);

// UTF-8 of a file whose encoding nobody says: UTF-8 where it is sound (a byte order mark is
// dropped), else Windows-1252, of which ISO 8859-1 is a part.
std::string to_utf8(std::string_view bytes);

void append_utf8(std::string& out, char32_t code_point);

}  // namespace facteur::formats
