#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "gateway/cli/validate.h"
#include "tests/gateway/archives.h"
#include "tests/gateway/calls.h"
#include "tests/gateway/fixture.h"

using namespace facteur::gateway;

namespace {

using nlohmann::json;

test::Run validate(const std::vector<std::string>& arguments) {
  return test::run(cli::validate_command, arguments);
}

std::vector<json> objects(const std::string& lines) {
  std::vector<json> all;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) all.push_back(json::parse(line));
  return all;
}

json finding_of(const json& object, const std::string& rule) {
  for (const json& finding : object["findings"]) {
    if (finding["rule"] == rule) return finding;
  }
  FAIL("not found: " << rule);
  return {};
}

const std::string good = FACTEUR_SOURCE_DIR "/tests/data/rules/base.xml";

// A folder with a document that breaks BR-CO-15.
struct Documents {
  Documents() {
    std::ifstream stream(good);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    text.replace(text.find("1341.50"), 7, "1341.49");
    std::ofstream(bad) << text;
    std::ofstream(list) << good << "\n" << bad << "\n";
  }
  facteur::gateway::test::Folder folder;
  const std::string bad = folder.path / "bad.xml";
  const std::string list = folder.path / "list";
  const std::string missing = folder.path / "missing.xml";
};

}  // namespace

TEST_CASE("a good document is judged good, with status 0") {
  const test::Run run = validate({"--json", good});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  const json object = objects(run.out).at(0);
  CHECK(object["file"] == good);
  CHECK(object["format"] == "ubl");
  CHECK(object["document"] == "invoice");
  CHECK(object["profile"] == "urn:cen.eu:en16931:2017");
  CHECK(object["structure"] == true);
  CHECK(object["valid"] == true);
  CHECK(object["findings"].empty());
}

TEST_CASE("a broken rule is told with set, rule, terms, place and line, with status 1") {
  const Documents documents;
  const test::Run run = validate({"--json", "--lang", "en", documents.bad});
  CHECK(run.status == 1);
  const json finding = finding_of(objects(run.out).at(0), "BR-CO-15");
  CHECK(finding["set"] == "en16931");
  CHECK(finding["rule"] == "BR-CO-15");
  CHECK(finding["severity"] == "fatal");
  CHECK(finding["terms"].at(0) == "BT-112");
  CHECK(finding["location"] == "/Invoice/cac:LegalMonetaryTotal[1]/cbc:TaxInclusiveAmount[1]");
  CHECK(finding["line"] > 1);
  CHECK(finding["message"].get<std::string>().starts_with("Total with VAT"));
}

TEST_CASE("results keep the order of the files, whatever the number of jobs") {
  const Documents documents;
  std::vector<std::string> arguments{"--json", "--jobs", "4"};
  for (int i = 0; i < 50; ++i) arguments.push_back(i % 3 == 0 ? documents.bad : good);
  const auto all = objects(validate(arguments).out);
  REQUIRE(all.size() == 50);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i]["file"] == arguments[i + 3]);
}

TEST_CASE("a file that cannot be opened is said on stderr, the others are still judged") {
  const Documents documents;
  const test::Run run = validate({"--json", documents.missing, good});
  CHECK(run.status == 2);
  CHECK(run.err.find("missing.xml") != std::string::npos);
  CHECK(objects(run.out).size() == 1);
}

TEST_CASE("files are named by a list") {
  const Documents documents;
  const test::Run run = validate({"--json", "--files-from", documents.list});
  CHECK(run.status == 1);
  CHECK(objects(run.out).size() == 2);
  CHECK(validate({"--files-from", documents.missing}).status == 2);
}

TEST_CASE("rule sets are asked for by name") {
  const Documents documents;
  CHECK(validate({"--rules", "en16931", documents.bad}).status == 1);

  // Its structure is right, and it is no PDF: no rule was asked.
  CHECK(validate({"--rules", "pdfa3", documents.bad}).status == 0);

  const test::Run unknown = validate({"--rules", "en16931,zugpferd", documents.bad});
  CHECK(unknown.status == 2);
  CHECK(unknown.err.find("zugpferd") != std::string::npos);
  CHECK(unknown.out.empty());
}

TEST_CASE("trading-partner requirements come from files, folders and the configuration") {
  const Documents documents;
  const auto file = documents.folder.path / "partners" / "halles.toml";
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << "title = { fr = \"Halles\", en = \"Halles\" }\nversion = \"1\"\n"
                         "[buyer]\nsiren = [\"552100554\"]\n"
                         "[[requirement]]\nid = \"H-1\"\nasks = \"present\"\nterm = \"BT-13\"\n"
                         "message = { fr = \"Il faut\", en = \"We need an order number.\" }\n";
  const std::string config = documents.folder.path / "facteur.toml";
  std::ofstream(config) << "[requirements]\nfolder = \"partners\"\n";

  const std::vector<std::vector<std::string>> ways{
      {"--requirements", file}, {"--requirements", file.parent_path()}, {"--config", config}};
  for (std::vector<std::string> arguments : ways) {
    arguments.insert(arguments.end(), {"--json", "--lang", "en", good});
    const test::Run run = validate(arguments);
    CHECK(run.status == 1);
    const json finding = finding_of(objects(run.out).at(0), "H-1");
    CHECK(finding["set"] == "halles");
    CHECK(finding["message"].get<std::string>().starts_with("We need an order number. Missing"));
  }
  CHECK(validate({good}).status == 0);
  CHECK(validate({"--config", config, "--rules", "en16931", good}).status == 0);
  CHECK(validate({"--config", config, "--rules", "en16931,halles", good}).status == 1);
  CHECK(validate({"--requirements", file, "--rules", "en16931", good}).status == 1);

  std::ofstream(file, std::ios::app) << "asks = 1\n";
  const test::Run bad = validate({"--lang", "en", "--requirements", file, good});
  CHECK(bad.status == 2);
  CHECK(bad.out.empty());
  CHECK(bad.err.find("halles.toml:") != std::string::npos);
}

TEST_CASE("bad usage of validate is status 2 and judges nothing") {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                    {"--jsn", good},
                                                    {"--jobs", "0", good},
                                                    {"--jobs", "x", good},
                                                    {"--jobs", "2x", good},
                                                    {"--lang", "de", good},
                                                    {good, "--rules"}}) {
    const test::Run run = validate(arguments);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK_FALSE(run.err.empty());
  }
  CHECK(validate({"--help"}).status == 0);
  CHECK_FALSE(validate({"--help"}).out.empty());
}

TEST_CASE("what is no invoice is told in the same form") {
  const Documents documents;
  std::ofstream(documents.bad) << "hello";
  const json object = objects(validate({"--json", documents.bad}).out).at(0);
  CHECK(object["format"] == "unknown");
  CHECK(object["structure"] == false);
  CHECK(object["valid"] == false);
  CHECK_FALSE(object["findings"].empty());
}

TEST_CASE("people are told in their language") {
  const Documents documents;
  const test::Run french = validate({"--lang", "fr", documents.bad});
  CHECK(french.out.find("non conforme") != std::string::npos);
  CHECK(french.out.find("erreur BR-CO-15, ligne") != std::string::npos);
  const test::Run english = validate({"--lang", "en", documents.bad});
  CHECK(english.out.find("not valid") != std::string::npos);
}

TEST_CASE("a file name that is not UTF-8 still makes a line of JSON") {
  const Documents documents;
  const std::string name = documents.folder.path / "n\xE9.xml";
  std::filesystem::copy_file(good, name);
  CHECK(objects(validate({"--json", name}).out).size() == 1);
}

TEST_CASE("each file of an archive is judged on its own") {
  const Documents documents;
  const auto read = [](const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(stream), {}};
  };
  const std::string archive = documents.folder.path / "lot.zip";
  std::ofstream(archive, std::ios::binary)
      << test::zip({{"good.xml", read(good)}, {"folder/bad.xml", read(documents.bad)}});
  const test::Run run = validate({"--json", "--rules", "en16931", archive});
  CHECK(run.status == 1);
  const auto all = objects(run.out);
  REQUIRE(all.size() == 2);
  CHECK(all[0]["file"] == archive + "#good.xml");
  CHECK(all[0]["valid"] == true);
  CHECK(all[1]["file"] == archive + "#folder/bad.xml");
  CHECK(finding_of(all[1], "BR-CO-15")["severity"] == "fatal");
}

TEST_CASE("an archive that is refused is one file that is not valid, with the reason") {
  const Documents documents;
  const std::string archive = documents.folder.path / "lot.tar.gz";
  std::ofstream(archive, std::ios::binary) << test::gzip(test::tar({{"../a.xml", "<a/>"}}));
  const test::Run run = validate({"--json", archive});
  CHECK(run.status == 1);
  const auto all = objects(run.out);
  REQUIRE(all.size() == 1);
  CHECK(all[0]["valid"] == false);
  CHECK(finding_of(all[0], "CONTAINER")["location"] == "../a.xml");
}
