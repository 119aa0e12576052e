// Where the business terms of a UBL document end up in the model.
#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/list_terms.h"
#include "tests/formats/sample.h"
#include "tests/formats/ubl.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::test;

namespace {

Reading read_good(const std::string& document) {
  Reading reading = read(document);
  INFO(document);
  INFO(first_message(reading));
  REQUIRE(reading.structure);
  REQUIRE(reading.invoice);
  return reading;
}

// The small invoice with an addition, read; the addition must fit the grammar.
Reading read_with(std::string_view addition, std::string_view place) {
  return read_good(small_invoice_with(addition, place));
}

std::string text(const Reading& reading, Term term) {
  return std::string(find(*reading.invoice, term).text());
}

Term parent_of(const Reading& reading, Term term) {
  return find(*reading.invoice, term).parent().term();
}

constexpr std::string_view seller = "</cac:Party></cac:AccountingSupplierParty>";
constexpr std::string_view totals = "<cac:LegalMonetaryTotal>";
constexpr std::string_view item_end = "</cac:Item>";

std::string allowance(std::string_view indicator) {
  std::string xml = "<cac:AllowanceCharge><cbc:ChargeIndicator>";
  return xml.append(indicator).append(
      "</cbc:ChargeIndicator><cbc:AllowanceChargeReason>why</cbc:AllowanceChargeReason>"
      "<cbc:Amount currencyID=\"EUR\">5</cbc:Amount></cac:AllowanceCharge>");
}

}  // namespace

TEST_CASE("an invoice and a credit note are told apart and read alike") {
  const Reading invoice = read_good(small_invoice());
  CHECK(invoice.identity.kind == Kind::invoice);
  CHECK(invoice.invoice->syntax() == Syntax::ubl_invoice);
  const Reading note = read_good(small_credit_note());
  CHECK(note.identity.kind == Kind::creditnote);
  CHECK(note.invoice->syntax() == Syntax::ubl_credit_note);
  for (const Reading* reading : {&invoice, &note}) {
    CHECK(text(*reading, Term::BT_1) == "F-1");
    CHECK(text(*reading, Term::BT_126) == "1");
    CHECK(text(*reading, Term::BT_115) == "1");
  }
}

TEST_CASE("a value knows its line, its path and its attributes") {
  const Reading reading = read_good(small_invoice());
  const Node due = find(*reading.invoice, Term::BT_115);
  CHECK(due.line() == 7);
  CHECK(due.location() == "/Invoice/cac:LegalMonetaryTotal[1]/cbc:PayableAmount[1]");
  CHECK(due.attribute(Attribute::currency) == "EUR");
  CHECK_FALSE(due.has_attribute(Attribute::unit));
}

TEST_CASE("an empty attribute is there, an absent one is not") {
  const Reading reading = read_with("<cbc:InvoicedQuantity unitCode=\"\">1</cbc:InvoicedQuantity>",
                                    "<cbc:LineExtensionAmount");
  const Node quantity = find(*reading.invoice, Term::BT_129);
  CHECK(quantity.has_attribute(Attribute::unit));
  CHECK(quantity.attribute(Attribute::unit).empty());
}

TEST_CASE("siblings of one name are numbered") {
  const Reading reading =
      read_with("<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>", "<cbc:DocumentCurrencyCode");
  const Node first = reading.invoice->root().first(Term::BG_1);
  CHECK(first.next().location() == "/Invoice/cbc:Note[2]");
  CHECK_FALSE(first.next().next());
}

TEST_CASE("a note that opens with a code is split") {
  const Reading reading =
      read_with("<cbc:Note>#PMD#Pay soon</cbc:Note>", "<cbc:DocumentCurrencyCode");
  CHECK(text(reading, Term::BT_21) == "PMD");
  CHECK(text(reading, Term::BT_22) == "Pay soon");
  CHECK(text(reading, Term::BG_1) == "#PMD#Pay soon");
}

TEST_CASE("a note without a code stays whole") {
  const auto note = GENERATE("Pay #1", "#PM#x", "#pmd#x", "#PMD x", "");
  std::string xml = "<cbc:Note>";
  xml.append(note).append("</cbc:Note>");
  const Reading reading = read_with(xml, "<cbc:DocumentCurrencyCode");
  CHECK_FALSE(find(*reading.invoice, Term::BT_21));
  CHECK(text(reading, Term::BT_22) == note);
}

TEST_CASE("process and profile belong to BG-2, and the profile is reported") {
  const Reading reading = read_with(
      "<cbc:CustomizationID> urn:x </cbc:CustomizationID><cbc:ProfileID>M1</cbc:ProfileID>",
      "<cbc:ID>F-1");
  CHECK(parent_of(reading, Term::BT_24) == Term::BG_2);
  CHECK(parent_of(reading, Term::BT_23) == Term::BG_2);
  CHECK(text(reading, Term::BT_24) == " urn:x ");
  CHECK(reading.profile == "urn:x");
}

TEST_CASE("a charge indicator decides between allowance and charge") {
  struct Case {
    const char* indicator;
    Term group, amount, reason;
  };
  const auto c = GENERATE(Case{"false", Term::BG_20, Term::BT_92, Term::BT_97},
                          Case{"0", Term::BG_20, Term::BT_92, Term::BT_97},
                          Case{"true", Term::BG_21, Term::BT_99, Term::BT_104},
                          Case{"1", Term::BG_21, Term::BT_99, Term::BT_104});
  const Reading reading = read_with(allowance(c.indicator), totals);
  const Node group = reading.invoice->root().first(c.group);
  CHECK(group.text(c.amount) == "5");
  CHECK(group.text(c.reason) == "why");
}

TEST_CASE("an unreadable charge indicator makes neither allowance nor charge") {
  const Reading reading = read(small_invoice_with(allowance("maybe"), totals));
  CHECK_FALSE(reading.structure);
  REQUIRE(reading.invoice);
  for (const Term term : {Term::BG_20, Term::BG_21, Term::BT_92, Term::BT_99}) {
    CHECK_FALSE(find(*reading.invoice, term));
  }
}

TEST_CASE("allowances and charges of a line are its own") {
  std::string both = allowance("false");
  both += allowance("true");
  const Reading reading = read_with(both, "<cac:Item>");
  const Node line = reading.invoice->root().first(Term::BG_25);
  CHECK(line.first(Term::BG_27).text(Term::BT_136) == "5");
  CHECK(line.first(Term::BG_28).text(Term::BT_144) == "why");
}

TEST_CASE("the discount of a price is no allowance of the line") {
  const Reading reading = read_with(
      "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
      "<cbc:Amount currencyID=\"EUR\">2</cbc:Amount>"
      "<cbc:BaseAmount currencyID=\"EUR\">3</cbc:BaseAmount></cac:AllowanceCharge>",
      "</cac:Price>");
  const Node price = find(*reading.invoice, Term::BG_29);
  CHECK(price.text(Term::BT_147) == "2");
  CHECK(price.text(Term::BT_148) == "3");
  CHECK_FALSE(find(*reading.invoice, Term::BG_27));
}

TEST_CASE("the tax scheme, which comes last, decides what a registration is") {
  const auto party = [](std::string_view scheme) {
    std::string xml = "<cac:PartyTaxScheme><cbc:CompanyID>FR1</cbc:CompanyID><cac:TaxScheme>";
    return xml.append("<cbc:ID>")
        .append(scheme)
        .append("</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>");
  };
  const auto vat = GENERATE("VAT", " vat ");
  CHECK(text(read_with(party(vat), seller), Term::BT_31) == "FR1");
  CHECK(text(read_with(party("TAX"), seller), Term::BT_32) == "FR1");
  constexpr std::string_view buyer = "</cac:Party></cac:AccountingCustomerParty>";
  CHECK(text(read_with(party(vat), buyer), Term::BT_48) == "FR1");
  CHECK_FALSE(find(*read_with(party("TAX"), buyer).invoice, Term::BT_48));
}

TEST_CASE("each registration is decided by its own scheme") {
  const Reading reading = read_with(
      "<cac:PartyTaxScheme><cbc:CompanyID>1</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
      "</cac:TaxScheme></cac:PartyTaxScheme><cac:PartyTaxScheme><cbc:CompanyID>2</cbc:CompanyID>"
      "<cac:TaxScheme><cbc:ID>LOC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>",
      seller);
  CHECK(text(reading, Term::BT_31) == "1");
  CHECK(text(reading, Term::BT_32) == "2");
}

TEST_CASE("an identifier of scheme SEPA is a creditor's, any other a seller's") {
  const Reading reading = read_with(
      "<cac:PartyIdentification><cbc:ID schemeID=\"SEPA\">C</cbc:ID></cac:PartyIdentification>"
      "<cac:PartyIdentification><cbc:ID schemeID=\"0009\">S</cbc:ID></cac:PartyIdentification>",
      seller);
  CHECK(text(reading, Term::BT_90) == "C");
  CHECK(text(reading, Term::BT_29) == "S");
}

TEST_CASE("the tax total in the invoice currency is BT-110, another BT-111, both in BG-22") {
  const Reading reading = read_with(
      "<cac:TaxTotal><cbc:TaxAmount currencyID=\"EUR\">2</cbc:TaxAmount></cac:TaxTotal>"
      "<cac:TaxTotal><cbc:TaxAmount currencyID=\"PLN\">9</cbc:TaxAmount></cac:TaxTotal>",
      totals);
  CHECK(text(reading, Term::BT_110) == "2");
  CHECK(text(reading, Term::BT_111) == "9");
  const Node group = reading.invoice->root().first(Term::BG_22);
  CHECK(group.text(Term::BT_110) == "2");
  CHECK(group.text(Term::BT_115) == "1");
  CHECK_FALSE(group.next());
  CHECK(group.location() == "/Invoice/cac:LegalMonetaryTotal[1]");
}

TEST_CASE("a breakdown stands beside the total of its own tax total") {
  const std::string subtotal =
      "<cac:TaxSubtotal><cbc:TaxAmount currencyID=\"EUR\">2</cbc:TaxAmount><cac:TaxCategory>"
      "<cbc:ID>S</cbc:ID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>"
      "</cac:TaxSubtotal></cac:TaxTotal>";
  std::string xml = "<cac:TaxTotal><cbc:TaxAmount currencyID=\"EUR\">2</cbc:TaxAmount>";
  xml += subtotal;
  xml += "<cac:TaxTotal><cbc:TaxAmount currencyID=\"PLN\">9</cbc:TaxAmount></cac:TaxTotal>";
  const Reading reading = read_with(xml, totals);
  const Node breakdown = reading.invoice->root().first(Term::BG_23);
  CHECK(breakdown.beside(find(*reading.invoice, Term::BT_110)));
  CHECK_FALSE(breakdown.beside(find(*reading.invoice, Term::BT_111)));
  CHECK(breakdown.text(Term::tax_scheme) == "VAT");
}

TEST_CASE("a document reference of type 130 names the invoiced object, others are attachments") {
  const Reading object = read_with(
      "<cac:AdditionalDocumentReference><cbc:ID schemeID=\"AAA\">O</cbc:ID>"
      "<cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>",
      "<cac:AccountingSupplierParty>");
  CHECK(text(object, Term::BT_18) == "O");
  CHECK(find(*object.invoice, Term::BT_18).attribute(Attribute::scheme_id) == "AAA");
  CHECK_FALSE(find(*object.invoice, Term::BT_18).parent().parent());
  CHECK_FALSE(find(*object.invoice, Term::BG_24));
  const Reading attachment = read_with(
      "<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment>"
      "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/csv\" filename=\"a.csv\">QUJD"
      "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>",
      "<cac:AccountingSupplierParty>");
  const Node group = attachment.invoice->root().first(Term::BG_24);
  CHECK(group.text(Term::BT_122) == "A");
  CHECK(group.first(Term::BT_125).attribute(Attribute::mime) == "text/csv");
  CHECK(group.first(Term::BT_125).attribute(Attribute::filename) == "a.csv");
}

TEST_CASE("a line's document reference counts only as type 130") {
  const auto reference = [](std::string_view type) {
    std::string xml = "<cac:DocumentReference><cbc:ID>X</cbc:ID><cbc:DocumentTypeCode>";
    return xml.append(type).append("</cbc:DocumentTypeCode></cac:DocumentReference>");
  };
  CHECK(text(read_with(reference("130"), "<cac:Item>"), Term::BT_128) == "X");
  CHECK_FALSE(find(*read_with(reference("50"), "<cac:Item>").invoice, Term::BT_128));
}

TEST_CASE("the VAT category of a line is in BG-30, which is the line's and not the item's") {
  const Reading reading = read_with(
      "<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent>"
      "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>",
      item_end);
  CHECK(parent_of(reading, Term::BG_30) == Term::BG_25);
  CHECK(text(reading, Term::BT_152) == "20");
}

TEST_CASE("the due date of a credit note stands with its payment means") {
  std::string note = small_credit_note();
  replace_first(note, totals,
                "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>"
                "<cbc:PaymentDueDate>2026-10-01</cbc:PaymentDueDate></cac:PaymentMeans>"
                "<cac:LegalMonetaryTotal>");
  const Reading reading = read_good(note);
  CHECK(reading.invoice->root().text(Term::BT_9) == "2026-10-01");
}

TEST_CASE("the code of an invoicing period is the document's") {
  const Reading reading = read_with(
      "<cac:InvoicePeriod><cbc:StartDate>2026-01-01</cbc:StartDate>"
      "<cbc:DescriptionCode>35</cbc:DescriptionCode></cac:InvoicePeriod>",
      "<cac:AccountingSupplierParty>");
  CHECK(reading.invoice->root().text(Term::BT_8) == "35");
  CHECK(reading.invoice->root().first(Term::BG_14).text(Term::BT_73) == "2026-01-01");
}

TEST_CASE("texts are kept as written, whatever they are made of") {
  const Reading reading = read_with(
      "<cbc:BuyerReference> a &amp; b<!-- c --><![CDATA[<d>]]>&#x20AC; </cbc:BuyerReference>",
      "<cac:AccountingSupplierParty>");
  CHECK(text(reading, Term::BT_10) == " a & b<d>€ ");
}

TEST_CASE("the list of terms shows every value once, below its group") {
  const Reading reading = read_good(small_invoice());
  const auto terms = list_terms(*reading.invoice);
  REQUIRE(terms.size() > 8);
  CHECK(terms[0].id == "BT-1");
  CHECK(terms[0].fr == "Numéro de facture");
  CHECK(terms[0].depth == 0);
  const auto line = std::find_if(terms.begin(), terms.end(),
                                 [](const ListedTerm& term) { return term.id == "BT-126"; });
  REQUIRE(line != terms.end());
  CHECK(line->depth == 1);
}

TEST_CASE("a line that refers to its own invoice names its parent line and its sub-type") {
  const Reading reading = read_with(
      "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>F-1</cbc:ID>"
      "<cbc:DocumentStatusCode>DETAIL</cbc:DocumentStatusCode></cac:InvoiceDocumentReference>"
      "<cac:BillingReferenceLine><cbc:ID>7</cbc:ID></cac:BillingReferenceLine>"
      "</cac:BillingReference>",
      "<cac:Item>");
  const Node line = reading.invoice->root().first(Term::BG_25);
  CHECK(line.text(Term::EXT_FR_FE_162) == "7");
  CHECK(line.text(Term::EXT_FR_FE_163) == "DETAIL");
  CHECK_FALSE(line.first(Term::EXT_FR_FE_BG_06));
}

TEST_CASE("a line that refers to another invoice has a preceding invoice") {
  const Reading reading = read_with(
      "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>F-0</cbc:ID>"
      "</cac:InvoiceDocumentReference><cac:BillingReferenceLine><cbc:ID>7</cbc:ID>"
      "</cac:BillingReferenceLine></cac:BillingReference>",
      "<cac:Item>");
  const Node line = reading.invoice->root().first(Term::BG_25);
  const Node preceding = line.first(Term::EXT_FR_FE_BG_06);
  CHECK(preceding.text(Term::EXT_FR_FE_136) == "F-0");
  CHECK(preceding.text(Term::EXT_FR_FE_139) == "7");
  CHECK_FALSE(line.first(Term::EXT_FR_FE_162));
}

TEST_CASE("sub-lines nest, and hold the terms of a line") {
  const auto sub_line = [](const std::string& id, const std::string& below) {
    return "<cac:SubInvoiceLine><cbc:ID>" + id +
           "</cbc:ID><cbc:LineExtensionAmount currencyID=\"EUR\">1</cbc:LineExtensionAmount>"
           "<cac:Item><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cac:TaxScheme/>"
           "</cac:ClassifiedTaxCategory></cac:Item>" +
           below + "</cac:SubInvoiceLine>";
  };
  const Reading reading = read_with(sub_line("1.1", sub_line("1.1.1", "")), "</cac:InvoiceLine>");
  const Node line = reading.invoice->root().first(Term::BG_25);
  const Node first = line.first(Term::BG_DEX_01), second = first.first(Term::BG_DEX_01);
  CHECK(line.text(Term::BT_126) == "1");
  CHECK(first.text(Term::BT_126) == "1.1");
  CHECK(second.text(Term::BT_126) == "1.1.1");
  CHECK(second.first(Term::BG_30).text(Term::BT_151) == "S");
  CHECK_FALSE(line.first(Term::BG_30));
}

TEST_CASE("a creditor identifier belongs to the direct debit, and knows who bears it") {
  const Reading reading = read_with(
      "<cac:PartyIdentification><cbc:ID schemeID=\"SEPA\">FR00ZZZ123456</cbc:ID>"
      "</cac:PartyIdentification>",
      seller);
  const Node creditor = find(*reading.invoice, Term::BT_90);
  CHECK(creditor.parent().term() == Term::BG_19);
  CHECK(creditor.parent().parent().implied());
  CHECK(creditor.inside(reading.invoice->root().first(Term::BG_4)));
  CHECK_FALSE(creditor.has_attribute(Attribute::scheme_id));
}

TEST_CASE("the name of a means of payment is a value of its own") {
  const Reading reading = read_with(
      "<cac:PaymentMeans><cbc:PaymentMeansCode name=\"Virement\">30</cbc:PaymentMeansCode>"
      "</cac:PaymentMeans>",
      totals);
  const Node payment = reading.invoice->root().first(Term::BG_16);
  CHECK(payment.text(Term::BT_82) == "Virement");
  CHECK_FALSE(payment.first(Term::BT_81).has_attribute(Attribute::label));
}

TEST_CASE("the code that opens a line note says what it is about") {
  const Reading reading = read_with("<cbc:Note>#AAI#Text</cbc:Note>", "<cbc:LineExtensionAmount");
  const Node note = find(*reading.invoice, Term::BT_127);
  CHECK(note.text() == "Text");
  CHECK(note.attribute(Attribute::subject) == "AAI");
}
