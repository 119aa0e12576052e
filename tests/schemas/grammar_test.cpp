// The compiled grammars hold together, and say what the standards say.
#include "schemas/grammar.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "schemas/terms.h"

using namespace facteur;
using namespace facteur::schemas;

namespace {

const Type& type_named(std::string_view name) {
  for (const Type& type : ubl.types) {
    if (type.name == name) return type;
  }
  FAIL("no type " << name);
  std::abort();
}

// Where a name stands in the sequence of a type.
const Particle* find(const Type& type, std::string_view qualified) {
  for (std::size_t i = 0; i < type.particle_count; ++i) {
    const Particle& particle = ubl.particles[type.first_particle + i];
    if (particle.name < Particle::any_strict && ubl.names[particle.name].qualified == qualified) {
      return &particle;
    }
  }
  return nullptr;
}

void collect_terms(const Grammar& grammar, std::uint16_t binding, std::set<std::uint16_t>& visited,
                   std::set<std::string>& terms) {
  if (!visited.insert(binding).second) return;
  const Binding& row = grammar.bindings[binding];
  const auto add = [&](std::uint16_t term) { terms.insert(name(Term{term})); };
  for (std::size_t i = 0; i < row.alternative_count; ++i) {
    const Alternative& alternative = grammar.alternatives[row.first_alternative + i];
    if (alternative.attribute == 0) add(alternative.term);
  }
  add(row.code_term);
  add(row.rest_term);
  for (std::uint16_t i = 0; i < row.child_count; ++i) {
    collect_terms(grammar, static_cast<std::uint16_t>(row.first_child + i), visited, terms);
  }
}

// The ids of the terms that a document does not bind, attributes of other values apart.
std::set<std::string> unbound(const Grammar& grammar, const Document& document,
                              Vocabulary words = Vocabulary::invoice) {
  std::set<std::uint16_t> visited;
  std::set<std::string> bound, missing;
  collect_terms(grammar, document.binding, visited, bound);
  for (const TermFacts& row : all_terms()) {
    const std::string id(row.id);
    const bool wanted = vocabulary(row.term) == words && !row.attribute;
    if (wanted && bound.count(id) == 0) missing.insert(id);
  }
  return missing;
}

}  // namespace

TEST_CASE("names are found by namespace and local part, and by nothing else") {
  for (std::size_t i = 0; i < ubl.names.size(); ++i) {
    const Name& name = ubl.names[i];
    REQUIRE(ubl.find_name(name.name_space, name.local()) == i);
    CHECK(name.qualified.data()[name.qualified.size()] == '\0');
  }
  CHECK(ubl.find_name(0, "Nothing") == nothing);
  CHECK(ubl.find_namespace("urn:nothing") == nothing);
}

TEST_CASE("sequences, occurrences and attributes are those of UBL 2.1") {
  const Type& invoice = type_named("InvoiceType");
  CHECK(invoice.particle_count == 54);
  CHECK(find(invoice, "cbc:ID")->minimum == 1);
  CHECK(find(invoice, "cbc:ID")->maximum == 1);
  CHECK(find(invoice, "cbc:Note")->maximum == unbounded);
  CHECK(find(invoice, "cac:InvoiceLine")->minimum == 1);
  CHECK(find(invoice, "cbc:CreditNoteTypeCode") == nullptr);
  const Type& amount = type_named("Amount");
  CHECK(amount.lexical == Lexical::decimal);
  const schemas::Attribute& currency = ubl.attributes[amount.first_attribute];
  CHECK(currency.name == "currencyID");
  CHECK(currency.required);
}

TEST_CASE("each name is declared once for its type, if its namespace declares all its elements") {
  const auto index = ubl.find_name(
      ubl.find_namespace("urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
      "IssueDate");
  REQUIRE(index != nothing);
  CHECK(ubl.types[ubl.names[index].declared_type].name == "Date");
}

TEST_CASE("a restriction of CII narrows the unit code of a weight, and no other") {
  const auto unit_of = [](std::string_view type) {
    for (const Type& row : cii.types) {
      if (row.name == type) return cii.attributes[row.first_attribute].restriction;
    }
    return nothing;
  };
  REQUIRE(unit_of("qdt:WeightUnitMeasureType") != nothing);
  const Restriction& restriction = cii.restrictions[unit_of("qdt:WeightUnitMeasureType")];
  CHECK(restriction.minimum_length == 1);
  CHECK(restriction.maximum_length == 3);
  CHECK(unit_of("udt:MeasureType") == nothing);
}

TEST_CASE("names are found in a grammar without namespaces") {
  const auto report = flux10.find_name(flux10.find_namespace(""), "Report");
  REQUIRE(report != nothing);
  CHECK(flux10.names[report].qualified == "Report");
  CHECK(flux10.names[report].local() == "Report");
  CHECK(ubl.find_namespace("") == nothing);
}

TEST_CASE("choices are automata that can end, and whose particles can all be reached") {
  for (const Type& type : ubl.types) {
    if (type.first_state == nothing) continue;
    INFO(type.name);
    std::set<std::uint16_t> reached;
    bool ends = false;
    for (std::size_t i = 0; i <= type.particle_count; ++i) {
      const State& state = ubl.states[type.first_state + i];
      ends = ends || state.accepting;
      CHECK((state.accepting || state.successor_count > 0));
      for (std::size_t k = 0; k < state.successor_count; ++k) {
        reached.insert(ubl.successors[state.first_successor + k]);
      }
    }
    CHECK(ends);
    CHECK(reached.size() == type.particle_count);
  }
}

TEST_CASE("every term has a place in every syntax, but those that the syntax has no element for") {
  // BG-2 is made for the terms that belong to it.
  const std::set<std::string> ubl_invoice{"BG-2",          "EXT-FR-FE-04",  "EXT-FR-FE-26",
                                          "EXT-FR-FE-44",  "EXT-FR-FE-67",  "EXT-FR-FE-90",
                                          "EXT-FR-FE-113", "EXT-FR-FE-184", "EXT-FR-FE-191"};
  const std::set<std::string> third_party{"BG-DEX-09", "BT-DEX-001", "BT-DEX-002", "BT-DEX-003"};
  std::set<std::string> ubl_credit_note = ubl_invoice;
  ubl_credit_note.insert(third_party.begin(), third_party.end());
  std::set<std::string> cii_invoice = third_party;
  cii_invoice.insert({"BG-2", "BG-DEX-01"});
  CHECK(unbound(ubl, ubl.documents[0]) == ubl_invoice);
  CHECK(unbound(ubl, ubl.documents[1]) == ubl_credit_note);
  CHECK(unbound(cii, cii.documents[0]) == cii_invoice);
  CHECK(unbound(cdar, cdar.documents[0], Vocabulary::lifecycle).empty());
  CHECK(unbound(flux10, flux10.documents[0], Vocabulary::report).empty());
}
