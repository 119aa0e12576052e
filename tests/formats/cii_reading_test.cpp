// Where the business terms of a CII document end up in the model.
#include <catch2/catch.hpp>
#include <string>

#include "formats/read.h"
#include "formats/typed.h"
#include "tests/formats/ubl.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::test;
using enum facteur::Term;

namespace {

// An invoice with these contents; only as much of it as a test is about.
std::string cii(std::string_view lines, std::string_view agreement, std::string_view delivery,
                std::string_view settlement) {
  const std::string urn = "urn:un:unece:uncefact:data:standard:";
  std::string text = "<rsm:CrossIndustryInvoice xmlns:rsm=\"" + urn +
                     "CrossIndustryInvoice:100\" xmlns:ram=\"" + urn +
                     "ReusableAggregateBusinessInformationEntity:100\" xmlns:udt=\"" + urn +
                     "UnqualifiedDataType:100\" xmlns:qdt=\"" + urn + "QualifiedDataType:100\">";
  text += R"(<rsm:ExchangedDocumentContext/><rsm:ExchangedDocument><ram:ID>F-1</ram:ID>
    <ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime>
    <udt:DateTimeString format="102">20260901</udt:DateTimeString></ram:IssueDateTime>
    </rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>)";
  text.append(lines);
  text.append("<ram:ApplicableHeaderTradeAgreement>").append(agreement);
  text.append("</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery>");
  text.append(delivery).append("</ram:ApplicableHeaderTradeDelivery>");
  text.append("<ram:ApplicableHeaderTradeSettlement>").append(settlement);
  text.append("</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>");
  return text + "</rsm:CrossIndustryInvoice>";
}

Reading read_good(const std::string& document) {
  Reading reading = read(document);
  INFO(first_message(reading));
  REQUIRE(reading.structure);
  REQUIRE(reading.invoice);
  return reading;
}

std::string line(std::string_view contents) {
  std::string text = "<ram:IncludedSupplyChainTradeLineItem>";
  return text.append(contents).append("</ram:IncludedSupplyChainTradeLineItem>");
}

}  // namespace

TEST_CASE("payment instructions that CII scatters are one group") {
  const Reading reading = read_good(cii("", "", "", R"(
      <ram:CreditorReferenceID>FR00ZZZ123456</ram:CreditorReferenceID>
      <ram:PaymentReference>F-1</ram:PaymentReference>
      <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>59</ram:TypeCode>
        <ram:Information>SEPA</ram:Information>
        <ram:PayerPartyDebtorFinancialAccount><ram:IBANID>FR76</ram:IBANID>
        </ram:PayerPartyDebtorFinancialAccount>
        <ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>AAAAFRPP</ram:BICID>
        </ram:PayeeSpecifiedCreditorFinancialInstitution>
      </ram:SpecifiedTradeSettlementPaymentMeans>
      <ram:SpecifiedTradePaymentTerms><ram:DirectDebitMandateID>M-1</ram:DirectDebitMandateID>
      </ram:SpecifiedTradePaymentTerms>)"));
  const Node payment = reading.invoice->root().first(BG_16);
  CHECK_FALSE(payment.next());
  CHECK_FALSE(payment.implied());
  CHECK(payment.text(BT_81) == "59");
  CHECK(payment.text(BT_82) == "SEPA");
  CHECK(payment.text(BT_83) == "F-1");
  const Node debit = payment.first(BG_19);
  CHECK(debit.text(BT_89) == "M-1");
  CHECK(debit.text(BT_90) == "FR00ZZZ123456");
  CHECK(debit.text(BT_91) == "FR76");
  const Node account = payment.first(BG_17);
  CHECK(account.implied());
  CHECK(account.text(BT_86) == "AAAAFRPP");
}

TEST_CASE("a document that is referred to is what its type code says") {
  const Reading reading = read_good(cii("", R"(
      <ram:AdditionalReferencedDocument><ram:IssuerAssignedID>LOT-1</ram:IssuerAssignedID>
        <ram:TypeCode>50</ram:TypeCode></ram:AdditionalReferencedDocument>
      <ram:AdditionalReferencedDocument><ram:IssuerAssignedID>OBJ-1</ram:IssuerAssignedID>
        <ram:TypeCode>130</ram:TypeCode><ram:ReferenceTypeCode>AAA</ram:ReferenceTypeCode>
      </ram:AdditionalReferencedDocument>
      <ram:AdditionalReferencedDocument><ram:IssuerAssignedID>PJ-1</ram:IssuerAssignedID>
        <ram:TypeCode>916</ram:TypeCode><ram:Name>LISIBLE</ram:Name>
      </ram:AdditionalReferencedDocument>)",
                                        "", ""));
  const Node root = reading.invoice->root();
  CHECK(root.text(BT_17) == "LOT-1");
  CHECK(root.text(BT_18) == "OBJ-1");
  CHECK(root.first(BT_18).attribute(Attribute::scheme_id) == "AAA");
  CHECK(root.first(BG_24).text(BT_122) == "PJ-1");
  CHECK(root.first(BG_24).text(BT_123) == "LISIBLE");
  CHECK_FALSE(root.first(BG_24).next());
}

TEST_CASE("the register of a tax identifier is its term, not an attribute") {
  const Reading reading = read_good(cii("", R"(<ram:SellerTradeParty>
      <ram:ID>A</ram:ID><ram:GlobalID schemeID="0088">B</ram:GlobalID>
      <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR1</ram:ID></ram:SpecifiedTaxRegistration>
      <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">22</ram:ID></ram:SpecifiedTaxRegistration>
      <ram:SpecifiedTaxRegistration><ram:ID>?</ram:ID></ram:SpecifiedTaxRegistration>
      </ram:SellerTradeParty>)",
                                        "", ""));
  const Node seller = reading.invoice->root().first(BG_4);
  CHECK(seller.text(BT_31) == "FR1");
  CHECK_FALSE(seller.first(BT_31).has_attribute(Attribute::scheme_id));
  CHECK(seller.text(BT_32) == "22");
  CHECK_FALSE(seller.first(BT_31).next());
  CHECK_FALSE(seller.first(BT_29).has_attribute(Attribute::scheme_id));
  CHECK(seller.first(BT_29).next().attribute(Attribute::scheme_id) == "0088");
}

TEST_CASE("the currency of a line's VAT amount is told when the document ends") {
  const std::string_view contents =
      R"(<ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID>
      <ram:ParentLineID>0</ram:ParentLineID><ram:LineStatusReasonCode>DETAIL</ram:LineStatusReasonCode>
      <ram:IncludedNote><ram:Content>Text</ram:Content><ram:SubjectCode>AAI</ram:SubjectCode>
      </ram:IncludedNote></ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation>
        <ram:TaxTotalAmount currencyID="EUR">20</ram:TaxTotalAmount>
        <ram:TaxTotalAmount currencyID="CHF">19</ram:TaxTotalAmount>
      </ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>)";
  const Reading reading = read_good(cii(line(contents), "", "", R"(
      <ram:TaxCurrencyCode>CHF</ram:TaxCurrencyCode>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>)"));
  const Node item = reading.invoice->root().first(BG_25);
  CHECK(item.text(EXT_FR_FE_181) == "20");
  CHECK(item.text(EXT_FR_FE_182) == "19");
  CHECK(item.text(EXT_FR_FE_162) == "0");
  CHECK(item.text(EXT_FR_FE_163) == "DETAIL");
  CHECK(item.text(BT_127) == "Text");
  CHECK(item.first(BT_127).attribute(Attribute::subject) == "AAI");
}

TEST_CASE("gross and net price are one group") {
  const Reading reading = read_good(cii(line(R"(<ram:SpecifiedLineTradeAgreement>
      <ram:GrossPriceProductTradePrice><ram:ChargeAmount>12</ram:ChargeAmount>
        <ram:BasisQuantity unitCode="C62">1</ram:BasisQuantity>
        <ram:AppliedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator>
          </ram:ChargeIndicator><ram:ActualAmount>2</ram:ActualAmount>
        </ram:AppliedTradeAllowanceCharge></ram:GrossPriceProductTradePrice>
      <ram:NetPriceProductTradePrice><ram:ChargeAmount>10</ram:ChargeAmount>
        <ram:BasisQuantity unitCode="C62">1</ram:BasisQuantity></ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeSettlement/>)"),
                                        "", "", ""));
  const Node price = reading.invoice->root().first(BG_25).first(BG_29);
  CHECK_FALSE(price.next());
  CHECK(price.text(BT_146) == "10");
  CHECK(price.text(BT_147) == "2");
  CHECK(price.text(BT_148) == "12");
  CHECK(price.text(BT_149) == "1");
  CHECK_FALSE(price.first(BT_149).next());
}

TEST_CASE("VAT points and delivery belong to the document") {
  const Reading reading =
      read_good(cii("", "", R"(<ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>
      <udt:DateTimeString format="102">20260831</udt:DateTimeString></ram:OccurrenceDateTime>
      </ram:ActualDeliverySupplyChainEvent>)",
                    R"(<ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>
      <ram:CategoryCode>S</ram:CategoryCode><ram:DueDateTypeCode>72</ram:DueDateTypeCode>
      </ram:ApplicableTradeTax>)"));
  const Node root = reading.invoice->root();
  CHECK(root.text(BT_8) == "72");
  CHECK(*vat_point(root.first(BT_8)) == VatPoint::payment_date);
  const Node delivery = root.first(BG_13);
  CHECK(delivery.implied());
  CHECK(date(delivery.first(BT_72)).value() == Date::of(2026, 8, 31));
}
