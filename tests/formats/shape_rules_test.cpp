// Rules about the shape of documents: what the tables say, and the official verdict on the shared
// documents. Vectors: tests/data/rules/shapes.vectors.
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>

#include "formats/document_conditions.h"
#include "formats/value_forms.h"
#include "formats/verdict.h"
#include "schemas/grammar.h"
#include "schemas/shapes.h"
#include "tests/formats/sample.h"
#include "tests/shared_folder.h"

using namespace facteur;
using Counts = std::map<std::string, std::size_t>;  // by "warning:UBL-CR-001"

namespace {

bool is_of_syntax(std::string_view rule) {
  return rule.starts_with("UBL-") || rule.starts_with("CII-");
}
bool is_any(std::string_view) {
  return true;
}

// What is compared: the rules of a set that `looked_at` picks.
struct Comparison {
  std::string set;
  bool (*looked_at)(std::string_view rule);
};

// "fatal:BR-01 warning:UBL-CR-001*2"
Counts official(const Comparison& compared, const std::string& findings) {
  Counts counts;
  std::istringstream in(findings);
  for (std::string word; in >> word;) {
    const auto star = word.find('*');
    const std::string rule = word.substr(0, star);
    if (!compared.looked_at(std::string_view(rule).substr(rule.find(':') + 1))) continue;
    const std::size_t count = star == std::string::npos ? 1 : std::stoul(word.substr(star + 1));
    counts[rule] = std::min(count, formats::ShapeFindings::kept_for_each_rule);
  }
  return counts;
}

Counts ours(const Comparison& compared, const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  constexpr std::array severities{"fatal:", "warning:", "information:"};
  Counts counts;
  const formats::RuleSelection selection{false, {formats::find_rule_set(compared.set)}};
  for (const formats::Finding& finding : formats::judge(bytes, selection).findings) {
    if (finding.set != compared.set || !compared.looked_at(finding.rule)) continue;
    ++counts[severities[static_cast<std::size_t>(finding.severity)] + std::string(finding.rule)];
  }
  return counts;
}

std::size_t count_of(std::string_view rule, std::string_view document) {
  std::size_t count = 0;
  for (const auto& finding : formats::judge(document).findings) count += finding.rule == rule;
  return count;
}

}  // namespace

TEST_CASE("syntax rules of EN 16931, Peppol and XRechnung are found as often as officially") {
  const auto shared = test::shared_folder();
  if (!shared) {
    WARN("no shared documents: not compared with the official rules");
    return;
  }
  const Comparison compared =
      GENERATE(Comparison{"en16931", is_of_syntax}, Comparison{"peppol", is_any},
               Comparison{"xrechnung", is_any});
  INFO(compared.set);
  const auto documents = *shared / "conformance" / "documents";
  std::ifstream table(documents / "expected.tsv");
  std::size_t looked_at = 0, agreeing = 0;
  for (std::string line; std::getline(table, line);) {
    std::istringstream columns(line);
    std::string file, origin, structure, set, findings;
    for (auto* column : {&file, &origin, &structure, &set, &findings}) {
      std::getline(columns, *column, '\t');
    }
    if (set != compared.set || structure != "1" || findings == "error") continue;
    ++looked_at;
    if (ours(compared, documents / file) == official(compared, findings)) {
      ++agreeing;
    } else {
      std::cout << file << " differs by " << set << "\n";
    }
  }
  CHECK(agreeing == looked_at);
}

TEST_CASE("what a line breaks is found line by line, with its place") {
  std::string document = test::sample("base.xml");
  test::replace_all(document, "<cac:Item>",
                    "<cac:DocumentReference><cbc:ID>1</cbc:ID>"
                    "</cac:DocumentReference><cac:DocumentReference>"
                    "<cbc:ID>2</cbc:ID></cac:DocumentReference><cac:Item>");
  const auto verdict = formats::judge(document);
  std::vector<std::string> places;
  for (const auto& finding : verdict.findings) {
    if (finding.rule == "UBL-SR-52") places.push_back(finding.location);
  }
  CHECK(places == std::vector<std::string>{"/Invoice/cac:InvoiceLine[1]/cac:DocumentReference[2]",
                                           "/Invoice/cac:InvoiceLine[2]/cac:DocumentReference[2]"});
}

TEST_CASE("what the document must not hold is found once, however many lines hold it") {
  std::string document = test::sample("base.xml");
  test::replace_all(document, "<cac:Item>", "<cac:Item><cbc:PackQuantity>1</cbc:PackQuantity>");
  CHECK(count_of("UBL-CR-563", document) == 1);
}

TEST_CASE("elements and attributes of foreign namespaces are not mistaken for ours") {
  std::string document = test::sample("base.xml");
  test::replace_first(document, "<cbc:ID>1</cbc:ID>",
                      "<cbc:ID>1</cbc:ID><x:Note xmlns:x=\"urn:x\" x:schemeName=\"a\"/>"
                      "<x:Note xmlns:x=\"urn:x\"/>");
  CHECK(count_of("UBL-SR-34", document) == 0);
  CHECK(count_of("UBL-DT-08", document) == 0);
}

TEST_CASE("every rule of a shape table has something to say") {
  std::set<std::string_view> ids;
  for (const schemas::Grammar* grammar : {&schemas::ubl, &schemas::cii}) {
    REQUIRE(!schemas::shapes_of(*grammar).empty());
    for (const schemas::Shapes* shapes : schemas::shapes_of(*grammar)) {
      for (const schemas::ShapeRule& rule : shapes->rules) {
        INFO(rule.id);
        ids.insert(rule.id);
        CHECK((!rule.path.empty() || (!rule.fr.empty() && !rule.en.empty())));
      }
    }
  }
  CHECK(ids.contains("UBL-CR-682"));
  CHECK(ids.contains("CII-DT-098"));
}

TEST_CASE("the tables ask only for forms and conditions that there are") {
  for (const schemas::Grammar* grammar : {&schemas::ubl, &schemas::cii}) {
    for (const schemas::Shapes* shapes : schemas::shapes_of(*grammar)) {
      for (const schemas::ShapeTest& test : shapes->tests) {
        if (test.kind != schemas::ShapeTest::Kind::form) continue;
        INFO(test.literal);
        CHECK(formats::is_form(test.literal));
      }
      for (const schemas::ShapeRule& rule : shapes->rules) {
        INFO(rule.id << ": " << rule.condition);
        const bool known = formats::find_document_condition(rule.condition) != nullptr;
        CHECK((rule.condition.empty() || known));
      }
    }
  }
}
