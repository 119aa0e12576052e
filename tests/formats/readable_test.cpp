#include "formats/readable.h"

#include <catch2/catch.hpp>
#include <future>
#include <vector>

#include "formats/read.h"
#include "formats/readable/display.h"
#include "tests/formats/page_text.h"
#include "tests/formats/shared_documents.h"

using namespace facteur;
using namespace facteur::formats;

namespace {

std::string text_of(const std::string& pdf) {
  return test::text_of_pages(pdf);
}

bool mentions(const std::string& text, const std::string& what) {
  return text.find(what) != text.npos;
}

std::string line_xml(int number) {
  return std::string("<cac:InvoiceLine><cbc:ID>") + std::to_string(number) +
         R"(</cbc:ID><cbc:Note>fragile</cbc:Note><cbc:InvoicedQuantity unitCode="KGM">2.5000</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">1234.50</cbc:LineExtensionAmount>
<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>fidélité</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">5.00</cbc:Amount></cac:AllowanceCharge>
<cac:Item><cbc:Description>planche rabotée</cbc:Description><cbc:Name>Chêne</cbc:Name>
<cac:SellersItemIdentification><cbc:ID>CH-22</cbc:ID></cac:SellersItemIdentification>
<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>5.50</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>
<cac:AdditionalItemProperty><cbc:Name>Essence</cbc:Name><cbc:Value>rouvre</cbc:Value></cac:AdditionalItemProperty></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">493.8000</cbc:PriceAmount></cac:Price></cac:InvoiceLine>)";
}

std::string invoice_xml(int lines, const std::string& note = "Merci") {
  std::string xml =
      R"(<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>F-2026-7</cbc:ID>
<cbc:IssueDate>2026-11-20</cbc:IssueDate><cbc:DueDate>2026-12-20</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:Note>)" +
      note + R"(</cbc:Note><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:OrderReference><cbc:ID>CMD-9</cbc:ID></cac:OrderReference>
<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress><cbc:StreetName>3 quai Ouest</cbc:StreetName><cbc:CityName>Nantes</cbc:CityName><cbc:PostalZone>44000</cbc:PostalZone><cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:RegistrationName>Menuiserie Dupré</cbc:RegistrationName><cbc:CompanyID schemeID="0002">123456782</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>Société Martin</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>FR7630006000011234567890189</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">67.90</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">1234.50</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">67.90</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>5.50</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">1234.50</cbc:LineExtensionAmount><cbc:TaxInclusiveAmount currencyID="EUR">1302.40</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">1302.40</cbc:PayableAmount></cac:LegalMonetaryTotal>
)";
  for (int i = 1; i <= lines; ++i) xml += line_xml(i);
  return xml + "</Invoice>";
}

std::string view_of(const std::string& xml, bool french = true) {
  const auto reading = read(xml);
  REQUIRE(reading.invoice);
  return readable_pdf(*reading.invoice, *test::view_fonts(), french);
}

}  // namespace

TEST_CASE("figures keep their digits and get the signs of the language") {
  using namespace readable;
  CHECK(figure("1234567.50", true) == "1\u00A0234\u00A0567,50");
  CHECK(figure("1234567.50", false) == "1,234,567.50");
  CHECK(figure("-100", true) == "-100");
  CHECK(figure("0.005", true) == "0,005");
  for (const char* odd : {"", ".", "-", "1e5", "12,5", "1.2.3", "١٢", "NaN"})
    CHECK(figure(odd, true) == odd);
  CHECK(short_figure("200.0000", 0, true) == "200");
  CHECK(short_figure("40.0000", 2, false) == "40.00");
  CHECK(short_figure("200", 0, true) == "200");
  CHECK(day("2026-11-21", true) == "21/11/2026");
  CHECK(day("2026-11-21", false) == "2026-11-21");
  CHECK(day("tomorrow", true) == "tomorrow");
  CHECK(percentage("5.50", true) == "5,5\u00A0%");
}

TEST_CASE("every value of an invoice stands on the paper") {
  if (!test::view_fonts()) return;
  const std::string text = text_of(view_of(invoice_xml(1)));
  for (const char* shown : {"Facture",
                            "F-2026-7",
                            "20/11/2026",
                            "20/12/2026",
                            "Merci",
                            "CMD-9",
                            "3 quai Ouest",
                            "Nantes",
                            "44000",
                            "FR",
                            "Menuiserie Dupré",
                            "SIREN : 123\u00A0456\u00A0782",
                            "Société Martin",
                            "Virement SEPA",
                            "FR76\u00A03000\u00A06000\u00A00112\u00A03456\u00A07890\u00A0189",
                            "67,90",
                            "1\u00A0234,50",
                            "1\u00A0302,40\u00A0€",
                            "Chêne",
                            "planche rabotée",
                            "CH-22",
                            "2,5\nkg",
                            "493,80",
                            "5,5\u00A0%",
                            "Essence : rouvre",
                            "fragile",
                            "Remise : fidélité · -5,00\u00A0€",
                            "urn:cen.eu:en16931:2017"}) {
    CAPTURE(shown);
    CHECK(mentions(text, shown));
  }
  CHECK(mentions(text_of(view_of(invoice_xml(1), false)), "Amount due"));
}

TEST_CASE("the same invoice gives the same bytes") {
  if (!test::view_fonts()) return;
  CHECK(view_of(invoice_xml(2)) == view_of(invoice_xml(2)));
}

TEST_CASE("text cannot become PDF, and what the font lacks is shown as a box") {
  if (!test::view_fonts()) return;
  const std::string hostile = ") Tj ET endstream endobj ((( \\ %%EOF &#x4E2D;&#x1F4EE;";
  const std::string pdf = view_of(invoice_xml(1, hostile));
  const std::string text = text_of(pdf);
  CHECK(mentions(text, ") Tj ET endstream endobj ((( \\ %%EOF □□"));
  CHECK(mentions(text, "□ : caractère que la police ne possède pas."));
  CHECK(pdf.find("%%EOF") == pdf.rfind("%%EOF"));
}

TEST_CASE("5,000 lines run over many pages, each line once") {
  if (!test::view_fonts()) return;
  const std::string text = text_of(view_of(invoice_xml(5000)));
  std::size_t lines = 0;
  for (std::size_t at = 0; (at = text.find("\nChêne\n", at)) != text.npos; ++at) ++lines;
  CHECK(lines == 5000);
  CHECK(mentions(text, "\n5000\n"));
}

TEST_CASE("a very long text is cut and says so; a word without end is broken") {
  if (!test::view_fonts()) return;
  const std::string text = text_of(view_of(invoice_xml(1, std::string(200'000, 'x'))));
  CHECK(mentions(test::packed(text), "octetsdeplusdansledocumentd'origine:100000"));
  CHECK(text.size() < 150'000);
}

TEST_CASE("a status message is one page that tells status, reason and invoice") {
  if (!test::view_fonts()) return;
  StatusMessage message;
  message.status = "213";
  message.status_name = "Rejetée";
  message.set_at = "20261121104500";
  message.invoice = {"F-7", "380", "20261121104459", "20261120", {"0002", "123456782"}};
  message.reasons.assign(1, {"DOUBLON", std::string(50'000, 'y') + "(", "", ""});
  message.recipients.assign(2, {"SE", {"0002", "123456782"}, "Dupré", {"0225", "123456782"}});
  const std::string pdf = readable_pdf(message, *test::view_fonts(), true);
  const std::string text = text_of(pdf);
  for (const char* shown : {"Rejetée (213)", "Facture F-7", "21/11/2026 10:45:00", "DOUBLON",
                            "20/11/2026", "123456782 (SIREN)"}) {
    CAPTURE(shown);
    CHECK(mentions(text, shown));
  }
  CHECK(mentions(pdf, "/Count 1\n"));
  const std::string page = test::text_of_html(readable_html(message, false));
  for (const char* shown : {"Rejetée (213)", "Invoice F-7", "DOUBLON", "Seller"}) {
    CAPTURE(shown);
    CHECK(mentions(page, shown));
  }
  message.reasons.assign(5000, message.reasons[0]);
  message.recipients.assign(5000, message.recipients[0]);
  CHECK(readable_pdf(message, *test::view_fonts(), true).size() < 200'000);
}

TEST_CASE("bytes that are not a font are refused, wherever they end") {
  if (!test::view_fonts()) return;
  const std::string whole =
      test::bytes_of("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf");
  CHECK_THROWS_AS(pdf::TrueTypeFont(""), std::runtime_error);
  CHECK_THROWS_AS(pdf::TrueTypeFont("%PDF-1.7 and more than twelve bytes"), std::runtime_error);
  for (const std::size_t size : {5u, 100u, 1000u, 20'000u, 100'000u})
    CHECK_THROWS_AS(pdf::TrueTypeFont(whole.substr(0, size)), std::runtime_error);
}

TEST_CASE("a font that may not be embedded is refused") {
  if (!test::view_fonts()) return;
  std::string bytes =
      test::bytes_of("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf");
  const auto byte = [&bytes](std::size_t at) { return std::size_t(std::uint8_t(bytes[at])); };
  const std::size_t row = bytes.find("OS/2") + 8;
  const std::size_t table =
      byte(row) << 24 | byte(row + 1) << 16 | byte(row + 2) << 8 | byte(row + 3);
  bytes[table + 9] = 2;  // fsType: restricted licence
  CHECK_THROWS_WITH(pdf::TrueTypeFont(bytes), Catch::Contains("licence"));
}

TEST_CASE("a font says what it draws and how wide") {
  if (!test::view_fonts()) return;
  const auto& font = test::view_fonts()->regular;
  for (const char32_t drawn : {U'é', U'€', U'œ', char32_t(0x25A1)}) CHECK(font.draws(drawn));
  CHECK(font.advance(U'é') == 556);
  for (const char32_t lacking : {char32_t(0x4E2D), char32_t(0x1F4EE), char32_t(0xFFFF)}) {
    CHECK_FALSE(font.draws(lacking));
    CHECK(font.advance(lacking) == 0);
  }
}

TEST_CASE("both fonts are in the file, as subsets, with the way back to text") {
  if (!test::view_fonts()) return;
  const std::string pdf = view_of(invoice_xml(1));
  for (const char* part :
       {"/BaseFont /FACTRA+LiberationSans\n", "/BaseFont /FACTRB+LiberationSans-Bold", "/ToUnicode",
        "/CapHeight 688"}) {
    CAPTURE(part);
    CHECK(mentions(pdf, part));
  }
  CHECK(pdf.size() < 120'000);
  CHECK_FALSE(mentions(pdf, "Date"));
}

TEST_CASE("the title holds any text") {
  if (!test::view_fonts()) return;
  pdf::Document document(*test::view_fonts());
  document.add_page();
  const std::string file = document.finish(std::string(")>\0\xFF\xF0\x9F\x93\xAE(", 9), "fr)");
  CHECK(mentions(file, "/Title <FEFF0029003EFFFDFFFDFFFD0028>\n"));
  CHECK(mentions(file, "/Lang (fr\\051)\n"));
}

TEST_CASE("threads draw with the same fonts at the same time") {
  if (!test::view_fonts()) return;
  const std::string xml = invoice_xml(3), expected = view_of(xml);
  std::vector<std::future<bool>> same;
  for (int i = 0; i < 8; ++i)
    same.push_back(std::async(std::launch::async, [&] {
      return readable_pdf(*read(xml).invoice, *test::view_fonts(), true) == expected;
    }));
  for (auto& each : same) CHECK(each.get());
}
