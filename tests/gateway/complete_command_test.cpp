// Completion as the command line and the API offer it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "formats/json_read.h"
#include "formats/verdict.h"
#include "formats/write.h"
#include "gateway/cli/complete.h"
#include "gateway/http/completion_routes.h"
#include "tests/gateway/calls.h"

using namespace facteur;
using namespace facteur::gateway;
using nlohmann::json;

namespace {

const std::string minimal = FACTEUR_SOURCE_DIR "/tests/data/complete/minimal.xml";
const std::string minimal_json = FACTEUR_SOURCE_DIR "/tests/data/complete/minimal.json";

test::Run complete(const std::vector<std::string>& arguments) {
  return test::run(cli::complete_command, arguments);
}

std::string bytes_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// A file of this test alone, gone at its end.
struct Scratch {
  std::string path =
      (std::filesystem::temp_directory_path() / "facteur-complete-test.xml").string();
  ~Scratch() { std::filesystem::remove(path); }

  void write(const std::string& bytes) const { std::ofstream(path, std::ios::binary) << bytes; }
};

std::string without(std::string text, const std::string& part) {
  const auto at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.erase(at, part.size());
}

std::size_t fatal_findings(const std::string& bytes) {
  formats::RuleSelection en16931{false, {formats::find_rule_set("en16931")}};
  std::size_t fatal = 0;
  for (const auto& finding : formats::judge(bytes, en16931).findings) {
    INFO(finding.rule << " " << finding.message.en);
    CHECK(finding.severity != formats::Severity::fatal);
    fatal += finding.severity == formats::Severity::fatal ? 1 : 0;
  }
  return fatal;
}

http::Response post(std::string body, http::Fields query = {}) {
  const auto routes = http::completion_routes();
  http::Request request;
  request.method = "POST";
  request.body = std::move(body);
  request.query = std::move(query);
  return routes.at(0).handler(request);
}

}  // namespace

TEST_CASE("a completed minimal invoice breaks no rule of EN 16931") {
  const test::Run run = complete({minimal, "-"});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  CHECK(fatal_findings(run.out) == 0);
  CHECK(formats::judge(run.out).structure);
}

TEST_CASE("a minimal invoice in JSON gives a document that breaks no rule of EN 16931") {
  const test::Run run = complete({minimal_json, "-"});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  const auto invoice = formats::read_json(run.out).invoice;
  REQUIRE(invoice);
  CHECK(invoice->root().first(Term::BG_22).text(Term::BT_112) == "382.50");
  for (const auto syntax : {formats::Syntax::ubl_invoice, formats::Syntax::cii}) {
    const auto written = formats::write(*invoice, syntax);
    CHECK(written.complete());
    CHECK(fatal_findings(written.bytes) == 0);
  }
}

TEST_CASE("a key of JSON that is no term is told") {
  std::string typo = bytes_of(minimal_json);
  typo.replace(typo.find("BT-9\""), 5, "BT-999\"");
  const Scratch scratch;
  scratch.write(typo);
  const test::Run run = complete({scratch.path, "-", "--lang", "en"});
  CHECK(run.err.find("BT-999") != std::string::npos);
}

TEST_CASE("each number of a completed invoice is explained, for people and for programs") {
  const Scratch scratch;
  const test::Run french = complete({"--explain", "--lang", "fr", minimal, scratch.path});
  CHECK(french.status == 0);
  CHECK(french.out.find("(BT-109 Total hors TVA)") != std::string::npos);

  const test::Run lines = complete({minimal, scratch.path, "--json", "--lang", "en"});
  std::istringstream stream(lines.out);
  bool found = false;
  for (std::string line; std::getline(stream, line);) {
    const json figure = json::parse(line);
    if (figure["path"] != "BG-22/BT-112") continue;
    found = true;
    CHECK(figure["outcome"] == "added");
    CHECK(figure["computed"] == "382.50");
  }
  CHECK(found);
}

TEST_CASE("a given value that differs is told and kept, unless it is to be recomputed") {
  std::string given = bytes_of(minimal);
  given.insert(given.find("    <cac:AllowanceCharge>"),
               "<cbc:LineExtensionAmount currencyID=\"EUR\">100</cbc:LineExtensionAmount>");
  const Scratch scratch;
  scratch.write(given);
  const test::Run kept = complete({scratch.path, "-", "--lang", "en"});
  CHECK(kept.status == 0);
  CHECK(kept.err.find("differs, kept") != std::string::npos);
  CHECK(kept.out.find(">100</cbc:LineExtensionAmount>") != std::string::npos);
  const test::Run redone = complete({scratch.path, "-", "--recompute", "--lang", "en"});
  CHECK(redone.err.find("replaced") != std::string::npos);
  CHECK(redone.out.find(">118.75</cbc:LineExtensionAmount>") != std::string::npos);
}

TEST_CASE("what is missing is told, with the exit status of a document that is not good") {
  const Scratch scratch;
  scratch.write(
      without(bytes_of(minimal), "<cbc:PriceAmount currencyID=\"EUR\">80</cbc:PriceAmount>"));
  const test::Run run = complete({scratch.path, "-", "--lang", "en"});
  CHECK(run.status == 1);
  CHECK(run.err.find("missing: BT-146") != std::string::npos);
}

TEST_CASE("a file that holds no invoice, and bad usage, cannot be done") {
  const Scratch scratch;
  scratch.write("no invoice");
  CHECK(complete({scratch.path, "-"}).status == 2);
  CHECK(complete({"/nowhere/at/all.xml", "-"}).status == 2);
  CHECK(complete({minimal}).status == 2);
  CHECK(complete({minimal, "-", "--json", "--explain"}).status == 2);
  CHECK(complete({minimal, "-", "--nonsense"}).status == 2);
  CHECK(complete({"--help"}).status == 0);
}

TEST_CASE("the API completes an invoice and explains each number") {
  const http::Response response = post(bytes_of(minimal));
  REQUIRE(response.status == 200);
  const json answer = json::parse(response.body);
  CHECK(answer["complete"] == true);
  CHECK(answer["losses"].empty());
  CHECK(answer["figures"].size() >= 10);
  CHECK(fatal_findings(answer["document"]) == 0);

  const json of_json = json::parse(post(bytes_of(minimal_json)).body);
  CHECK(of_json["documentType"] == "application/json");
  CHECK(json::parse(of_json["document"].get<std::string>())["BG-22"]["BT-115"] == "382.50");
}

TEST_CASE("the API refuses what is no invoice, and an unknown wish") {
  CHECK(post("no invoice").status == 400);
  CHECK(post("").status == 400);
  CHECK(post(bytes_of(minimal), {{"recompute", "perhaps"}}).status == 400);
}
