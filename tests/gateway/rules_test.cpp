// The rule sets as the command line and the API show them.
#include "gateway/cli/rules.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "formats/rule_book.h"
#include "formats/rule_quirks.h"
#include "gateway/http/rule_routes.h"
#include "tests/gateway/calls.h"

using namespace facteur::gateway;
using nlohmann::json;

namespace {

test::Run rules(const std::vector<std::string>& arguments) {
  return test::run(cli::rules_command, arguments);
}

http::Response get(const std::string& path, http::Fields query = {},
                   const flows::RequirementSets& requirements = {}) {
  return test::get(http::rule_routes(requirements), path, std::move(query));
}

}  // namespace

TEST_CASE("a set lists each rule once, with a text in both languages and a syntax") {
  for (const auto& set : facteur::formats::rule_sets()) {
    std::set<std::string_view> ids;
    for (const auto& entry : facteur::formats::entries_of(set)) {
      INFO(set.name << ' ' << entry.rule->id);
      CHECK(ids.insert(entry.rule->id).second);
      const bool of_files = set.subject == facteur::formats::Subject::pdf_file;
      CHECK((entry.syntaxes == facteur::formats::Syntaxes::none) == of_files);
      CHECK_FALSE(text_of(*entry.rule).fr.empty());
      CHECK_FALSE(text_of(*entry.rule).en.empty());
    }
    CHECK_FALSE(ids.empty());
  }
}

TEST_CASE("facteur rules lists the sets with version and date") {
  const test::Run run = rules({"--json", "--lang", "en"});
  REQUIRE(run.status == 0);
  std::istringstream lines(run.out);
  std::string line;
  REQUIRE(std::getline(lines, line));
  const json first = json::parse(line);
  CHECK(first["name"] == "en16931");
  CHECK(first["version"] == "1.3.16");
  CHECK(first["valid_from"] == "2026-05-15");
  CHECK(first["called_for"].get<std::string>().starts_with("Every invoice but"));
  CHECK(rules({"--lang", "fr"}).out.find("Réforme") != std::string::npos);
}

TEST_CASE("a syntax rule is asked in its syntax, a rule of the model in both") {
  const json both = json::parse(rules({"explain", "br-co-15", "--set", "en16931", "--json"}).out);
  CHECK(both["id"] == "BR-CO-15");
  CHECK(both["syntaxes"] == json({"ubl", "cii"}));
  const json ubl = json::parse(rules({"explain", "UBL-CR-001", "--set", "en16931", "--json"}).out);
  CHECK(ubl["syntaxes"] == json({"ubl"}));
}

TEST_CASE("facteur rules explain names the terms to check") {
  const test::Run run = rules({"explain", "BR-CO-15", "--lang", "en"});
  CHECK(run.status == 0);
  CHECK(run.out.find("BT-112") != std::string::npos);
  CHECK(run.out.find("not valid until") != std::string::npos);
}

TEST_CASE("what the official rules do otherwise than they say is told with the rule") {
  const test::Run run = rules({"explain", "BR-CO-05", "--set", "en16931", "--lang", "en"});
  CHECK(run.out.find("Defect of the official test: The official test is always true") !=
        std::string::npos);
  const json one = json::parse(rules({"explain", "BR-CO-15", "--set", "en16931", "--json"}).out);
  CHECK(one["notes"].at(0)["kind"] == "defect");
}

TEST_CASE("a rule that is published term by term is found by the name of the whole") {
  const test::Run run = rules({"explain", "br-fr-16", "--set", "fr-ctc", "--lang", "en"});
  CHECK(run.status == 0);
  CHECK(run.out.find("BR-FR-16_BT-119 (fr-ctc") != std::string::npos);
  CHECK(run.out.find("BR-FR-16_BT-152 (fr-ctc") != std::string::npos);
  CHECK(rules({"explain", "BR-FR-1", "--set", "fr-ctc"}).status == 2);
}

TEST_CASE("each peculiarity of the official rules is one of a rule that its set asks") {
  for (const auto& quirk : facteur::formats::all_quirks()) {
    CHECK_FALSE(quirk.sentence.fr.empty());
    CHECK_FALSE(quirk.sentence.en.empty());
    std::istringstream ids{std::string(quirk.rules)};
    for (std::string id; ids >> id;) {
      INFO(quirk.set << ' ' << id);
      const auto entries = facteur::formats::find_rule(id);
      CHECK(std::ranges::any_of(entries,
                                [&](const auto& entry) { return entry.set->name == quirk.set; }));
    }
  }
}

TEST_CASE("a set with a base says which rules of it are not asked") {
  const json set = json::parse(get("/api/v1/rules/extended-ctc-fr").body);
  CHECK(set["base"] == "en16931");
  CHECK(set["left_out"]["ubl"].size() > 10);
  CHECK(set["left_out"]["cii"].size() > 10);
  CHECK(rules({"extended-ctc-fr", "--lang", "en"}).out.find("but for:") != std::string::npos);
  const test::Run kept = rules({"explain", "BR-01", "--set", "en16931", "--lang", "en"});
  CHECK(kept.out.find("Asked by: extended-ctc-fr") != std::string::npos);
}

TEST_CASE("facteur rules refuses unknown sets, versions and rules") {
  CHECK(rules({"en16931@1.3.16"}).status == 0);
  CHECK(rules({"en16931@0"}).status == 2);
  CHECK(rules({"nothing"}).status == 2);
  CHECK(rules({"explain", "NOTHING-1"}).status == 2);
  CHECK(rules({"explain"}).status == 2);
  CHECK(rules({"--set", "peppol"}).status == 2);
  CHECK(rules({"--help"}).status == 0);
}

TEST_CASE("the version of a set follows the day of issue") {
  using facteur::formats::RuleSet;
  const auto version = [](std::string_view day) {
    RuleSet sets[2] = {*facteur::formats::find_rule_set("peppol"),
                       *facteur::formats::find_rule_set("peppol")};
    sets[0].version = "old";
    sets[0].valid_from = "2026-02-23";
    sets[1].version = "new";
    sets[1].valid_from = "2026-08-17";
    return facteur::formats::version_on(sets, "peppol", day)->version;
  };
  CHECK(version("2025-01-01") == "old");
  CHECK(version("2026-08-16") == "old");
  CHECK(version("2026-08-17") == "new");
  CHECK(version("") == "new");
}

TEST_CASE("the API serves the sets and the rules of one") {
  const json sets = json::parse(get("/api/v1/rules").body)["sets"];
  REQUIRE_FALSE(sets.empty());
  for (const json& set : sets) {
    const auto one = get("/api/v1/rules/" + set["name"].get<std::string>());
    CHECK(one.status == 200);
    CHECK(json::parse(one.body)["rules"].size() == set["rules"].get<std::size_t>());
  }
  CHECK(get("/api/v1/rules/nothing").status == 404);
  CHECK(get("/api/v1/rules", {{"lang", "de"}}).status == 400);
}

TEST_CASE("trading-partner requirements are listed and explained like rules") {
  const std::string file = FACTEUR_SOURCE_DIR "/conf/requirements/example.toml";
  const test::Run sets = rules({"--requirements", file, "--lang", "en"});
  CHECK(sets.status == 0);
  CHECK(sets.out.find("Requirements of LE CLIENT") != std::string::npos);
  const test::Run listed = rules({"example", "--requirements", file, "--lang", "en"});
  CHECK(listed.out.find("LECLIENT-07") != std::string::npos);
  CHECK(listed.out.find("SIREN 200000008") != std::string::npos);
  const test::Run explained =
      rules({"explain", "leclient-02", "--requirements", file, "--lang", "en"});
  CHECK(explained.out.find("of the form CDE-\\d{4}-\\d{5}") != std::string::npos);
  const json one =
      json::parse(rules({"explain", "LECLIENT-01", "--requirements", file, "--json"}).out);
  CHECK(one["set"] == "example");
  CHECK(one["terms"][0]["id"] == "BT-13");
  CHECK(rules({"explain", "LECLIENT-01"}).status == 2);
  CHECK(rules({"--requirements", "nowhere"}).status == 2);
}

TEST_CASE("the API serves configured requirements after the official sets") {
  const std::filesystem::path places[] = {FACTEUR_SOURCE_DIR "/conf/requirements"};
  const auto requirements = flows::read_requirements(places);
  const json sets = json::parse(get("/api/v1/rules", {}, requirements).body)["sets"];
  CHECK(sets.back()["name"] == "example");
  CHECK(sets.back()["rules"] == 7);
  const json set = json::parse(get("/api/v1/rules/example", {}, requirements).body);
  CHECK(set["rules"].size() == 7);
  CHECK(set["sha256"].get<std::string>().size() == 64);
}
