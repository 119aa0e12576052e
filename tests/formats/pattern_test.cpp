// Patterns of trading-partner requirements.
#include "formats/pattern.h"

#include <catch2/catch.hpp>
#include <string>

using facteur::formats::Pattern;
using facteur::formats::PatternFault;

namespace {

Pattern compiled(std::string_view text) {
  auto result = Pattern::compile(text);
  INFO(text);
  REQUIRE(std::holds_alternative<Pattern>(result));
  return std::get<Pattern>(std::move(result));
}

struct Example {
  std::string_view pattern, good, bad;
};

// Each value stands between spaces; "_" is the empty one.
constexpr Example examples[] = {
    {"abc", "abc", "_ ab abcd xabc ABC"},
    {"PO[0-9]{4}", "PO1234", "PO123 PO12345 XPO1234 PO12a4"},
    {"\\d{3}(-\\d{2})?", "123 123-45", "12 123- 123-4 1234"},
    {"a{2,3}", "aa aaa", "a aaaa _"},
    {"a{0,2}b", "b ab aab", "aaab a _"},
    {"a{2,}", "aa aaa aaaaaaaa", "a _ aab"},
    {"(ab|c)+d", "abd cd abcabd", "d ab abcab"},
    {"(a|b?)*", "_ a b abba aab", "c abc"},
    {"(a?b?){2}", "_ ab abab ba aa bb aba", "ababa aaa"},
    {"[^0-9]+", "abc é/", "a1 _ 1"},
    {"[A-Z.-]+", "A-B. - .", "a _"},
    {"[\\]\\[]+", "[ ]] []", "a _"},
    {".", "a é 漢", "ab _"},
    {"é{2}", "éé", "é ééé"},
    {"[à-ü]+", "éà", "e"},
    {"a\\.b\\\\", "a.b\\", "axb\\ a.b"},
    {"x+y*z?", "x xx xy xyyz xz", "y _ xzz"},
    {"((a{2}){2}){2}", "aaaaaaaa", "aaaaaaa aaaaaaaaa"},
};

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const auto space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    result.emplace_back(word == "_" ? "" : word);
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return result;
}

}  // namespace

TEST_CASE("a pattern is about the whole value") {
  for (const Example& example : examples) {
    const Pattern pattern = compiled(example.pattern);
    for (const std::string& value : words(example.good)) {
      INFO(example.pattern << " and " << value);
      CHECK(pattern.matches(value));
    }
    for (const std::string& value : words(example.bad)) {
      INFO(example.pattern << " and " << value);
      CHECK_FALSE(pattern.matches(value));
    }
  }
}

TEST_CASE("what is no pattern is refused with its place and what may be written") {
  const std::string deep(40, '('), many = "((a{100}){100}){100}";
  for (const std::string_view text : {std::string_view(),
                                      std::string_view("a|"),
                                      std::string_view("|a"),
                                      std::string_view("()"),
                                      std::string_view("(a"),
                                      std::string_view("a)"),
                                      std::string_view("[a"),
                                      std::string_view("[]"),
                                      std::string_view("[z-a]"),
                                      std::string_view("*a"),
                                      std::string_view("a**"),
                                      std::string_view("a{"),
                                      std::string_view("a{2"),
                                      std::string_view("a{,2}"),
                                      std::string_view("a{3,2}"),
                                      std::string_view("a{0}"),
                                      std::string_view("a{99999999999}"),
                                      std::string_view("^a"),
                                      std::string_view("a$"),
                                      std::string_view("\\w"),
                                      std::string_view("a\\"),
                                      std::string_view(deep),
                                      std::string_view(many)}) {
    INFO(text);
    const auto result = Pattern::compile(text);
    REQUIRE(std::holds_alternative<PatternFault>(result));
    const PatternFault& fault = std::get<PatternFault>(result);
    CHECK(fault.at <= text.size());
    CHECK_FALSE(fault.what.fr.empty());
    CHECK_FALSE(fault.what.en.empty());
  }
}

TEST_CASE("patterns that make others slow cost what their length allows") {
  const std::string value(Pattern::longest_value, 'a');
  CHECK(compiled("(a*)*").matches(value));
  CHECK_FALSE(compiled("(a|a)*b").matches(value));
  CHECK_FALSE(compiled("(a?){100}a{100}b").matches(value));
  CHECK_FALSE(compiled("a*").matches(value + "a"));  // longer than any value that matches
}

TEST_CASE("bytes that are no UTF-8 are characters that no pattern spells") {
  CHECK_FALSE(compiled("[a-z]+").matches("a\xFF"));
  CHECK(compiled(".+").matches("a\xFF"));
}
