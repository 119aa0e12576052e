#include "formats/status_message.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "formats/verdict.h"

using namespace facteur::formats;

namespace {

StatusMessage rejection() {
  StatusMessage message;
  message.id = "F-7_213_20261121104500#380_20261120_123456782";
  message.created = "20261121104501";
  message.set_at = "20261121104500";
  message.recipients.push_back(
      {"SE", {"0002", "123456782"}, "Menuiserie Dupré", {"0225", "123456782_STATUTS"}});
  message.invoice = {"F-7", "380", "20261121104459", "20261120", {"0002", "123456782"}};
  message.status = std::to_string(213);
  message.status_name = "Rejetée";
  message.uncl_1373 = std::to_string(8);
  message.reasons.push_back({"REJ_SEMAN", "BR-CO-15 : 120 ≠ 100 + 19,99", "", ""});
  return message;
}

constexpr const char* rejection_xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossDomainAcknowledgementAndResponse xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100" xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100">
  <rsm:ExchangedDocumentContext>
    <ram:BusinessProcessSpecifiedDocumentContextParameter>
      <ram:ID>REGULATED</ram:ID>
    </ram:BusinessProcessSpecifiedDocumentContextParameter>
    <ram:GuidelineSpecifiedDocumentContextParameter>
      <ram:ID>urn.cpro.gouv.fr:1p0:CDV:invoice</ram:ID>
    </ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument>
    <ram:ID>F-7_213_20261121104500#380_20261120_123456782</ram:ID>
    <ram:IssueDateTime>
      <udt:DateTimeString format="204">20261121104501</udt:DateTimeString>
    </ram:IssueDateTime>
    <ram:SenderTradeParty>
      <ram:RoleCode>WK</ram:RoleCode>
    </ram:SenderTradeParty>
    <ram:IssuerTradeParty>
      <ram:RoleCode>WK</ram:RoleCode>
    </ram:IssuerTradeParty>
    <ram:RecipientTradeParty>
      <ram:GlobalID schemeID="0002">123456782</ram:GlobalID>
      <ram:Name>Menuiserie Dupré</ram:Name>
      <ram:RoleCode>SE</ram:RoleCode>
      <ram:URIUniversalCommunication>
        <ram:URIID schemeID="0225">123456782_STATUTS</ram:URIID>
      </ram:URIUniversalCommunication>
    </ram:RecipientTradeParty>
  </rsm:ExchangedDocument>
  <rsm:AcknowledgementDocument>
    <ram:MultipleReferencesIndicator>
      <udt:Indicator>false</udt:Indicator>
    </ram:MultipleReferencesIndicator>
    <ram:TypeCode>305</ram:TypeCode>
    <ram:IssueDateTime>
      <udt:DateTimeString format="204">20261121104500</udt:DateTimeString>
    </ram:IssueDateTime>
    <ram:ReferenceReferencedDocument>
      <ram:IssuerAssignedID>F-7</ram:IssuerAssignedID>
      <ram:StatusCode>8</ram:StatusCode>
      <ram:TypeCode>380</ram:TypeCode>
      <ram:ReceiptDateTime>
        <udt:DateTimeString format="204">20261121104459</udt:DateTimeString>
      </ram:ReceiptDateTime>
      <ram:FormattedIssueDateTime>
        <qdt:DateTimeString format="102">20261120</qdt:DateTimeString>
      </ram:FormattedIssueDateTime>
      <ram:ProcessConditionCode>213</ram:ProcessConditionCode>
      <ram:ProcessCondition>Rejetée</ram:ProcessCondition>
      <ram:IssuerTradeParty>
        <ram:GlobalID schemeID="0002">123456782</ram:GlobalID>
      </ram:IssuerTradeParty>
      <ram:SpecifiedDocumentStatus>
        <ram:ReasonCode>REJ_SEMAN</ram:ReasonCode>
        <ram:Reason>BR-CO-15 : 120 ≠ 100 + 19,99</ram:Reason>
        <ram:SequenceNumeric>1</ram:SequenceNumeric>
      </ram:SpecifiedDocumentStatus>
    </ram:ReferenceReferencedDocument>
  </rsm:AcknowledgementDocument>
</rsm:CrossDomainAcknowledgementAndResponse>
)";

std::filesystem::path shared_folder() {
  if (const char* given = std::getenv("FACTEUR_SHARED")) return given;
  return std::filesystem::path(FACTEUR_SOURCE_DIR) / "../shared";
}

void keep_quiet(void*, const char*, ...) {}

// libxml2's verdict, given the schema's file.
bool schema_accepts(const std::string& xml, const std::filesystem::path& schema_file) {
  using ParserContext = std::unique_ptr<xmlSchemaParserCtxt, void (*)(xmlSchemaParserCtxtPtr)>;
  const ParserContext parser(xmlSchemaNewParserCtxt(schema_file.c_str()), xmlSchemaFreeParserCtxt);
  const std::unique_ptr<xmlSchema, void (*)(xmlSchemaPtr)> schema(xmlSchemaParse(parser.get()),
                                                                  xmlSchemaFree);
  REQUIRE(schema);
  const std::unique_ptr<xmlSchemaValidCtxt, void (*)(xmlSchemaValidCtxtPtr)> validator(
      xmlSchemaNewValidCtxt(schema.get()), xmlSchemaFreeValidCtxt);
  xmlSchemaSetValidErrors(validator.get(), keep_quiet, keep_quiet, nullptr);
  const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
      xmlReadMemory(xml.data(), int(xml.size()), "message.xml", nullptr, XML_PARSE_NONET),
      xmlFreeDoc);
  REQUIRE(document);
  return xmlSchemaValidateDoc(validator.get(), document.get()) == 0;
}

}  // namespace

TEST_CASE("a rejection is written whole, in the order of the schema") {
  CHECK(write_status_message(rejection()) == rejection_xml);
}

TEST_CASE("the published schema accepts what is written") {
  const auto schema = shared_folder() / "reference/xsd/cdar-d22b" /
                      "CrossDomainAcknowledgementAndResponse_100pD22B.xsd";
  if (!std::filesystem::exists(schema)) {
    WARN("the published schema is not here; set FACTEUR_SHARED");
    return;
  }
  auto message = rejection();
  CHECK(schema_accepts(write_status_message(message), schema));
  message.reasons.push_back({"AUTRE", "", "NIN", "corriger"});
  message.recipients.push_back({"BY", {"0002", "987654321"}, "", {"0225", "987654321"}});
  CHECK(schema_accepts(write_status_message(message), schema));
  message.reasons.clear();
  message.uncl_1373 = "51";
  message.status = "201";
  CHECK(schema_accepts(write_status_message(message), schema));
}

TEST_CASE("hostile text cannot leave its element") {
  auto message = rejection();
  const std::string hostile =
      "</ram:Reason>&evil;<!--\x01\x0B\xEF\xBF\xBF]]>\"' \xC3\x28 \xED\xA0\x80 \xF0\x9F\x93\xAE";
  message.reasons[0].text = hostile;
  message.invoice.number = hostile;
  message.recipients[0].address.scheme = hostile;
  const std::string xml = write_status_message(message);
  CHECK(xml.find("&lt;/ram:Reason&gt;&amp;evil;&lt;!--]]&gt;&quot;' \uFFFD( "
                 "\uFFFD\uFFFD\uFFFD \U0001F4EE</ram:Reason>") != std::string::npos);
  const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
      xmlReadMemory(xml.data(), int(xml.size()), "message.xml", nullptr, XML_PARSE_NONET),
      xmlFreeDoc);
  CHECK(document);
}

TEST_CASE("what is empty is left out") {
  const std::string xml = write_status_message({});
  for (const char* absent : {"ram:Name", "FormattedIssueDateTime", "ReceiptDateTime", "StatusCode",
                             "GlobalID", "SpecifiedDocumentStatus", "URIUniversalCommunication"})
    CHECK(xml.find(absent) == std::string::npos);
}

TEST_CASE("a written message keeps the rules of life-cycle messages") {
  const Verdict verdict = judge(write_status_message(rejection()));
  REQUIRE(verdict.judged_by.size() == 2);
  CHECK(verdict.judged_by[0]->name == "cdar");
  CHECK(verdict.judged_by[1]->name == "facteur-cdar");
  CHECK(verdict.valid);
  CHECK(verdict.findings.empty());
}
