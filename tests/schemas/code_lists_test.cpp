#include "schemas/code_lists.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

using facteur::all_code_lists;
using facteur::CodeList;
using facteur::CodeRow;
using facteur::find_code_list;
namespace codes = facteur::codes;

namespace {

CodeRow::Day day(int year, unsigned month, unsigned day) {
  return {std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

}  // namespace

TEST_CASE("every code list is sorted, without duplicates, and finds what it holds") {
  for (const CodeList* list : all_code_lists()) {
    INFO(list->facts().id);
    const auto all = list->all();
    REQUIRE_FALSE(all.empty());
    CHECK(std::is_sorted(all.begin(), all.end()));
    CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
    for (const std::string_view code : all) {
      REQUIRE(list->contains(code));
      REQUIRE(list->find(code)->current());
    }
    CHECK_FALSE(list->contains(""));
    CHECK_FALSE(list->contains(" "));
    CHECK(list->find("") == nullptr);
  }
}

TEST_CASE("every code list says what it is, where it comes from and since when") {
  CHECK(all_code_lists().size() >= 28);
  for (const CodeList* list : all_code_lists()) {
    const auto& facts = list->facts();
    INFO(facts.id);
    CHECK(find_code_list(facts.id) == list);
    CHECK_FALSE(facts.title_fr.empty());
    CHECK_FALSE(facts.title_en.empty());
    CHECK_FALSE(facts.standard.empty());
    CHECK_FALSE(facts.source.empty());
    CHECK_FALSE(facts.version.empty());
    CHECK(facts.date.ok());
    CHECK(facts.date > CodeRow::always);
  }
  CHECK(find_code_list("no_such_list") == nullptr);
}

TEST_CASE("the rows of a code list are days that exist, in order, and do not overlap") {
  for (const CodeList* list : all_code_lists()) {
    const CodeRow* before = nullptr;
    for (const CodeRow& row : list->rows()) {
      INFO(list->facts().id << " " << row.code);
      REQUIRE(row.from.ok());
      REQUIRE(row.until.ok());
      REQUIRE(row.from <= row.until);
      if (before != nullptr) REQUIRE(before->code <= row.code);
      if (before != nullptr && before->code == row.code) REQUIRE(before->until < row.from);
      before = &row;
    }
  }
}

TEST_CASE("what is valid on the day of the newest version is what is valid now") {
  for (const CodeList* list : all_code_lists()) {
    INFO(list->facts().id);
    for (const CodeRow& row : list->rows()) {
      REQUIRE(list->contains(row.code, list->facts().date) == list->contains(row.code));
    }
  }
}

TEST_CASE("codes are compared as they are written") {
  CHECK(codes::currencies.contains("EUR"));
  CHECK_FALSE(codes::currencies.contains("eur"));
  CHECK_FALSE(codes::currencies.contains("EUR USD"));
  CHECK(codes::units.contains("XPP"));
  CHECK(codes::countries.contains("XI"));
}

TEST_CASE("a code that left its list is still known, and valid on the days that it was") {
  CHECK_FALSE(codes::currencies.contains("HRK"));
  CHECK(codes::currencies.contains("HRK", day(2024, 11, 14)));
  CHECK_FALSE(codes::currencies.contains("HRK", day(2024, 11, 15)));
  REQUIRE(codes::currencies.find("HRK") != nullptr);
  CHECK_FALSE(codes::currencies.find("HRK")->current());

  CHECK_FALSE(codes::address_schemes.contains("9901", day(2025, 5, 15)));
  CHECK(codes::address_schemes.contains("9901", day(2025, 5, 14)));
}

TEST_CASE("a code is not valid before it came, and one that came back is valid twice") {
  CHECK_FALSE(codes::address_schemes.contains("0225", day(2023, 5, 14)));
  CHECK(codes::address_schemes.contains("0225", day(2023, 5, 15)));
  CHECK(
      codes::invoice_types.contains("502", day(2025, 12, 31)));  // until the UBL lists were parted
  CHECK_FALSE(codes::invoice_types.contains("502"));
  CHECK(codes::credit_note_types.contains("502"));

  CHECK(codes::currencies.contains("MRU", day(2024, 1, 1)));
  CHECK_FALSE(codes::currencies.contains("MRU", day(2024, 6, 1)));
  CHECK(codes::currencies.contains("MRU", day(2026, 1, 1)));
}

TEST_CASE("a code has a name in French and English, and falls back to English") {
  CHECK(codes::invoice_types.find("380")->name(true) == "Facture");
  CHECK(codes::payment_means.find("58")->name(true) == "Virement SEPA");
  CHECK(codes::payment_means.find("58")->name(false) == "SEPA credit transfer");
  CHECK(codes::countries.find("DE")->name(true) == "Allemagne");
  const CodeRow& proper_name = *codes::identifier_schemes.find("0241");
  CHECK(proper_name.fr.empty());
  CHECK(proper_name.name(true) == proper_name.en);
}

TEST_CASE("codes have names; only proper names and rarities lack a French one") {
  std::size_t rows = 0, unnamed = 0, without_french = 0;
  for (const CodeList* list : all_code_lists()) {
    for (const CodeRow& row : list->rows()) {
      ++rows;
      unnamed += row.en.empty() ? 1 : 0;
      const bool proper_names =
          list == &codes::identifier_schemes || list == &codes::address_schemes;
      without_french += row.fr.empty() && !proper_names ? 1 : 0;
    }
  }
  CHECK(rows > 5000);
  CHECK(unnamed <= 5);
  CHECK(without_french <= 120);
}

TEST_CASE("the French lists are parts of the lists that they narrow") {
  const auto within = [](const CodeList& part, std::initializer_list<const CodeList*> wholes) {
    return std::ranges::all_of(part.all(), [&](std::string_view code) {
      return std::ranges::any_of(wholes,
                                 [&](const CodeList* list) { return list->contains(code); });
    });
  };
  CHECK(within(codes::french_invoice_types, {&codes::invoice_types, &codes::credit_note_types}));
  CHECK(within(codes::french_notes, {&codes::note_subjects}));
  CHECK(within(codes::french_schemes, {&codes::identifier_schemes}));
  CHECK(within(codes::french_vat_categories, {&codes::vat_categories}));
  CHECK(within(codes::note_subjects_ubl, {&codes::note_subjects}));
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
