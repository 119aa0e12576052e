#include "formats/status_message.h"

#include "formats/xml_writer.h"

namespace facteur::formats {
namespace {

using Element = XmlWriter::Element;

void write_stamp(XmlWriter& xml, std::string_view element, std::string_view stamp) {
  if (stamp.empty()) return;
  const Element outer(xml, element);
  xml.leaf("udt:DateTimeString", stamp, {{"format", "204"}});
}

void write_id(XmlWriter& xml, std::string_view element, const SchemedId& id) {
  xml.leaf(element, id.value, {{"schemeID", id.scheme}});
}

void write_context(XmlWriter& xml, const StatusMessage& message) {
  const Element context(xml, "rsm:ExchangedDocumentContext");
  if (!message.process.empty()) {
    const Element process(xml, "ram:BusinessProcessSpecifiedDocumentContextParameter");
    xml.leaf("ram:ID", message.process);
  }
  const Element guideline(xml, "ram:GuidelineSpecifiedDocumentContextParameter");
  xml.leaf("ram:ID", message.profile);
}

void write_party(XmlWriter& xml, std::string_view element, const StatusParty& party) {
  const Element outer(xml, element);
  write_id(xml, "ram:GlobalID", party.id);
  xml.leaf("ram:Name", party.name);
  xml.leaf("ram:RoleCode", party.role);
  if (party.address.value.empty()) return;
  const Element communication(xml, "ram:URIUniversalCommunication");
  write_id(xml, "ram:URIID", party.address);
}

void write_header(XmlWriter& xml, const StatusMessage& message) {
  const Element document(xml, "rsm:ExchangedDocument");
  xml.leaf("ram:ID", message.id);
  write_stamp(xml, "ram:IssueDateTime", message.created);
  write_party(xml, "ram:SenderTradeParty", message.sender);
  write_party(xml, "ram:IssuerTradeParty", message.issuer);
  for (const StatusParty& recipient : message.recipients)
    write_party(xml, "ram:RecipientTradeParty", recipient);
}

// Rule BR-FR-CDV-16: details are numbered 1, 2, 3, ... within the message.
void write_reason(XmlWriter& xml, const StatusReason& reason, std::size_t number) {
  const Element detail(xml, "ram:SpecifiedDocumentStatus");
  xml.leaf("ram:ReasonCode", reason.code);
  xml.leaf("ram:Reason", reason.text);
  xml.leaf("ram:RequestedActionCode", reason.action_code);
  xml.leaf("ram:RequestedAction", reason.action);
  xml.leaf("ram:SequenceNumeric", std::to_string(number));
}

void write_reference(XmlWriter& xml, const StatusMessage& message) {
  const StatusSubject& invoice = message.invoice;
  const Element reference(xml, "ram:ReferenceReferencedDocument");
  xml.leaf("ram:IssuerAssignedID", invoice.number);
  xml.leaf("ram:StatusCode", message.uncl_1373);
  xml.leaf("ram:TypeCode", invoice.type_code);
  write_stamp(xml, "ram:ReceiptDateTime", invoice.received);
  if (!invoice.issued.empty()) {
    const Element issued(xml, "ram:FormattedIssueDateTime");
    xml.leaf("qdt:DateTimeString", invoice.issued, {{"format", "102"}});
  }
  xml.leaf("ram:ProcessConditionCode", message.status);
  xml.leaf("ram:ProcessCondition", message.status_name);
  if (!invoice.seller.value.empty()) {
    const Element seller(xml, "ram:IssuerTradeParty");
    write_id(xml, "ram:GlobalID", invoice.seller);
  }
  for (std::size_t i = 0; i < message.reasons.size(); ++i)
    write_reason(xml, message.reasons[i], i + 1);
}

void write_acknowledgement(XmlWriter& xml, const StatusMessage& message) {
  const Element document(xml, "rsm:AcknowledgementDocument");
  {
    const Element several(xml, "ram:MultipleReferencesIndicator");
    xml.leaf("udt:Indicator", "false");
  }
  xml.leaf("ram:TypeCode", message.phase);
  write_stamp(xml, "ram:IssueDateTime", message.set_at);
  write_reference(xml, message);
}

}  // namespace

std::string write_status_message(const StatusMessage& message) {
  XmlWriter xml;
  {
    const Element root(
        xml, "rsm:CrossDomainAcknowledgementAndResponse",
        {{"xmlns:rsm",
          "urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100"},
         {"xmlns:ram",
          "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"},
         {"xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"},
         {"xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"}});
    write_context(xml, message);
    write_header(xml, message);
    write_acknowledgement(xml, message);
  }
  return xml.take();
}

}  // namespace facteur::formats
