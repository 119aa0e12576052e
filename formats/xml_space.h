// White space as XML knows it (XML 1.0, production [3]): space, tab, carriage return, line feed.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace facteur::formats {

inline constexpr std::string_view xml_space = " \t\r\n";

// Nothing but white space? Nearly always asked of indentation: eight blanks at a time, and a loop
// for the rest, beat a search of the set for each character.
inline bool is_xml_space(std::string_view text) {
  constexpr std::uint64_t blanks = 0x2020202020202020;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::uint64_t eight = 0;
    if (end - at >= 8 && *at == ' ') {
      std::memcpy(&eight, at, 8);
      if (eight == blanks) {
        at += 8;
        continue;
      }
    }
    if (*at != ' ' && *at != '\n' && *at != '\t' && *at != '\r') return false;
    ++at;
  }
  return true;
}

// Without white space at both ends; a view into the same bytes.
constexpr std::string_view trim_xml_space(std::string_view text) {
  const auto first = text.find_first_not_of(xml_space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(xml_space) - first + 1);
}

}  // namespace facteur::formats
