// Documents that repeat one thing very often: every rule looks at each node a bounded number of
// times, so that these are judged in a fraction of a second. (Nobody measures it here; a rule that
// is quadratic runs into the time limit of the whole test binary.)
#include <catch2/catch.hpp>

#include "formats/verdict.h"
#include "tests/formats/sample.h"

using namespace facteur;

namespace {

constexpr int many = 100000;

// The base document with its first part from `opening` to `closing` written `many` times.
std::string crowded(std::string_view opening, std::string_view closing) {
  std::string document = test::sample("base.xml");
  const std::size_t from = document.find(opening);
  REQUIRE(from != std::string::npos);
  const std::size_t size = document.find(closing, from) + closing.size() - from;
  const std::string part = document.substr(from, size);
  std::string crowd;
  crowd.reserve(part.size() * many);
  for (int i = 0; i < many; ++i) crowd += part;
  document.replace(from, size, crowd);
  return document;
}

}  // namespace

TEST_CASE("crowds of one element are judged in linear time") {
  struct Part {
    const char *opening, *closing;
  };
  for (const Part& part :
       {Part{"<cac:InvoicePeriod>", "</cac:InvoicePeriod>"},
        Part{"<cac:TaxCategory>", "</cac:TaxCategory>"},
        Part{"<cac:TaxSubtotal>", "</cac:TaxSubtotal>"}, Part{"<cbc:Note>", "</cbc:Note>"},
        Part{"<cac:ClassifiedTaxCategory>", "</cac:ClassifiedTaxCategory>"},
        Part{"<cac:PartyIdentification>", "</cac:PartyIdentification>"},
        Part{"<cac:PartyTaxScheme>", "</cac:PartyTaxScheme>"}}) {
    INFO(part.opening);
    CHECK(formats::judge(crowded(part.opening, part.closing)).invoice);
  }
}

TEST_CASE("a crowd of periods without dates is told a few times and counted") {
  std::string document = test::sample("base.xml");
  const std::string empty = "<cac:InvoicePeriod/>";
  std::string crowd;
  for (int i = 0; i < many; ++i) crowd += empty;
  document.insert(document.find("<cac:InvoicePeriod>"), crowd);
  const auto verdict = formats::judge(document);
  CHECK(verdict.findings_beyond > many / 2);
  CHECK(test::broken_rules(document).contains("BR-CO-19"));
}

TEST_CASE("the code of one period does not complete another") {
  std::string document = test::sample("base.xml");
  test::replace_first(document, "<cac:InvoicePeriod>",
                      "<cac:InvoicePeriod><cbc:DescriptionCode>35</cbc:DescriptionCode>"
                      "</cac:InvoicePeriod><cac:InvoicePeriod>");
  CHECK_FALSE(test::broken_rules(document).contains("BR-CO-19"));
  test::replace_first(document, "<cac:InvoicePeriod>", "<cac:InvoicePeriod/><cac:InvoicePeriod>");
  CHECK(test::broken_rules(document).contains("BR-CO-19"));
}
