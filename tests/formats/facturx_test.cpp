// The profiles of Factur-X: the smallest changes to a right document of the profile EXTENDED that
// break a rule, or just do not. Each was put to the official rules once.
#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/verdict.h"
#include "schemas/code_lists.h"
#include "schemas/grammar.h"
#include "schemas/shapes.h"
#include "tests/formats/sample.h"

using namespace facteur;

namespace {

constexpr const char* extended = "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended";
constexpr const char* en16931 = "urn:cen.eu:en16931:2017";
constexpr const char* basic_wl = "urn:factur-x.eu:1p0:basicwl";
constexpr const char* minimum = "urn:factur-x.eu:1p0:minimum";

std::set<std::string> broken(const std::string& document) {
  const formats::RuleSelection selection{false, {formats::find_rule_set("facturx")}};
  std::set<std::string> rules;
  for (const formats::Finding& finding : formats::judge(document, selection).findings) {
    rules.emplace(finding.rule);
  }
  return rules;
}

std::string changed(std::string_view what, std::string_view with) {
  std::string document = test::sample("facturx.xml");
  test::replace_first(document, what, with);
  return document;
}

struct Change {
  const char* rule;
  const char* what;
  const char* with;
};

}  // namespace

TEST_CASE("the document that the Factur-X cases change breaks nothing") {
  CHECK(broken(test::sample("facturx.xml")).empty());
}

TEST_CASE("each change breaks its rule of Factur-X EXTENDED") {
  // clang-format off
  constexpr Change changes[] = {
      {"BR-FXEXT-06", "<ram:LineStatusCode>1</ram:LineStatusCode><ram:LineStatusReasonCode>DETAIL</ram:LineStatusReasonCode>", ""},
      {"BR-FXEXT-08", "<ram:LineTotalAmount>300.00<", "<ram:LineTotalAmount>301.00<"},
      {"BR-FXEXT-11", "<ram:ParentLineID>1<", "<ram:ParentLineID>9<"},
      {"BR-FXEXT-BR-24", "<ram:LineTotalAmount>100.00</ram:LineTotalAmount>", ""},
      {"BR-FXEXT-BR-26", "<ram:ChargeAmount>100.00</ram:ChargeAmount>", ""},
      {"BR-FXEXT-BR-38", "<ram:Reason>Packing</ram:Reason>", ""},
      {"BR-FXEXT-CO-10", "<ram:LineTotalAmount>300.00</ram:LineTotalAmount><ram:Charge", "<ram:LineTotalAmount>300.04</ram:LineTotalAmount><ram:Charge"},
      {"BR-FXEXT-CO-11", "<ram:AllowanceTotalAmount>10.00<", "<ram:AllowanceTotalAmount>10.02<"},
      {"BR-FXEXT-CO-12", "<ram:ChargeTotalAmount>20.00<", "<ram:ChargeTotalAmount>5.00<"},
      {"BR-FXEXT-CO-13", "<ram:TaxBasisTotalAmount>310.00<", "<ram:TaxBasisTotalAmount>310.06<"},
      {"BR-FXEXT-CO-15", "<ram:GrandTotalAmount>372.00<", "<ram:GrandTotalAmount>372.06<"},
      {"BR-FXEXT-CO-16", "<ram:DuePayableAmount>372.00<", "<ram:DuePayableAmount>372.01<"},
      {"BR-FXEXT-S08b", "<ram:BasisAmount>310.00<", "<ram:BasisAmount>310.06<"},
      {"BR-FXEXT-S-09b", "<ram:CalculatedAmount>62.00<", "<ram:CalculatedAmount>62.06<"},
      {"BR-FXEXT-Z-01", "<ram:CategoryCode>S<", "<ram:CategoryCode>Z<"},
      {"BR-CO-25", "<ram:DueDateDateTime><udt:DateTimeString format=\"102\">20260331</udt:DateTimeString></ram:DueDateDateTime>", ""},
      {"CII-DT-097", "20260301", "2026-03-01"},
      {"FX-SCH-A-000020", "<ram:TypeCode>380</ram:TypeCode>", ""},
      {"FX-SCH-A-000635", "<ram:TypeCode>380<", "<ram:TypeCode>999<"},
      {"FACTEUR-FX-ATTRIBUTE", "<ram:ID>F-2026-1<", "<ram:ID schemeID=\"0088\">F-2026-1<"},
      {"FACTEUR-FX-ELEMENT", "<ram:TaxTotalAmount currencyID=\"EUR\">62.00</ram:TaxTotalAmount>", "<ram:TaxTotalAmount currencyID=\"EUR\">62.00</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID=\"USD\">62.00</ram:TaxTotalAmount>"},
  };
  // clang-format on
  for (const Change& change : changes) {
    INFO(change.rule);
    CHECK(broken(changed(change.what, change.with)).contains(change.rule));
  }
}

TEST_CASE("sums of Factur-X EXTENDED stray by a cent for each amount, and no rule is broken") {
  CHECK(broken(changed("<ram:BasisAmount>310.00<", "<ram:BasisAmount>310.05<")).empty());
  CHECK(broken(changed("<ram:CalculatedAmount>62.00<", "<ram:CalculatedAmount>62.05<"))
            .count("BR-FXEXT-S-09b") == 0);
}

TEST_CASE("each profile of Factur-X judges by its own rules") {
  std::string document = test::sample("facturx.xml");
  test::replace_first(document, extended, en16931);
  CHECK(broken(document).contains("BR-CO-10"));  // it knows no lines that group others
  document = test::sample("facturx.xml");
  test::replace_first(document, extended, basic_wl);
  CHECK_FALSE(broken(document).contains("BR-CO-10"));
  document = test::sample("facturx.xml");
  test::replace_first(document, extended, minimum);
  CHECK(broken(document).contains("FACTEUR-FX-ELEMENT"));
  CHECK_FALSE(broken(document).contains("BR-FXEXT-CO-10"));
}

TEST_CASE("a document that names no profile of Factur-X is told so, and nothing else") {
  std::string document = test::sample("facturx.xml");
  test::replace_first(document, extended, "urn:unknown");
  CHECK(broken(document) == std::set<std::string>{"FACTEUR-FX-PROFILE"});
}

TEST_CASE("the tables of Factur-X ask only for code lists that there are") {
  for (const schemas::Shapes* shapes : schemas::shapes_of(schemas::cii)) {
    for (const schemas::ShapeTest& test : shapes->tests) {
      if (test.kind != schemas::ShapeTest::Kind::listed) continue;
      INFO(test.literal);
      CHECK(find_code_list(test.literal.substr(0, test.literal.find(' '))) != nullptr);
    }
  }
}
