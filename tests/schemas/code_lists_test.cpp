#include "schemas/code_lists.h"

#include <algorithm>
#include <catch2/catch.hpp>

using facteur::CodeList;
namespace codes = facteur::codes;

TEST_CASE("every code list is sorted, without duplicates, and finds what it holds") {
  for (const CodeList* list :
       {&codes::address_schemes, &codes::allowance_reasons, &codes::charge_reasons,
        &codes::countries, &codes::credit_note_types, &codes::currencies, &codes::exemption_reasons,
        &codes::identifier_schemes, &codes::invoice_types, &codes::item_classifications,
        &codes::media_types, &codes::note_subjects, &codes::object_schemes, &codes::payment_means,
        &codes::tax_point_dates, &codes::units, &codes::vat_categories, &codes::vat_prefixes}) {
    REQUIRE_FALSE(list->all().empty());
    CHECK(std::is_sorted(list->all().begin(), list->all().end()));
    CHECK(std::adjacent_find(list->all().begin(), list->all().end()) == list->all().end());
    for (const std::string_view code : list->all()) REQUIRE(list->contains(code));
    CHECK_FALSE(list->contains(""));
    CHECK_FALSE(list->contains(" "));
  }
}

TEST_CASE("codes are compared as they are written") {
  CHECK(codes::currencies.contains("EUR"));
  CHECK_FALSE(codes::currencies.contains("eur"));
  CHECK_FALSE(codes::currencies.contains("EUR USD"));
  CHECK(codes::units.contains("XPP"));
  CHECK(codes::countries.contains("XI"));
}

TEST_CASE("a part is found inside codes and across the space between two") {
  CHECK(codes::vat_prefixes.holds_part("FR"));
  CHECK(codes::vat_prefixes.holds_part("EL"));
  CHECK(codes::vat_prefixes.holds_part(""));
  CHECK(codes::vat_prefixes.holds_part(" F"));
  CHECK(codes::vat_prefixes.holds_part("R "));
  CHECK(codes::vat_prefixes.holds_part("R G"));  // FR GA
  CHECK_FALSE(codes::vat_prefixes.holds_part("QQ"));
  CHECK_FALSE(codes::vat_prefixes.holds_part("  "));
}
