// Our verdicts beside those of the official rules (CEN artefacts 1.3.16), on the shared documents.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include "formats/verdict.h"
#include "tests/formats/sample.h"
#include "tests/shared_folder.h"

using namespace facteur;
using Ids = std::set<std::string>;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  INFO(file);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, mark);) parts.push_back(part);
  return parts;
}

// What expected.tsv says of one document: "fatal:BR-CO-15*2 warning:..." or "error".
struct Expected {
  std::string file;
  bool structure = false;
  std::string findings;
};

std::vector<Expected> expected_of_invoices(const std::filesystem::path& documents) {
  std::vector<Expected> all;
  std::istringstream table(bytes_of(documents / "expected.tsv"));
  for (std::string line; std::getline(table, line);) {
    auto columns = split(line, '\t');
    if (columns.size() < 4 || columns[3] != "en16931") continue;
    columns.resize(5);
    all.push_back({columns[0], columns[2] == "1", columns[4]});
  }
  return all;
}

Ids fatal_rules(const std::string& findings) {
  Ids ids;
  for (const std::string& finding : split(findings, ' ')) {
    if (finding.starts_with("fatal:")) ids.insert(finding.substr(6, finding.find('*') - 6));
  }
  return ids;
}

Ids fatal_rules(const formats::Verdict& verdict) {
  Ids ids;
  for (const formats::Finding& finding : verdict.findings) {
    const bool counts = finding.set == "en16931" && finding.severity == formats::Severity::fatal;
    if (counts) ids.emplace(finding.rule);
  }
  return ids;
}

std::string only_in(const Ids& these, const Ids& those) {
  std::string text;
  for (const std::string& id : these) {
    if (!those.contains(id)) text += " " + id;
  }
  return text;
}

// The first group of every match.
std::vector<std::string> all_matches(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.push_back((*match)[1]);
  }
  return found;
}

std::string without_comments(std::string text) {
  for (std::size_t open; (open = text.find("<!--")) != std::string::npos;) {
    text.erase(open, text.find("-->", open) + 3 - open);
  }
  return text;
}

// From the root of an invoice or credit note in `test` to its end, without a prefix.
std::string fragment(const std::string& test) {
  for (const char* root : {"Invoice", "CreditNote"}) {
    const std::string closing = std::string("</") + root + ">";
    const std::size_t to = test.rfind(closing);
    if (to == std::string::npos) continue;
    const std::size_t from = test.find(std::string("<") + root);
    return test.substr(from, to + closing.size() - from);
  }
  return {};
}

}  // namespace

TEST_CASE("the official rules and ours break the same rules") {
  const auto shared = test::shared_folder();
  if (!shared) {
    WARN("no shared documents: not compared with the official rules");
    return;
  }
  const std::filesystem::path documents = *shared / "conformance" / "documents";
  // Some of the profiles call for another set instead.
  const formats::RuleSelection core{false, {formats::find_rule_set("en16931")}};
  std::size_t compared = 0;
  std::size_t agreeing = 0;
  for (const Expected& expected : expected_of_invoices(documents)) {
    if (!expected.structure || expected.findings == "error") continue;
    ++compared;
    const Ids theirs = fatal_rules(expected.findings);
    const Ids ours = fatal_rules(formats::judge(bytes_of(documents / expected.file), core));
    if (theirs == ours) {
      ++agreeing;
      continue;
    }
    std::cout << expected.file << ": missed" << only_in(theirs, ours) << "; extra"
              << only_in(ours, theirs) << "\n";
  }
  std::cout << agreeing << " of " << compared << " documents agree\n";
  CHECK(agreeing * 1000 >= compared * 999);
}

TEST_CASE("the fragments of the CEN's own unit tests break or keep the rule that they say") {
  const auto shared = test::shared_folder();
  if (!shared) {
    WARN("no shared documents: not compared with the CEN's unit tests");
    return;
  }
  // An InvoiceLine inside a CreditNote: not a document of either kind.
  const std::set<std::string> absurd{"ubl-creditnote/BR-CL-18.xml"};
  const std::regex keeps("<success[^>]*>(BR-[^<]*)<");
  const std::regex breaks("<(?:error|fatal|warning)[^>]*>(BR-[^<]*)<");
  for (const char* kind : {"ubl-invoice", "ubl-creditnote"}) {
    for (const auto& file :
         std::filesystem::directory_iterator(*shared / "conformance" / "unit" / kind)) {
      const std::string name = std::string(kind) + "/" + file.path().filename().string();
      if (absurd.contains(name)) continue;
      const std::string set = without_comments(bytes_of(file.path()));
      for (std::size_t from = 0; (from = set.find("<test>", from)) != std::string::npos; ++from) {
        const std::string test = set.substr(from, set.find("</test>", from) - from);
        const std::string document = fragment(test);
        if (document.empty()) continue;
        const auto broken = test::broken_rules(document);
        const std::string head = test.substr(0, test.find(document));
        INFO(name << "\n" << document);
        for (const auto& rule : all_matches(head, keeps)) CHECK_FALSE(broken.contains(rule));
        for (const auto& rule : all_matches(head, breaks)) CHECK(broken.contains(rule));
      }
    }
  }
}
