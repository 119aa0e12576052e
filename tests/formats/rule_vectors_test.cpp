// The vectors of tests/data/rules: see the README there for their notation.
#include <catch2/catch.hpp>
#include <sstream>
#include <vector>

#include "formats/rules.h"
#include "formats/verdict.h"
#include "tests/formats/sample.h"

using namespace facteur;

namespace {

struct Vector {
  std::string rule;
  bool breaks = false;
  std::string document;
};

class VectorReader {
 public:
  std::vector<Vector> read(std::string_view file) {
    std::istringstream lines(test::sample(file));
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] == '#') continue;
      INFO(file << ": " << line);
      take(line);
    }
    return std::move(vectors_);
  }

 private:
  void take(const std::string& line) {
    const std::string rest = line.size() > 2 ? line.substr(2) : "";
    if (line == "base") {
      place_ = 0;
    } else if (line.starts_with("in ")) {
      place_ = document().find(line.substr(3));
      REQUIRE(place_ != std::string::npos);
    } else if (line[0] == '-') {
      replaced_ = rest;
    } else if (line[0] == '+') {
      place_ = test::replace_first(document(), replaced_, rest, place_);
    } else {
      const std::size_t space = line.find(' ');
      const std::string expected = line.substr(space + 1);
      REQUIRE((expected == "breaks" || expected == "holds"));
      vectors_.push_back({line.substr(0, space), expected == "breaks", base_});
      place_ = 0;
    }
  }

  // What a change applies to: the last case, or the base before the first one.
  std::string& document() { return vectors_.empty() ? base_ : vectors_.back().document; }

  std::vector<Vector> vectors_;
  std::string base_ = test::sample("base.xml");
  std::size_t place_ = 0;
  std::string replaced_;
};

constexpr const char* files[] = {"presence.vectors", "totals.vectors", "codes.vectors",
                                 "categories.vectors", "shapes.vectors"};

}  // namespace

TEST_CASE("the base of the vectors is a valid invoice") {
  const auto verdict = formats::judge(test::sample("base.xml"));
  CHECK(verdict.valid);
  CHECK(verdict.findings.empty());
}

TEST_CASE("each vector breaks its rule, or does not") {
  for (const char* file : files) {
    for (const Vector& vector : VectorReader().read(file)) {
      INFO(file << ": " << vector.rule << (vector.breaks ? " breaks" : " holds") << "\n"
                << vector.document);
      CHECK(test::broken_rules(vector.document).contains(vector.rule) == vector.breaks);
    }
  }
}

TEST_CASE("each vector of the French rules breaks its rule, or does not") {
  const std::string name = GENERATE("fr-ctc", "extended-ctc-fr");
  const formats::RuleSet* set = formats::find_rule_set(name);
  for (const Vector& vector : VectorReader().read(name + ".vectors")) {
    INFO(vector.rule << (vector.breaks ? " breaks" : " holds") << "\n" << vector.document);
    bool broken = false;
    for (const formats::Finding& finding :
         formats::judge(vector.document, {false, {set}}).findings) {
      broken = broken || finding.rule == vector.rule;
    }
    CHECK(broken == vector.breaks);
  }
}

TEST_CASE("every rule has a vector that breaks it") {
  std::set<std::string_view> without_effect{"BR-CO-05", "BR-CO-06",  "BR-CO-07",
                                            "BR-CO-08", "BR-DEC-13", "BR-DEC-15"};
  std::set<std::string> broken;
  for (const char* file : files) {
    for (const Vector& vector : VectorReader().read(file)) {
      if (vector.breaks) broken.insert(vector.rule);
    }
  }
  // Those of the VAT categories are broken in vat_families_test.cpp, those of the syntax in
  // shape_rules_test.cpp.
  const auto is_of_a_category = [](std::string_view id) {
    return !id.starts_with("BR-CO-") && !id.starts_with("BR-CL-") && !id.starts_with("BR-DEC-") &&
           id.size() > 5;
  };
  for (const formats::Rule* rule : formats::find_rule_set("en16931")->rules()) {
    if (!rule->id.starts_with("BR-") || is_of_a_category(rule->id) ||
        without_effect.contains(rule->id))
      continue;
    INFO(rule->id);
    CHECK(broken.contains(std::string(rule->id)));
  }
}
