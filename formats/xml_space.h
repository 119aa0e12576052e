// White space as XML knows it (XML 1.0, production [3]): space, tab, carriage return, line feed.
#pragma once

#include <string_view>

namespace facteur::formats {

inline constexpr std::string_view xml_space = " \t\r\n";

// Nothing but white space? Nearly always asked of a few characters of indentation: a loop beats a
// search of the set for each.
constexpr bool is_xml_space(std::string_view text) {
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return false;
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
