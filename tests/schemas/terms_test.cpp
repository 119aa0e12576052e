#include "schemas/terms.h"

#include <catch2/catch.hpp>
#include <set>

using namespace facteur;

TEST_CASE("every term has facts, a name in both languages and an existing group") {
  std::set<unsigned> numbers;
  for (const TermFacts& row : all_terms()) {
    INFO(row.id);
    numbers.insert(static_cast<unsigned>(row.term));
    CHECK(row.id == name(row.term));
    CHECK_FALSE(row.fr.empty());
    CHECK_FALSE(row.en.empty());
    CHECK(is_group(row.term) == (row.type == DataType::group));
    CHECK((row.profiles != 0) == (vocabulary(row.term) == Vocabulary::invoice));
    if (row.group == Term::none) continue;
    REQUIRE(facts(row.group) != nullptr);
    CHECK((facts(row.group)->type == DataType::group) == !row.attribute.has_value());
    if (row.attribute) CHECK(facts(row.group, *row.attribute) == &row);
  }
  for (unsigned number = 1; number <= 165; ++number) {
    constexpr unsigned never_assigned = 4;  // EN 16931-1 has no BT-4
    CHECK(numbers.count(number) == (number == never_assigned ? 0 : 1));
  }
  for (unsigned number = 1001; number <= 1032; ++number) CHECK(numbers.count(number) == 1);
}

TEST_CASE("what is no term of the standard has no facts") {
  CHECK(facts(Term::none) == nullptr);
  CHECK(facts(Term::tax_scheme) == nullptr);
  CHECK(facts(Term::BT_4) == nullptr);
}

TEST_CASE("a profile has what the profiles that it builds on have") {
  for (const TermFacts& row : all_terms()) {
    INFO(row.id);
    if (row.occurs_in(Profile::minimum)) CHECK(row.occurs_in(Profile::basic_wl));
    if (row.occurs_in(Profile::basic_wl)) CHECK(row.occurs_in(Profile::basic));
    if (row.occurs_in(Profile::basic)) CHECK(row.occurs_in(Profile::en16931));
    if (!row.occurs_in(Profile::en16931)) continue;
    CHECK(row.occurs_in(Profile::extended));
    CHECK(row.occurs_in(Profile::extended_ctc));
    CHECK(row.occurs_in(Profile::xrechnung));
  }
}
