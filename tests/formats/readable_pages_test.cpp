// What stands where on the pages of a view: breaks, repeated headings, sums carried over.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "formats/readable/pages.h"
#include "tests/formats/page_text.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::formats::readable;

namespace {

// Lines of 1.00 each.
Sheet sheet_of(int lines) {
  Sheet sheet;
  sheet.title = "Facture";
  sheet.number = "F-7";
  sheet.sender = {"Vendeur", "Dupré", {"3 quai Ouest", "44000 Nantes"}, {}};
  sheet.recipient = {"Acheteur", "Martin", {"1 rue Est", "75001 Paris"}, {}};
  sheet.lines.heading = "Lignes";
  sheet.lines.columns = {{"N°", 30}, {"Désignation", 369}, {"Montant", 100, Align::decimal}};
  for (int i = 1; i <= lines; ++i)
    sheet.lines.rows.push_back({{{{std::to_string(i), Tone::quiet}}, {{"Planche"}}, {{"1,00"}}},
                                {{"rabotée", Tone::quiet}},
                                0,
                                std::to_string(i) + ",00"});
  sheet.vat.heading = "TVA";
  sheet.vat.columns = {{"Taux", 100}, {"Montant", 100, Align::decimal}};
  sheet.vat.rows = {{{{{"20 %"}}, {{"0,20"}}}, {}, 0, ""}};
  sheet.totals_heading = "Totaux";
  sheet.totals = {{"Somme", "1,00", Weight::part}, {"Net", "1,20 €", Weight::due}};
  return sheet;
}

std::vector<std::string> pages(const Sheet& sheet) {
  const std::string all = test::text_of_pages(pages_of(sheet, *test::view_fonts(), Look()));
  std::vector<std::string> each;
  for (std::size_t at = 0, end; (end = all.find('\f', at)) != all.npos; at = end + 1)
    each.push_back("\n" + all.substr(at, end - at));
  return each;
}

bool has(const std::string& page, const std::string& line) {
  return page.find("\n" + line + "\n") != page.npos;
}

std::size_t count(const std::string& page, const std::string& line) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = page.find("\n" + line + "\n", at)) != page.npos; ++at) ++n;
  return n;
}

}  // namespace

TEST_CASE("totals never stand alone: a line is on their page") {
  if (!test::view_fonts()) return;
  for (int lines = 1; lines < 75; ++lines) {
    CAPTURE(lines);
    const auto all = pages(sheet_of(lines));
    std::size_t shown = 0;
    for (const std::string& page : all) {
      shown += count(page, "Planche");
      if (has(page, "Totaux")) {
        CHECK(has(page, "Planche"));
        CHECK(has(page, "Net"));
        CHECK(has(page, "TVA"));
      }
      if (has(page, "Lignes")) CHECK(has(page, "Planche"));
    }
    CHECK(shown == std::size_t(lines));
    CHECK(has(all.back(), "Totaux"));
  }
}

TEST_CASE("a long table has its headings and the sum so far on each page") {
  if (!test::view_fonts()) return;
  const auto all = pages(sheet_of(200));
  REQUIRE(all.size() > 3);
  std::string carried;
  std::size_t lines = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(i);
    CHECK(has(all[i], "Désignation"));
    CHECK(has(all[i], std::to_string(i + 1) + " / " + std::to_string(all.size())));
    CHECK(has(all[i], "Report") == (i > 0));
    CHECK(has(all[i], "À reporter") == (i + 1 < all.size()));
    if (i > 0) CHECK(has(all[i], std::to_string(lines) + ",00"));
    lines += count(all[i], "Planche");
    if (i + 1 < all.size()) CHECK(has(all[i], std::to_string(lines) + ",00"));
    if (i > 0) CHECK(has(all[i], "Facture F-7"));
  }
}

TEST_CASE("a row taller than a page goes on over pages, and nothing of it is lost") {
  if (!test::view_fonts()) return;
  Sheet sheet = sheet_of(3);
  std::string text;
  for (int i = 0; i < 400; ++i) text += "zeile" + std::to_string(i) + "\n";
  sheet.lines.rows[1].cells[1] = {{text}};
  sheet.lines.rows[1].details = {{text + "ende"}};
  std::string all;
  for (const std::string& page : pages(sheet)) all += page;
  for (int i = 0; i < 400; ++i) CHECK(count(all, "zeile" + std::to_string(i)) == 2);
  CHECK(has(all, "ende"));
}

TEST_CASE("parties that fill pages are set one below the other") {
  if (!test::view_fonts()) return;
  Sheet sheet = sheet_of(1);
  for (int i = 0; i < 200; ++i) sheet.sender.address.push_back("adresse" + std::to_string(i));
  sheet.parties.assign(3, sheet.sender);
  std::string all;
  for (const std::string& page : pages(sheet)) all += page;
  for (int i = 0; i < 200; ++i) CHECK(count(all, "adresse" + std::to_string(i)) == 4);
  CHECK(has(all, "Martin"));
}

TEST_CASE("an empty sheet is one page") {
  if (!test::view_fonts()) return;
  CHECK(pages(Sheet()).size() == 1);
}
