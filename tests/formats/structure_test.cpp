// What the structural check finds, where, and in which words.
#include <catch2/catch.hpp>

#include "tests/formats/sample.h"
#include "tests/formats/ubl.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::test;

namespace {

struct Found {
  std::string location, message;
  std::size_t count;
};

Found check(const std::string& document) {
  const Reading reading = read(document);
  CHECK_FALSE(reading.structure);
  CHECK(first_rule(reading) == "SYNTAX");
  CHECK(reading.findings.front().set == "structure");
  CHECK(reading.findings.front().severity == Severity::fatal);
  CHECK_FALSE(reading.findings.front().message.fr.empty());
  return {first_location(reading), first_message(reading), reading.findings.size()};
}

Found check_with(std::string_view addition, std::string_view place) {
  return check(small_invoice_with(addition, place));
}

Found check_changed(std::string_view what, std::string_view with) {
  std::string document = small_invoice();
  replace_first(document, what, with);
  return check(document);
}

bool accepts(std::string_view addition, std::string_view place) {
  return read(small_invoice_with(addition, place)).structure;
}

constexpr std::string_view supplier = "<cac:AccountingSupplierParty>";
constexpr std::string_view payable = "<cbc:PayableAmount";

std::string extension(std::string_view content) {
  std::string xml = "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>";
  return xml.append(content).append(
      "</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>");
}

}  // namespace

TEST_CASE("an unknown element is named with what may stand in its place") {
  const Found found = check_with("<cbc:Foo/>", "</cac:LegalMonetaryTotal>");
  CHECK(found.location == "/Invoice/cac:LegalMonetaryTotal[1]/cbc:Foo[1]");
  CHECK(found.message ==
        "Element cbc:Foo does not exist here. Expected: "
        "cbc:PayableAlternativeAmount.");
  CHECK(found.count == 1);
}

TEST_CASE("what is below an unknown element is not reported again") {
  CHECK(check_with("<cbc:Foo><cbc:Bar x=\"1\">a<b/></cbc:Bar></cbc:Foo>", supplier).count == 1);
}

TEST_CASE("a missing required element is reported on its parent with what came instead") {
  const Found found = check_changed("<cbc:ID>F-1</cbc:ID>", "");
  CHECK(found.location == "/Invoice");
  CHECK(found.message == "The required element cbc:ID is missing before cbc:IssueDate.");
}

TEST_CASE("a required element missing at the end is reported on its parent") {
  const Found found =
      check_changed("<cbc:PayableAmount currencyID=\"EUR\">1</cbc:PayableAmount>", "");
  CHECK(found.location == "/Invoice/cac:LegalMonetaryTotal[1]");
  CHECK(found.message == "The required element cbc:PayableAmount is missing.");
}

TEST_CASE("an element out of order is reported, and still read") {
  const Reading reading =
      read(small_invoice_with("<cbc:DueDate>2026-10-01</cbc:DueDate>", "</Invoice>"));
  CHECK(first_message(reading) == "Element cbc:DueDate comes too late. Expected: cac:InvoiceLine.");
  REQUIRE(reading.invoice);
  CHECK(reading.invoice->root().text(Term::BT_9) == "2026-10-01");
}

TEST_CASE("a repeated element is reported with how often it may occur") {
  const Found found =
      check_with("<cbc:IssueDate>2026-09-01</cbc:IssueDate>", "<cbc:DocumentCurrencyCode");
  CHECK(found.location == "/Invoice/cbc:IssueDate[2]");
  CHECK(found.message == "Element cbc:IssueDate is repeated; it may occur at most 1 times.");
}

TEST_CASE("text has no place between elements, white space has, CDATA never") {
  CHECK(check_with("text", supplier).message ==
        "Invoice holds elements only; text found: \"text\".");
  CHECK(accepts(" \t\r\n", supplier));
  check_with("<![CDATA[ ]]>", supplier);
}

TEST_CASE("an element has no place inside a text") {
  CHECK(check_with("<cbc:ID/>", "F-1</cbc:ID>").message ==
        "Element cbc:ID is not allowed inside cbc:ID, which holds text only.");
}

TEST_CASE("attributes are those of the type, and required ones are there") {
  CHECK(check_changed(" currencyID=\"EUR\"", "").message ==
        "The required attribute currencyID is missing on cbc:PayableAmount.");
  CHECK(check_changed("<cbc:ID>", "<cbc:ID unitCode=\"C62\">").message ==
        "Attribute unitCode is not allowed on cbc:ID.");
  check_changed("<cbc:ID>", "<cbc:ID xml:lang=\"fr\">");
  check_changed("<cac:Item>", "<cac:Item schemeID=\"x\">");
  check_changed("<cbc:ID>", "<cbc:ID cbc:schemeID=\"x\">");
}

TEST_CASE("the attributes of XML Schema itself are known") {
  const std::string xsi = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:";
  const auto with = [&xsi](std::string_view attribute) {
    std::string document = small_invoice();
    std::string tag = "<cbc:ID";
    replace_first(document, "<cbc:ID", tag.append(xsi).append(attribute));
    return read(document).structure;
  };
  CHECK(with("schemaLocation=\"urn:x x.xsd\""));
  CHECK(with("noNamespaceSchemaLocation=\"x.xsd\""));
  CHECK(with("type=\"cbc:IDType\""));
  CHECK_FALSE(with("type=\"cbc:NameType\""));
  CHECK_FALSE(with("type=\"nowhere:IDType\""));
  CHECK_FALSE(with("nil=\"false\""));
  CHECK_FALSE(with("other=\"x\""));
}

TEST_CASE("values are held to their data types") {
  const auto bad = GENERATE("", "1 2", "1,5", "1e3", ".", "-", "1234567890123456789012345");
  std::string amount = "<cbc:PrepaidAmount currencyID=\"EUR\">";
  amount.append(bad).append("</cbc:PrepaidAmount>");
  const Found found = check_with(amount, payable);
  CHECK(found.location == "/Invoice/cac:LegalMonetaryTotal[1]/cbc:PrepaidAmount[1]");
}

TEST_CASE("every form of a decimal that XML Schema knows is accepted") {
  const auto good = GENERATE("0", "-1", "+1.50", ".5", "5.", "00012.340000", "-.0", " 1 ");
  std::string amount = "<cbc:PrepaidAmount currencyID=\"EUR\">";
  CHECK(accepts(amount.append(good).append("</cbc:PrepaidAmount>"), payable));
}

TEST_CASE("dates are days that exist") {
  const auto date = [](std::string_view text) {
    std::string xml = "<cbc:DueDate>";
    xml.append(text).append("</cbc:DueDate>");
    return accepts(xml, "<cbc:DocumentCurrencyCode");
  };
  for (const char* good : {"2024-02-29", "2026-12-31", "2026-09-01Z", "2026-09-01+02:00"}) {
    INFO(good);
    CHECK(date(good));
  }
  for (const char* bad :
       {"", " 2026-09-01", "2026-09-01 ", "2023-02-29", "2026-02-30", "2026-13-01", "2026-9-1",
        "01/09/2026", "20260901", "0000-01-01", "2026-09-01T00:00:00", "2026-09-01+15:00"}) {
    INFO(bad);
    CHECK_FALSE(date(bad));
  }
}

TEST_CASE("an empty text is a text, an empty date is none") {
  CHECK(accepts("<cbc:BuyerReference/>", supplier));
  CHECK_FALSE(accepts("<cbc:TaxPointDate/>", "<cbc:DocumentCurrencyCode"));
}

TEST_CASE("an extension holds one element of another namespace") {
  constexpr std::string_view first = "<cbc:ID>F-1";
  CHECK(accepts(extension("<a xmlns=\"urn:a\" b=\"c\">text<d/></a>"), first));
  CHECK_FALSE(accepts(extension(""), first));
  CHECK_FALSE(accepts(extension("<a xmlns=\"\"/>"), first));
  CHECK_FALSE(accepts(extension("<ext:UBLExtensions/>"), first));
  CHECK_FALSE(accepts(extension("<a xmlns=\"urn:a\"/><a xmlns=\"urn:a\"/>"), first));
}

TEST_CASE("what is declared is checked even deep inside an extension") {
  const auto amount = [](std::string_view text) {
    std::string xml = "<a xmlns=\"urn:a\"><b><cbc:Amount currencyID=\"EUR\">";
    return extension(xml.append(text).append("</cbc:Amount></b></a>"));
  };
  CHECK(accepts(amount("1"), "<cbc:ID>F-1"));
  CHECK_FALSE(accepts(amount("one"), "<cbc:ID>F-1"));
}

TEST_CASE("a signature in an extension follows XML-DSig, choices included") {
  const auto key_info = [](std::string_view content) {
    std::string xml = "<ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">";
    return extension(xml.append(content).append("</ds:KeyInfo>"));
  };
  constexpr std::string_view first = "<cbc:ID>F-1";
  CHECK(accepts(key_info("<ds:KeyName>a</ds:KeyName><ds:MgmtData/>"), first));
  CHECK(
      accepts(key_info("<ds:PGPData><ds:PGPKeyPacket>AAAA</ds:PGPKeyPacket></ds:PGPData>"), first));
  CHECK_FALSE(accepts(key_info(""), first));
  CHECK_FALSE(accepts(key_info("<ds:PGPData/>"), first));
  CHECK_FALSE(accepts(key_info("<ds:X509Data><ds:X509SKI>AAA</ds:X509SKI></ds:X509Data>"), first));
  const auto object = [](std::string_view id) {
    std::string xml = "<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"a\">";
    return extension(xml.append("<ds:Object Id=\"").append(id).append("\"/></ds:Object>"));
  };
  CHECK(accepts(object("b"), first));
  CHECK_FALSE(accepts(object("a"), first));
}

TEST_CASE("reading goes on after a structural error") {
  std::string document = small_invoice_with("<cbc:Foo/>", supplier);
  replace_first(document, "2026-09-01", "yesterday");
  const Reading reading = read(document);
  CHECK(reading.findings.size() == 2);
  REQUIRE(reading.invoice);
  CHECK(reading.invoice->root().text(Term::BT_2) == "yesterday");
  CHECK(find(*reading.invoice, Term::BT_115).text() == "1");
}

TEST_CASE("lines are right beyond 65535") {
  std::string document = small_invoice();
  replace_first(document, supplier, std::string(70000, '\n').append("<cbc:Foo/>").append(supplier));
  const Reading reading = read(document);
  REQUIRE(reading.findings.size() == 1);
  CHECK(reading.findings[0].line == 70005);
  CHECK(find(*reading.invoice, Term::BG_25).line() == 70008);
}

TEST_CASE("findings are bounded and the rest is counted") {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "<cbc:Foo/>";
  const Reading reading = read(small_invoice_with(many, supplier));
  CHECK(reading.findings.size() == 200);
  CHECK(reading.findings_beyond == 800);
}

TEST_CASE("no message repeats more than eighty bytes of foreign text") {
  std::string amount = "<cbc:PrepaidAmount currencyID=\"EUR\">";
  amount.append(5000, 'x').append("</cbc:PrepaidAmount>");
  CHECK(check_with(amount, payable).message.size() < 250);
  std::string element = "<cbc:";
  element.append(5000, 'y').append("/>");
  const Found found = check_with(element, supplier);
  CHECK(found.message.size() < 400);
  CHECK(found.location.size() < 200);
}
