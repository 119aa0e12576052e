// The published JSON Schema of our form says what the table of terms says.
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "formats/json_names.h"

using facteur::DataType;
using facteur::Term;
using nlohmann::json;

namespace {

json schema() {
  std::ifstream in(FACTEUR_SOURCE_DIR "/schemas/invoice.schema.json");
  REQUIRE(in);
  return json::parse(in);
}

const json& properties_of(const json& whole, Term group) {
  if (group == Term::none) return whole["properties"];
  return whole["$defs"][facteur::name(group)]["properties"];
}

// What the schema refers to for a term of this type.
std::string definition(const facteur::TermFacts& facts) {
  switch (facts.type) {
    case DataType::group:
      return std::string(facts.id);
    case DataType::amount:
    case DataType::unit_price:
    case DataType::quantity:
    case DataType::percentage:
    case DataType::number:
      return "decimal";
    case DataType::date:
      return "date";
    default:
      return "text";
  }
}

bool is_invoice_term(const facteur::TermFacts& facts) {
  return !facts.attribute && facts.term < Term{5000};
}

}  // namespace

TEST_CASE("the JSON Schema has every term in its group, with its name and kind") {
  const json whole = schema();
  std::size_t terms = 0;
  for (const facteur::TermFacts& facts : facteur::all_terms()) {
    if (!is_invoice_term(facts)) continue;
    ++terms;
    INFO(facts.id);
    const json& properties = properties_of(whole, facts.group);
    REQUIRE(properties.contains(std::string(facts.id)));
    const json& property = properties[std::string(facts.id)];
    CHECK(property["title"] == std::string(facts.en));
    const json& reference = facts.type == DataType::group ? property["oneOf"][0] : property;
    CHECK(reference["$ref"] == "#/$defs/" + definition(facts));
  }
  CHECK(terms > 300);
}

TEST_CASE("the JSON Schema has no key that the reader does not know") {
  const json whole = schema();
  for (const auto& [name, definition] : whole["$defs"].items()) {
    if (!definition.contains("properties")) continue;
    const Term group = facteur::formats::term_named(name);
    REQUIRE(group != Term::none);
    CHECK(definition["additionalProperties"] == false);
    for (const auto& [key, value] : definition["properties"].items()) {
      INFO(name << "/" << key);
      const Term term = facteur::formats::term_named(key);
      CHECK(term != Term::none);
      CHECK(facteur::formats::stands_in(term, group));
    }
  }
}
