// The vectors of tests/data/rules: see the README there for their notation.
#include <catch2/catch.hpp>
#include <map>
#include <sstream>
#include <vector>

#include "formats/rules.h"
#include "formats/verdict.h"
#include "tests/formats/probes.h"
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
  explicit VectorReader(std::string_view base) : base_(test::sample(base)) {}

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
    if (line == "base" || line.starts_with("base ")) {
      if (line.size() > 5) base_ = test::sample(line.substr(5));
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
  std::string base_;
  std::size_t place_ = 0;
  std::string replaced_;
};

struct VectorFile {
  std::string_view name, base, set;
};
constexpr VectorFile files[] = {
    {"presence.vectors", "base.xml", "en16931"},
    {"totals.vectors", "base.xml", "en16931"},
    {"codes.vectors", "base.xml", "en16931"},
    {"categories.vectors", "base.xml", "en16931"},
    {"shapes.vectors", "base.xml", "en16931"},
    {"cdar.vectors", "message.xml", "cdar"},
    {"fr-ctc.vectors", "base.xml", "fr-ctc"},
    {"fr-ctc-cii.vectors", "base.xml", "fr-ctc"},
    {"extended-ctc-fr.vectors", "base.xml", "extended-ctc-fr"},
    {"extended-ctc-fr-cii.vectors", "base.xml", "extended-ctc-fr"},
    {"facteur.vectors", "base.xml", "facteur"},
    {"facteur-cii.vectors", "base.xml", "facteur"},
    {"facteur-missed.vectors", "base.xml", "facteur"},
    {"facteur-credit-note.vectors", "base.xml", "facteur"},
    {"facteur-cdar.vectors", "message.xml", "facteur-cdar"},
};

constexpr const char* sets[] = {"en16931", "fr-ctc", "extended-ctc-fr", "cdar",
                                "facturx", "peppol", "xrechnung"};

// The lines of a file that are not comments.
std::set<std::string> lines_of(std::string_view file) {
  std::set<std::string> all;
  std::istringstream lines(test::sample(file));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != '#') all.insert(line);
  }
  return all;
}

std::set<std::string> rules_broken_in(std::string_view set) {
  std::set<std::string> broken;
  for (const VectorFile& file : files) {
    if (file.set != set) continue;
    for (const Vector& vector : VectorReader(file.base).read(file.name)) {
      if (vector.breaks) broken.insert(vector.rule);
    }
  }
  return broken;
}

}  // namespace

TEST_CASE("the documents that the vectors start from are valid") {
  for (const char* base : {"base.xml", "message.xml"}) {
    const auto verdict = formats::judge(test::sample(base));
    CHECK(verdict.valid);
    CHECK(verdict.findings.empty());
  }
}

TEST_CASE("each vector breaks its rule, or does not") {
  for (const VectorFile& file : files) {
    for (const Vector& vector : VectorReader(file.base).read(file.name)) {
      INFO(file.name << ": " << vector.rule << (vector.breaks ? " breaks" : " holds") << "\n"
                     << vector.document);
      CHECK(test::broken_rules(vector.document, file.set).contains(vector.rule) == vector.breaks);
    }
  }
}

TEST_CASE("every rule has a vector that breaks it") {
  std::set<std::string_view> without_effect{"BR-CO-05", "BR-CO-06",  "BR-CO-07",
                                            "BR-CO-08", "BR-DEC-13", "BR-DEC-15"};
  const std::set<std::string> broken = rules_broken_in("en16931");
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

TEST_CASE("every rule of life-cycle messages that can be broken has a vector that breaks it") {
  const std::set<std::string_view> without_effect{"BR-FR-CDV-01_MDG-3",  "BR-FR-CDV-04_MDG-4",
                                                  "BR-FR-CDV-05_MDG-9",  "BR-FR-CDV-06_MDT-21",
                                                  "BR-FR-CDV-10_MDT-87", "BR-FR-CDV-07_MDT-38_no"};
  const std::set<std::string> broken = rules_broken_in("cdar");
  for (const formats::Rule* rule : formats::find_rule_set("cdar")->rules()) {
    INFO(rule->id);
    CHECK(broken.contains(std::string(rule->id)) != without_effect.contains(rule->id));
    CHECK(rule->terms[0] != Term::none);
  }
}

TEST_CASE("every check of our own is a warning and has a vector that breaks it") {
  for (const char* set : {"facteur", "facteur-cdar"}) {
    const std::set<std::string> broken = rules_broken_in(set);
    for (const formats::Rule* rule : formats::find_rule_set(set)->rules()) {
      const bool of_invoices_too = set == std::string_view("facteur-cdar") &&
                                   rules_broken_in("facteur").contains(std::string(rule->id));
      INFO(rule->id);
      const bool of_pages = rule->id.starts_with("FACTEUR-PDF-");  // hybrid_page_test.cpp
      CHECK((of_invoices_too || of_pages || broken.contains(std::string(rule->id))));
      CHECK(rule->severity == formats::Severity::warning);
      CHECK(rule->id.starts_with("FACTEUR-"));
    }
  }
}

TEST_CASE("every rule of every set is broken by a vector or a probe, but for those listed") {
  std::map<std::string, std::set<std::string>> broken;  // ids by set
  for (const char* set : sets) broken[set] = rules_broken_in(set);
  for (const test::ProbeFile& file : test::probe_files()) {
    for (const test::Probe& probe : file.probes) {
      for (const std::string& word : probe.verdict) {
        const auto colon = word.find(':');
        const auto id = word.find_first_not_of('-', colon + 1);
        broken[word.substr(0, colon)].insert(word.substr(id));
      }
    }
  }
  const std::set<std::string> excused = lines_of("without-vectors.txt");
  for (const char* set : sets) {
    for (const formats::Rule* rule : formats::find_rule_set(set)->rules()) {
      const std::string name = std::string(set) + " " + std::string(rule->id);
      INFO(name);
      CHECK(broken[set].contains(std::string(rule->id)) != excused.contains(name));
    }
  }
}

TEST_CASE("our own set is silent where an official rule has said the same of the same value") {
  std::string document = test::sample("base.xml");
  test::replace_first(document, ">1341.50<", ">1341.51<");
  CHECK(test::broken_rules(document, "facteur").contains("FACTEUR-TOTAL-WITH-VAT"));
  bool official = false;
  for (const formats::Finding& finding : formats::judge(document).findings) {
    official = official || finding.rule == "BR-CO-15";
    CHECK(finding.rule != "FACTEUR-TOTAL-WITH-VAT");
  }
  CHECK(official);
}

TEST_CASE("a set that is about invoices does not judge a message, nor the other way round") {
  const formats::RuleSet* invoices = formats::find_rule_set("en16931");
  const formats::RuleSet* messages = formats::find_rule_set("cdar");
  const formats::RuleSelection both{false, {invoices, messages}};
  CHECK(formats::judge(test::sample("message.xml"), both).judged_by == std::vector{messages});
  CHECK(formats::judge(test::sample("base.xml"), both).judged_by == std::vector{invoices});
}
