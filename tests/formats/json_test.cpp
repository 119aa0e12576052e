// Our JSON form: what it holds, what it refuses, and that nothing is lost on the way through it.
#include <catch2/catch.hpp>

#include "formats/json_read.h"
#include "formats/json_write.h"
#include "formats/write.h"
#include "tests/formats/model_text.h"
#include "tests/formats/shared_documents.h"

using namespace facteur::formats;
using facteur::Term;
using facteur::test::accepted_documents;
using facteur::test::bytes_of;
using facteur::test::shared_documents;

namespace {

std::string first_problem(std::string_view json) {
  const Reading reading = read_json(json);
  CHECK_FALSE(reading.structure);
  if (reading.findings.empty()) return "";
  return std::string(reading.findings[0].rule) + " " + reading.findings[0].location;
}

}  // namespace

TEST_CASE("values, groups and what qualifies them are read from JSON") {
  const Reading reading = read_json(R"({
    "$schema": "invoice.schema.json",
    "BT-1": "F-1", "BT-5": "EUR",
    "BG-4": {"BT-27": "ACME", "BT-29": [{"value": "4012345", "scheme": "0088"}, "X"]},
    "BG-25": [{"BT-126": "1", "BT-129": {"value": "10", "unit": "C62"}}, {"BT-126": "2"}]
  })");
  REQUIRE(reading.structure);
  const Node root = reading.invoice->root();
  CHECK(root.text(Term::BT_1) == "F-1");
  const Node seller = root.first(Term::BG_4);
  CHECK(seller.first(Term::BT_29).attribute(Attribute::scheme_id) == "0088");
  CHECK(seller.first(Term::BT_29).next().text() == "X");
  const Node second = root.first(Term::BG_25).next();
  CHECK(second.text(Term::BT_126) == "2");
  CHECK(second.first(Term::BT_126).location() == "/Invoice/BG-25[2]/BT-126[1]");
  CHECK(root.first(Term::BG_25).first(Term::BT_129).attribute(Attribute::unit) == "C62");
}

TEST_CASE("what the JSON form does not know is named by its place") {
  CHECK(first_problem(R"({"BT-1": "1", "BT-999": "2"})") == "SYNTAX /BT-999");
  CHECK(first_problem(R"({"BG-4": {"BT-44": "2"}})") == "SYNTAX /BG-4/BT-44");
  CHECK(first_problem(R"({"BG-25": [{"BT-126": "1"}, {"a/b": "2"}]})") == "SYNTAX /BG-25/1/a~1b");
  CHECK(first_problem(R"({"BT-1": "1", "BT-1": "2"})") == "SYNTAX /BT-1");
  CHECK(first_problem(R"({"BG-22": {"BT-112": 12.5}})") == "SYNTAX /BG-22/BT-112");
  CHECK(first_problem(R"({"BG-4": "ACME"})") == "SYNTAX /BG-4");
  CHECK(first_problem(R"({"BT-1": {"value": "1", "colour": "red"}})") == "SYNTAX /BT-1/colour");
  CHECK(first_problem(R"({"BT-1": "a\u0001b"})") == "SYNTAX /BT-1");
}

TEST_CASE("what an unknown key holds is left out whole, and the rest is read") {
  const Reading reading = read_json(R"({"x": {"BT-1": ["no", {"y": [1, 2]}]}, "BT-1": "yes"})");
  REQUIRE(reading.invoice);
  CHECK(reading.invoice->root().text(Term::BT_1) == "yes");
  CHECK(reading.findings.size() == 1);
}

TEST_CASE("what is no JSON object of bounded size is refused") {
  CHECK(first_problem("") == "MALFORMED ");
  CHECK(first_problem("[1]") == "MALFORMED ");
  CHECK(first_problem("\"text\"") == "MALFORMED ");
  CHECK(first_problem(R"({"BT-1": "F)") == "MALFORMED /BT-1");
  CHECK(first_problem("{\"BT-1\": \"\xFF\"}") == "MALFORMED /BT-1");
  const std::string deep = "{\"x\": " + std::string(100'000, '[');
  CHECK(first_problem(deep) == "MALFORMED /x");
  CHECK_FALSE(read_json(deep).invoice);
  Limits small;
  small.bytes = 5;
  CHECK(read_json(R"({"BT-1": "1"})", small).findings[0].rule == "TOO-LARGE");
}

TEST_CASE("a document goes through JSON and comes back the same") {
  for (const char* part : {"/ubl-", "/cii/"}) {
    for (const std::string& file : accepted_documents(part)) {
      INFO(file);
      const Reading first = read(bytes_of(shared_documents() / file));
      REQUIRE(first.invoice);
      const std::string json = write_json(*first.invoice);
      const Reading second = read_json(json);
      REQUIRE(second.structure);
      CHECK(write_json(*second.invoice) == json);
    }
  }
}
