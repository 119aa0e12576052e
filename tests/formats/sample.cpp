#include "tests/formats/sample.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "formats/rules.h"
#include "formats/verdict.h"

namespace facteur::test {

std::string sample(std::string_view file) {
  const std::string path = std::string(FACTEUR_SOURCE_DIR "/tests/data/rules/") + std::string(file);
  std::ifstream stream(path, std::ios::binary);
  INFO(path);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t replace_first(std::string& text, std::string_view what, std::string_view with,
                          std::size_t from) {
  const std::size_t at = text.find(what, from);
  INFO("not in the document: " << what);
  REQUIRE(at != std::string::npos);
  text.replace(at, what.size(), with);
  return at + with.size();
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
}

std::set<std::string> broken_rules(std::string_view document, std::string_view set) {
  const formats::RuleSelection asked{false, {formats::find_rule_set(set)}};
  std::set<std::string> rules;
  for (const formats::Finding& finding : formats::judge(document, asked).findings) {
    if (finding.set == set) rules.emplace(finding.rule);
  }
  return rules;
}

}  // namespace facteur::test
