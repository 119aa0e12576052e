// The ten rules of each VAT category, broken one by one in an invoice of that category.
#include <catch2/catch.hpp>

#include "formats/rules.h"
#include "tests/formats/sample.h"

using namespace facteur;

namespace {

struct Category {
  const char *code, *family, *rate, *vat, *total;
  bool reason;      // the breakdown gives an exemption reason
  bool registered;  // seller and buyer have VAT identifiers
};

constexpr Category categories[] = {
    {"S", "S", "20", "97.95", "587.70", false, true},
    {"Z", "Z", "0", "0.00", "489.75", false, true},
    {"E", "E", "0", "0.00", "489.75", true, true},
    {"AE", "AE", "0", "0.00", "489.75", true, true},
    {"K", "IC", "0", "0.00", "489.75", true, true},
    {"G", "G", "0", "0.00", "489.75", true, true},
    {"O", "O", nullptr, "0.00", "489.75", true, false},
    {"L", "AF", "20", "97.95", "587.70", false, true},
    {"M", "AG", "20", "97.95", "587.70", false, true},
};

std::string rule(const Category& category, const char* number) {
  return std::string("BR-") + category.family + "-" + number;
}

std::string percent(const char* rate) {
  return rate == nullptr ? "" : "<cbc:Percent>" + std::string(rate) + "</cbc:Percent>";
}

void unregister(std::string& document) {
  for (const char* party : {"<!-- seller tax -->", "<!-- buyer tax -->"}) {
    const std::size_t from = document.find(party);
    document.erase(from, document.find("<!-- end -->", from) - from);
  }
}

constexpr const char* reason = "<cbc:TaxExemptionReason>Article 15</cbc:TaxExemptionReason>";

std::string invoice(const Category& category) {
  std::string document = test::sample("category.xml");
  test::replace_all(document, "{CODE}", category.code);
  test::replace_all(document, "{RATE}", percent(category.rate));
  test::replace_all(document, "{REASON}", category.reason ? reason : "");
  test::replace_all(document, "{VAT}", category.vat);
  test::replace_all(document, "{TOTAL}", category.total);
  if (!category.registered) unregister(document);
  return document;
}

// The invoice of the category with `what` replaced after `anchor`.
std::string changed(const Category& category, std::string_view anchor, std::string_view what,
                    std::string_view with) {
  std::string document = invoice(category);
  const std::size_t from = document.find(anchor);
  REQUIRE(from != std::string::npos);
  test::replace_first(document, what, with, from);
  return document;
}

bool breaks(const std::string& document, const std::string& rule) {
  INFO(rule << "\n" << document);
  return test::broken_rules(document).contains(rule);
}

}  // namespace

TEST_CASE("an invoice of one VAT category breaks no rule") {
  for (const Category& category : categories) {
    INFO(category.code);
    CHECK(test::broken_rules(invoice(category)).empty());
  }
}

TEST_CASE("a VAT category in use has its breakdown (-01)") {
  for (const Category& category : categories) {
    const std::string code = "<cbc:ID>" + std::string(category.code) + "</cbc:ID>";
    const std::string document = changed(category, "<cac:TaxSubtotal>", code, "<cbc:ID>B</cbc:ID>");
    CHECK(breaks(document, rule(category, "01")));
  }
}

TEST_CASE(
    "a breakdown of a category that no line uses is refused by categories with a rate (-01)") {
  for (const Category& category : categories) {
    std::string document = invoice(category);
    const std::string code = "<cbc:ID>" + std::string(category.code) + "</cbc:ID>";
    test::replace_all(document, code, "<cbc:ID>B</cbc:ID>");
    test::replace_first(document, "<cbc:ID>B</cbc:ID>", code, document.find("<cac:TaxSubtotal>"));
    const bool rated = category.rate != nullptr && std::string_view(category.rate) != "0";
    CHECK(breaks(document, rule(category, "01")) == rated);
  }
}

TEST_CASE("the parties are registered as the category asks (-02, -03, -04)") {
  for (const Category& category : categories) {
    Category other = category;
    other.registered = !category.registered;
    const std::string document = invoice(other);
    for (const char* number : {"02", "03", "04"}) {
      CHECK(breaks(document, rule(category, number)));
    }
  }
}

TEST_CASE("reverse charge takes a legal registration of the buyer for a VAT identifier") {
  const Category& reverse_charge = categories[3];
  std::string document = invoice(reverse_charge);
  const std::size_t buyer = document.find("<!-- buyer tax -->");
  document.erase(buyer, document.find("<!-- end -->", buyer) - buyer);
  CHECK(breaks(document, "BR-AE-02"));
  test::replace_first(
      document, "Mercado Novo Lda</cbc:RegistrationName>",
      "Mercado Novo Lda</cbc:RegistrationName><cbc:CompanyID>501442600</cbc:CompanyID>");
  CHECK_FALSE(breaks(document, "BR-AE-02"));
}

TEST_CASE("the rate is one of the category (-05, -06, -07)") {
  struct Place {
    const char *number, *anchor;
  };
  for (const Category& category : categories) {
    const std::string rate = percent(category.rate);
    const bool zero = category.rate != nullptr && std::string_view(category.rate) == "0";
    const char* wrong = zero ? "1" : category.code[0] == 'S' ? "0" : "-1";
    for (const Place& place :
         {Place{"05", "<cac:ClassifiedTaxCategory>"}, Place{"06", "<cbc:ChargeIndicator>false"},
          Place{"07", "<cbc:ChargeIndicator>true"}}) {
      const std::string code = "<cbc:ID>" + std::string(category.code) + "</cbc:ID>";
      const std::string document =
          changed(category, place.anchor, code + rate, code + percent(wrong));
      CHECK(breaks(document, rule(category, place.number)));
    }
  }
}

TEST_CASE("the base of the breakdown is the sum of what stands behind it (-08)") {
  for (const Category& category : categories) {
    const auto with_base = [&](const char* base) {
      return changed(category, "<cac:TaxSubtotal>", "489.75", base);
    };
    const bool rated = category.rate != nullptr && std::string_view(category.rate) != "0";
    CHECK(breaks(with_base("490.80"), rule(category, "08")));
    CHECK(breaks(with_base("490.74"), rule(category, "08")) == !rated);
    CHECK_FALSE(breaks(with_base("489.750"), rule(category, "08")));
  }
}

TEST_CASE("BR-S-08 lets pass a base of allowances and charges alone, as the official test does") {
  CHECK_FALSE(breaks(changed(categories[0], "<cac:TaxSubtotal>", "489.75", "-10.25"), "BR-S-08"));
  CHECK(breaks(changed(categories[7], "<cac:TaxSubtotal>", "489.75", "-10.25"), "BR-AF-08"));
}

TEST_CASE("a base exactly one unit off is judged by its binary form, as the official test does") {
  // 488.75 and 490.75 are exact in binary; 1 more than 489.15 is not the binary number nearest it.
  CHECK(breaks(changed(categories[0], "<cac:TaxSubtotal>", "489.75", "490.75"), "BR-S-08"));
  CHECK(breaks(changed(categories[0], "<cac:TaxSubtotal>", "489.75", "488.75"), "BR-S-08"));
}

TEST_CASE("the VAT of the breakdown follows its base and rate (-09)") {
  for (const Category& category : categories) {
    const std::string document = changed(category, "<cbc:TaxableAmount", category.vat, "98.95");
    CHECK(breaks(document, rule(category, "09")));
  }
}

TEST_CASE("an exemption is explained, and nothing else is (-10)") {
  for (const Category& category : categories) {
    Category other = category;
    other.reason = !category.reason;
    CHECK(breaks(invoice(other), rule(category, "10")));
  }
}

TEST_CASE("an intra-community supply says when and where to (BR-IC-11, BR-IC-12)") {
  const Category& supply = categories[4];
  const std::string undated = changed(
      supply, "<cac:Delivery>", "<cbc:ActualDeliveryDate>2026-03-01</cbc:ActualDeliveryDate>", "");
  CHECK(breaks(undated, "BR-IC-11"));
  std::string period = undated;
  test::replace_first(period, "<cac:AccountingSupplierParty>",
                      "<cac:InvoicePeriod><cbc:EndDate>2026-03-01</cbc:EndDate></cac:InvoicePeriod>"
                      "<cac:AccountingSupplierParty>");
  CHECK_FALSE(breaks(period, "BR-IC-11"));
  CHECK(breaks(changed(supply, "<cac:DeliveryLocation>",
                       "<cbc:IdentificationCode>PT</cbc:IdentificationCode>", ""),
               "BR-IC-12"));
}

TEST_CASE("not subject to VAT stands alone (BR-O-11 .. BR-O-14)") {
  const Category& outside = categories[6];
  const std::string code = "<cbc:ID>O</cbc:ID>";
  CHECK(breaks(changed(outside, "<cac:ClassifiedTaxCategory>", code, "<cbc:ID>E</cbc:ID>"),
               "BR-O-12"));
  CHECK(breaks(changed(outside, "ChargeIndicator>false", code, "<cbc:ID>E</cbc:ID>"), "BR-O-13"));
  CHECK(breaks(changed(outside, "ChargeIndicator>true", code, "<cbc:ID>E</cbc:ID>"), "BR-O-14"));
  CHECK(breaks(changed(outside, "<cac:ClassifiedTaxCategory>", code, ""), "BR-O-12"));
  std::string two = invoice(outside);
  const std::size_t from = two.find("<cac:TaxSubtotal>");
  const std::string closing = "</cac:TaxSubtotal>";
  std::string second = two.substr(from, two.find(closing) + closing.size() - from);
  test::replace_first(second, code, "<cbc:ID>E</cbc:ID>");
  two.insert(from, second);
  CHECK(breaks(two, "BR-O-11"));
}

TEST_CASE("split payment is Italian and stands without standard rate (BR-B)") {
  Category split = categories[0];
  split.code = "B";
  const std::string abroad = invoice(split);
  CHECK(breaks(abroad, "BR-B-01"));
  CHECK_FALSE(breaks(abroad, "BR-B-02"));
  std::string italian = abroad;
  test::replace_all(italian, "IdentificationCode>ES", "IdentificationCode>IT");
  test::replace_all(italian, "IdentificationCode>PT", "IdentificationCode>IT");
  CHECK_FALSE(breaks(italian, "BR-B-01"));
  test::replace_first(italian, "<cbc:ID>B</cbc:ID>", "<cbc:ID>S</cbc:ID>",
                      italian.find("<cac:ClassifiedTaxCategory>"));
  CHECK(breaks(italian, "BR-B-02"));
}

TEST_CASE("BR-S-01 and BR-S-02 count lines of any tax scheme, as the official tests do") {
  std::string document = invoice(categories[0]);
  test::replace_first(document, "<cac:TaxScheme><cbc:ID>VAT", "<cac:TaxScheme><cbc:ID>LOC",
                      document.find("<cac:ClassifiedTaxCategory>"));
  CHECK_FALSE(breaks(document, "BR-S-01"));
  CHECK(breaks(document, "BR-S-02"));
}
