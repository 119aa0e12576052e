#include "formats/rules/report.h"

#include <catch2/catch.hpp>

#include "formats/verdict.h"
#include "tests/formats/sample.h"

using namespace facteur;
using formats::Decimal;

namespace {

formats::Finding only(const formats::Verdict& verdict, std::string_view rule) {
  for (const formats::Finding& finding : verdict.findings) {
    if (finding.rule == rule) return finding;
  }
  FAIL("not found: " << rule);
  return {};
}

}  // namespace

TEST_CASE("an equation that does not hold shows both sides and the difference") {
  std::string document = test::sample("base.xml");
  test::replace_first(document, "1341.50", "1341.49");
  const auto finding = only(formats::judge(document), "BR-CO-15");
  CHECK(finding.message.fr.find("BT-112 = 1\xC2\xA0"
                                "341,49 mais BT-109 + BT-110 = 1\xC2\xA0"
                                "341,50 (écart -0,01).") != std::string::npos);
  CHECK(finding.message.en.find(
            "BT-112 = 1,341.49 but BT-109 + BT-110 = 1,341.50 (difference -0.01).") !=
        std::string::npos);
  CHECK(finding.location == "/Invoice/cac:LegalMonetaryTotal[1]/cbc:TaxInclusiveAmount[1]");
  CHECK(finding.terms.front() == Term::BT_112);
  CHECK(finding.line > 0);
}

TEST_CASE("a side of an equation without a value says so") {
  std::string document = test::sample("base.xml");
  test::replace_first(
      document, "<cbc:TaxInclusiveAmount currencyID=\"EUR\">1341.50</cbc:TaxInclusiveAmount>", "");
  const auto finding = only(formats::judge(document), "BR-CO-15");
  CHECK(finding.message.en.find("BT-112 = no value but") != std::string::npos);
  CHECK(finding.message.fr.find("BT-112 = valeur absente mais") != std::string::npos);
}

TEST_CASE("amounts are grouped as each language does, with at least two decimals") {
  const auto value = [](std::string_view text) { return *Decimal::parse(text); };
  CHECK(formats::amount_en(value("1234567.5")) == "1,234,567.50");
  CHECK(formats::amount_en(value("-999")) == "-999.00");
  CHECK(formats::amount_en(value("-1000.125")) == "-1,000.125");
  CHECK(formats::amount_fr(value("0")) == "0,00");
  CHECK(formats::amount_fr(value("1000")) ==
        "1\xC2\xA0"
        "000,00");
}

TEST_CASE("foreign text is quoted short and without control characters") {
  CHECK(formats::quotable("a\nb\x1B[31m") == "a b [31m");
  CHECK(formats::quotable("éééé", 3) == "ééé…");
  CHECK(formats::quotable(std::string(1 << 20, 'x')).size() < 70);
}

TEST_CASE("a rule broken on every line is kept a few times and counted, other rules are kept") {
  std::string document = test::sample("base.xml");
  const std::size_t from = document.rfind("  <cac:InvoiceLine>");
  const std::size_t to = document.find("</Invoice>");
  std::string line = document.substr(from, to - from);
  test::replace_first(line, "unitCode=\"KGM\"", "unitCode=\"KILO\"");
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += line;
  document.insert(to, lines);
  const auto verdict = formats::judge(document, {false, {formats::find_rule_set("en16931")}});
  std::size_t kept = 0;
  for (const auto& finding : verdict.findings) kept += finding.rule == "BR-CL-23";
  CHECK(kept == formats::Report::kept_for_each_rule);
  CHECK(verdict.findings_beyond == 3000 - kept);
  CHECK_NOTHROW(only(verdict, "BR-CO-10"));
}

TEST_CASE("our own set does not go on where an official rule was broken too often to be kept") {
  std::string document = test::sample("base.xml");
  const std::size_t from = document.rfind("  <cac:InvoiceLine>");
  const std::size_t to = document.find("</Invoice>");
  std::string line = document.substr(from, to - from);
  test::replace_first(line, ">100.00</cbc:LineExtensionAmount>",
                      ">100.001</cbc:LineExtensionAmount>");
  std::string lines;
  for (int i = 0; i < 30; ++i) lines += line;
  document.insert(to, lines);
  CHECK(test::broken_rules(document, "facteur").contains("FACTEUR-MINOR-UNITS"));
  const auto verdict = formats::judge(document);
  CHECK_NOTHROW(only(verdict, "BR-CO-10"));
  for (const auto& finding : verdict.findings) CHECK(finding.rule != "FACTEUR-MINOR-UNITS");
}
