// The compiled grammar of UBL holds together, and says what the standard says.
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

void collect_terms(std::uint16_t binding, std::set<std::uint16_t>& terms) {
  const Binding& row = ubl.bindings[binding];
  for (std::size_t i = 0; i < row.alternative_count; ++i) {
    terms.insert(ubl.alternatives[row.first_alternative + i].term);
  }
  terms.insert({row.code_term, row.rest_term});
  for (std::size_t i = 0; i < row.child_count; ++i) {
    collect_terms(static_cast<std::uint16_t>(row.first_child + i), terms);
  }
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
  const Attribute& currency = ubl.attributes[amount.first_attribute];
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

TEST_CASE("both documents bind every term of the standard but attributes and groups without one") {
  for (const Document& document : ubl.documents) {
    INFO(document.name);
    std::set<std::uint16_t> bound;
    collect_terms(document.binding, bound);
    // Attributes of the value that they qualify; BG-2 is made for the terms that belong to it.
    const std::set<std::string_view> elsewhere{"BT-82", "BT-130", "BT-150", "BG-2"};
    for (const TermFacts& row : all_terms()) {
      INFO(row.id);
      CHECK(bound.count(static_cast<std::uint16_t>(row.term)) ==
            (elsewhere.count(row.id) == 0 ? 1 : 0));
    }
  }
}
