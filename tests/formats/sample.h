// Documents of our own for tests of the rules, and what the rules say of them.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace facteur::test {

// The bytes of a file of tests/data/rules.
std::string sample(std::string_view file);

// `text` with the first `what` at or after `from` replaced; fails the test where there is none.
// Returns the place behind the replacement.
std::size_t replace_first(std::string& text, std::string_view what, std::string_view with,
                          std::size_t from = 0);
void replace_all(std::string& text, std::string_view what, std::string_view with);

// The ids of the rules of a set that the document breaks, warnings included.
std::set<std::string> broken_rules(std::string_view document, std::string_view set = "en16931");

}  // namespace facteur::test
