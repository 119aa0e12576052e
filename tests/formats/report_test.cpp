#include "formats/readable/report.h"

#include <catch2/catch.hpp>

#include "tests/formats/page_text.h"

using namespace facteur;
using formats::readable::Report;

namespace {

Report report_of_rows(int rows) {
  Report report;
  report.title = "Balance âgée";
  report.notes = {"Atelier · 100000009", "Situation au 30/06/2026"};
  report.columns = {{"Client", false}, {"", false}, {"Non échu", true}, {"> 90 j", true}};
  for (int i = 0; i < rows; ++i)
    report.rows.push_back({"Client " + std::to_string(i), "EUR", "1\u202f200,50", "–"});
  report.totals.push_back({"Total", "EUR", "98\u202f765,43", "0,01"});
  return report;
}

}  // namespace

TEST_CASE("a report goes on over pages, each with its headings and number") {
  const auto* fonts = test::view_fonts();
  if (!fonts) return;
  const std::string text =
      test::packed(test::text_of_pages(report_pdf(report_of_rows(100), *fonts)));
  const auto count = [&](const std::string& part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
  };
  CHECK(count("Nonéchu") == 3);
  CHECK(count("3/3") == 1);
  CHECK(count("Client99") == 1);
  CHECK(count("98765,43") == 1);
}

TEST_CASE("a long name is cut, amounts never are") {
  const auto* fonts = test::view_fonts();
  if (!fonts) return;
  Report report = report_of_rows(1);
  for (int i = 0; i < 12; ++i) report.columns.push_back({"Colonne", true});
  for (auto* rows : {&report.rows, &report.totals})
    for (auto& row : *rows) row.resize(report.columns.size(), "1\u202f234\u202f567,89");
  report.rows[0][0] = std::string(5000, 'x');
  const std::string pdf = report_pdf(report, *fonts);
  const std::string text = test::packed(test::text_of_pages(pdf));
  CHECK(text.find("xx…") != std::string::npos);
  CHECK(text.find(std::string(400, 'x')) == std::string::npos);
  CHECK(text.find("1234567,89") != std::string::npos);
  CHECK(report_pdf(report, *fonts) == pdf);
}
