// Trading-partner requirements: the files, and what they make of invoices.
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "formats/verdict.h"
#include "gateway/flows/requirement_files.h"
#include "gateway/flows/verdict_report.h"
#include "tests/gateway/fixture.h"

using namespace facteur;
using namespace facteur::gateway;

namespace {

const std::string head = R"(
title = { fr = "Essai", en = "Test" }
version = "7"
)";
const std::string buyer = "[buyer]\nsiren = [\"552100554\"]\n";

// A requirement with these lines beside its id and message.
std::string asking(const std::string& lines, const std::string& id = "T-1") {
  return "[[requirement]]\nid = \"" + id +
         "\"\nmessage = { fr = \"Vous {} devez.\", en = \"You {} must.\" }\n" + lines + "\n";
}

std::string document(const std::string& file) {
  std::ifstream stream(FACTEUR_SOURCE_DIR "/tests/data/rules/" + file);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string changed(std::string text, const std::string& what, const std::string& with) {
  REQUIRE(text.find(what) != std::string::npos);
  return text.replace(text.find(what), what.size(), with);
}

formats::Verdict judged(const std::string& toml, const std::string& bytes) {
  const formats::RuleSelection only{
      .as_profile_calls = false,
      .sets = {},
      .requirements = {std::make_shared<const formats::RequirementSet>(
          flows::parse_requirements(toml, "folder/test.toml"))}};
  return formats::judge(bytes, only);
}

// The locations of what the requirement finds in the UBL base document, changed or not.
std::vector<std::string> found(const std::string& lines, const std::string& bytes) {
  std::vector<std::string> locations;
  for (const auto& finding : judged(head + buyer + asking(lines), bytes).findings)
    locations.push_back(finding.location);
  return locations;
}

bool meets(const std::string& lines, const std::string& bytes) {
  return found(lines, bytes).empty();
}

bool is_asked(const std::string& toml, const std::string& bytes) {
  const auto verdict =
      judged(head + toml + asking("asks = \"count\"\nterm = \"BT-1\"\nmax = 0"), bytes);
  REQUIRE(verdict.structure);
  return verdict.findings.size() == 1 && verdict.findings[0].rule == "T-1";
}

std::string refusal(const std::string& toml) {
  try {
    flows::parse_requirements(toml, "folder/test.toml");
  } catch (const flows::RequirementError& error) {
    CHECK_FALSE(error.text.fr.empty());
    return error.text.en;
  }
  return "accepted";
}

}  // namespace

TEST_CASE(
    "a requirement that is not met is a finding with set, id, term, place and the user's words") {
  const std::string ubl = document("base.xml");
  const auto verdict = judged(head + buyer + asking("asks = \"present\"\nterm = \"BT-13\""), ubl);
  REQUIRE(verdict.findings.size() == 1);
  const auto& finding = verdict.findings[0];
  CHECK(finding.set == "test");
  CHECK(finding.rule == "T-1");
  CHECK(finding.severity == formats::Severity::fatal);
  CHECK(finding.terms == std::vector{Term::BT_13});
  CHECK(finding.location == "/Invoice");
  CHECK(finding.line > 0);
  CHECK(finding.message.en == "You {} must. Missing: Purchase order reference (BT-13).");
  CHECK(finding.message.fr.starts_with("Vous {} devez."));
  CHECK_FALSE(verdict.valid);
  CHECK(verdict.structure);

  const auto mild = judged(
      head + buyer + asking("severity = \"warning\"\nasks = \"present\"\nterm = \"BT-13\""), ubl);
  CHECK(mild.findings.size() == 1);
  CHECK(mild.valid);
}

TEST_CASE("the verdict says which file judged") {
  const auto verdict =
      judged(head + buyer + asking("asks = \"present\"\nterm = \"BT-1\""), document("base.xml"));
  CHECK(verdict.valid);
  const auto sets = nlohmann::json::parse(flows::rule_sets_json(verdict));
  REQUIRE(sets.size() == 1);
  CHECK(sets[0]["name"] == "test");
  CHECK(sets[0]["version"] == "7");
  CHECK(sets[0]["sha256"].get<std::string>().size() == 64);
}

TEST_CASE("presence is asked of the document, of each group, and where a group is missing") {
  const std::string ubl = document("base.xml");
  CHECK(meets("asks = \"present\"\nterm = \"BT-1\"", ubl));
  CHECK(meets("asks = \"present\"\nterm = \"BG-14\"", ubl));
  CHECK(meets("asks = \"present\"\nterm = \"BT-47-1\"", ubl));
  CHECK(meets("asks = \"present\"\nterm = \"BT-46\"\nscheme = \"0009\"", ubl));
  CHECK_FALSE(meets("asks = \"present\"\nterm = \"BT-46\"\nscheme = \"0088\"", ubl));
  // BG-9, which would hold the name of the contact, is not there: said of the buyer.
  CHECK(found("asks = \"present\"\nterm = \"BT-56\"", ubl) ==
        std::vector<std::string>{"/Invoice/cac:AccountingCustomerParty[1]"});
  // Each line is looked at.
  CHECK(found("asks = \"count\"\nterm = \"BT-126\"\nmax = 0", ubl).size() == 2);
  CHECK_FALSE(meets("asks = \"present\"\nterm = \"BT-1\"",
                    changed(ubl, "<cbc:ID>F-2026-0117</cbc:ID>", "<cbc:ID> </cbc:ID>")));
}

TEST_CASE("values are asked for by list, code list, form and length") {
  const std::string ubl = document("base.xml");
  CHECK(meets("asks = \"one-of\"\nterm = \"BT-3\"\nvalues = [\"381\", \"380\"]", ubl));
  CHECK_FALSE(meets("asks = \"one-of\"\nterm = \"BT-3\"\nvalues = [\"381\"]", ubl));
  CHECK(meets("asks = \"one-of\"\nterm = \"BT-13\"\nvalues = [\"x\"]", ubl));  // there is none
  CHECK(meets("asks = \"code\"\nterm = \"BT-5\"\nlist = \"currencies\"", ubl));
  CHECK_FALSE(meets("asks = \"code\"\nterm = \"BT-5\"\nlist = \"countries\"", ubl));
  CHECK(meets("asks = \"pattern\"\nterm = \"BT-1\"\npattern = 'F-\\d{4}-\\d+'", ubl));
  CHECK_FALSE(meets("asks = \"pattern\"\nterm = \"BT-1\"\npattern = 'F-\\d{4}'", ubl));
  CHECK(meets("asks = \"length\"\nterm = \"BT-1\"\nmin = 11\nmax = 11", ubl));
  CHECK_FALSE(meets("asks = \"length\"\nterm = \"BT-1\"\nmax = 10", ubl));
}

TEST_CASE("a code is looked up as the list was on the day of issue") {
  const std::string lines = "asks = \"code\"\nterm = \"BT-5\"\nlist = \"currencies\"";
  const std::string kuna = changed(document("base.xml"), "Code>EUR<", "Code>HRK<");
  CHECK_FALSE(meets(lines, kuna));
  CHECK(meets(lines, changed(kuna, ">2026-03-02<", ">2022-03-02<")));
}

TEST_CASE("a requirement holds in both syntaxes, dates in one form") {
  const std::string lines = "asks = \"one-of\"\nterm = \"BT-2\"\nvalues = [\"2026-03-02\"]";
  for (const char* file : {"base.xml", "base-cii.xml"}) {
    CHECK(meets(lines, document(file)));
    CHECK_FALSE(meets("asks = \"present\"\nterm = \"BT-13\"", document(file)));
    CHECK(meets("asks = \"attachment\"\nname = 'bl\\.pdf'", document(file)));
  }
}

TEST_CASE("an attachment is asked for by media type, description and name") {
  const std::string ubl = document("base.xml");
  CHECK(meets("asks = \"attachment\"", ubl));
  CHECK_FALSE(meets("asks = \"attachment\"\nmin = 2", ubl));
  CHECK(meets("asks = \"attachment\"\nmedia_types = [\"application/pdf\"]", ubl));
  CHECK_FALSE(meets("asks = \"attachment\"\nmedia_types = [\"image/png\"]", ubl));
  CHECK(meets("asks = \"attachment\"\ndescriptions = [\"Bon de livraison\"]", ubl));
  CHECK_FALSE(meets("asks = \"attachment\"\ndescriptions = [\"RIB\"]", ubl));
  CHECK_FALSE(meets("asks = \"attachment\"\nname = 'rib.*'", ubl));
}

TEST_CASE("a set is about the buyers, sellers, types and days that it names") {
  const std::string ubl = document("base.xml");
  CHECK(is_asked("[buyer]\nevery = true\n", ubl));
  CHECK(is_asked(buyer, ubl));
  CHECK(is_asked("[buyer]\nsiret = [\"55210055400013\"]\n", ubl));
  CHECK(is_asked("[buyer]\nvat = [\"FR96552100554\"]\n", ubl));
  CHECK(is_asked("[buyer]\naddress = [\"0225:552100554\"]\n", ubl));
  CHECK_FALSE(is_asked("[buyer]\nsiren = [\"732829320\"]\n", ubl));
  CHECK_FALSE(is_asked("[buyer]\naddress = [\"0009:552100554\"]\n", ubl));
  CHECK(is_asked(buyer + "[seller]\nsiren = [\"732829320\"]\n", ubl));
  CHECK_FALSE(is_asked(buyer + "[seller]\nsiren = [\"552100554\"]\n", ubl));
  CHECK(is_asked(buyer + "[document]\ntypes = [\"380\"]\n", ubl));
  CHECK_FALSE(is_asked(buyer + "[document]\ntypes = [\"381\"]\n", ubl));
  CHECK(is_asked("valid_from = 2026-03-02\nvalid_until = 2026-03-02\n" + buyer, ubl));
  CHECK_FALSE(is_asked("valid_from = 2026-03-03\n" + buyer, ubl));
  CHECK_FALSE(is_asked("valid_until = 2026-03-01\n" + buyer, ubl));
}

TEST_CASE("a SIREN is found in a SIRET, a VAT number and an electronic address") {
  std::string ubl = document("base.xml");
  const auto drop = [&ubl](const std::string& what) { ubl = changed(ubl, what, ">x<"); };
  ubl = changed(ubl, "\"0002\">552100554<", "\"0002\">x<");
  CHECK(is_asked(buyer, ubl));
  drop(">55210055400013<");
  CHECK(is_asked(buyer, ubl));
  drop(">FR96552100554<");
  CHECK(is_asked(buyer, ubl));
  CHECK(is_asked(buyer, changed(ubl, ">552100554<", ">552100554_ACHATS<")));
  drop(">552100554<");
  CHECK_FALSE(is_asked(buyer, ubl));
}

TEST_CASE("life-cycle messages are asked nothing") {
  const auto verdict =
      judged(head + "[buyer]\nevery = true\n" + asking("asks = \"present\"\nterm = \"BT-13\""),
             document("message.xml"));
  CHECK(verdict.requirements.empty());
}

TEST_CASE("many broken values of one requirement are counted, not all told") {
  std::string ubl = document("base.xml");
  std::string notes;
  for (int i = 0; i < 1000; ++i) notes += "<cbc:Note>#AAI#x</cbc:Note>";
  ubl = changed(ubl, "<cbc:Note>", notes + "<cbc:Note>");
  const auto verdict =
      judged(head + buyer + asking("asks = \"length\"\nterm = \"BT-22\"\nmin = 100"), ubl);
  CHECK(verdict.findings.size() == 10);
  CHECK(verdict.findings_beyond > 900);
}

TEST_CASE("a file that says something wrong is refused with its line and a remedy") {
  struct Case {
    std::string toml, expected;
  };
  const std::string good = "asks = \"present\"\nterm = \"BT-13\"";
  const std::string body = head + buyer;  // six lines
  const Case cases[] = {
      {body + asking(good), "accepted"},
      {"title = \n", "folder/test.toml:1: this is not well-written TOML"},
      {"colour = 1\n" + body + asking(good), "test.toml:1: unknown key: colour; here go: title"},
      {head + asking(good), "the key buyer is missing"},
      {head + "[buyer]\n" + asking(good), "say who"},
      {head + "[buyer]\nsiren = [\"12\"]\n" + asking(good), "test.toml:5: siren: \"12\""},
      {head + "[buyer]\naddress = [\"x\"]\n" + asking(good), "with its scheme"},
      {head + "[buyer]\nevery = false\n" + asking(good), "every = true is for the buyer"},
      {head + buyer + "[document]\ntypes = [\"999\"]\n" + asking(good), "unknown document type"},
      {body, "the key requirement is missing"},
      {body + asking("term = \"BT-13\""), "the key asks is missing"},
      {body + asking("asks = \"wish\""), "test.toml:9: asks: present, count"},
      {body + asking("asks = \"present\"\nterm = \"BT-999\""),
       "test.toml:10: unknown term: BT-999"},
      {body + asking("asks = \"present\"\nterm = \"MDT-3\""), "unknown term: MDT-3"},
      {body + asking(good + "\nvalues = [\"x\"]"), "test.toml:11: unknown key: values"},
      {body + asking(good + "\nscheme = \"0002\""), "leave scheme out"},
      {body + asking(good + "\nseverity = \"bad\""), "severity: fatal, warning or information"},
      {body + asking("asks = \"one-of\"\nterm = \"BT-13\""), "the key values is missing"},
      {body + asking("asks = \"one-of\"\nterm = \"BT-13\"\nvalues = []"), "a list of texts"},
      {body + asking("asks = \"one-of\"\nterm = \"BG-4\"\nvalues = [\"x\"]"),
       "a group has no value"},
      {body + asking("asks = \"length\"\nterm = \"BT-125\"\nmin = 1"), "see asks = \"attachment\""},
      {body + asking("asks = \"code\"\nterm = \"BT-5\"\nlist = \"money\""), "see facteur codes"},
      {body + asking("asks = \"count\"\nterm = \"BT-13\""), "min or max is missing"},
      {body + asking("asks = \"count\"\nterm = \"BT-13\"\nmin = 2\nmax = 1"), "max is smaller"},
      {body + asking("asks = \"count\"\nterm = \"BT-13\"\nmin = -1"), "a whole number"},
      {body + asking("asks = \"pattern\"\nterm = \"BT-13\"\npattern = \"a**\""),
       "test.toml:11: pattern, character 3"},
      {body + asking(good) + asking(good), "the id T-1 is given twice"},
      {body + asking(good, "T 1"), "an id has letters"},
      {body + asking(good, "SYNTAX"), "reserved"},
      {body + asking(good, "FACTEUR-1"), "reserved"},
      {body + "[[requirement]]\nid = \"T-2\"\nmessage = { fr = \"\", en = \"x\" }\n" + good,
       "test.toml:8: fr: the text is empty"},
      {body + "[[requirement]]\nid = \"T-2\"\nmessage = { fr = \"x\" }\n" + good,
       "the key en is missing"},
      {"valid_from = \"2026-01-01\"\n" + body + asking(good), "without quotes"},
      {"valid_from = 2026-02-01\nvalid_until = 2026-01-31\n" + body + asking(good),
       "valid_until is before valid_from"},
  };
  for (const Case& one : cases) {
    INFO(one.toml);
    CHECK_THAT(refusal(one.toml), Catch::Contains(one.expected));
  }
}

TEST_CASE("a folder of requirements is read whole, and checked across its files") {
  test::Folder folder;
  const auto write = [&](const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder.path / name).parent_path());
    std::ofstream(folder.path / name) << text;
  };
  const auto read = [&] {
    const std::filesystem::path places[] = {folder.path};
    return flows::read_requirements(places);
  };
  const auto refused = [&](const std::string& expected) {
    CHECK_THROWS_WITH(read(), Catch::Contains(expected));
  };
  const std::string good = "asks = \"present\"\nterm = \"BT-13\"";
  CHECK(read().empty());
  write("b.toml", head + buyer + asking(good, "B-1"));
  write("a.toml", head + buyer + asking(good, "A-1"));
  write("notes.txt", "not TOML");
  const auto sets = read();
  REQUIRE(sets.size() == 2);
  CHECK(sets[0]->name == "a");
  CHECK(sets[1]->name == "b");

  write("c.toml", head + buyer + asking(good, "a-1"));
  refused("the id a-1 is taken");
  write("c.toml", head + buyer + asking(good, "br-co-15"));
  refused("that of an official rule");
  std::filesystem::remove(folder.path / "c.toml");
  write("en16931.toml", head + buyer + asking(good, "E-1"));
  refused("that of an official set; rename it");
  std::filesystem::remove(folder.path / "en16931.toml");

  const std::filesystem::path twice[] = {folder.path, folder.path / "a.toml"};
  CHECK_THROWS_WITH(flows::read_requirements(twice), Catch::Contains("the same name"));
  const std::filesystem::path missing[] = {folder.path / "missing"};
  CHECK_THROWS_WITH(flows::read_requirements(missing), Catch::Contains("neither a file"));
}

TEST_CASE("the example that users copy is a good one") {
  const std::filesystem::path places[] = {FACTEUR_SOURCE_DIR "/conf/requirements"};
  const auto sets = flows::read_requirements(places);
  REQUIRE(sets.size() == 1);
  CHECK(sets[0]->name == "example");
  CHECK(sets[0]->requirements.size() == 7);
}
