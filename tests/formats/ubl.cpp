#include "tests/formats/ubl.h"

#include "tests/formats/sample.h"

namespace facteur::test {
namespace {

constexpr std::string_view ubl = "urn:oasis:names:specification:ubl:schema:xsd:";

std::string open_root(std::string_view name) {
  std::string tag = "<";
  tag.append(name).append(" xmlns=\"").append(ubl).append(name).append("-2\" xmlns:cac=\"");
  tag.append(ubl).append("CommonAggregateComponents-2\" xmlns:cbc=\"").append(ubl);
  tag.append("CommonBasicComponents-2\" xmlns:ext=\"").append(ubl);
  return tag.append("CommonExtensionComponents-2\">\n");
}

constexpr std::string_view head = R"(<cbc:ID>F-1</cbc:ID>
<cbc:IssueDate>2026-09-01</cbc:IssueDate>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
)";

constexpr std::string_view middle =
    R"(<cac:AccountingSupplierParty><cac:Party></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party></cac:Party></cac:AccountingCustomerParty>
<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">1</cbc:PayableAmount></cac:LegalMonetaryTotal>
)";

constexpr std::string_view line =
    R"(<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:LineExtensionAmount currencyID="EUR">1</cbc:LineExtensionAmount><cac:Item></cac:Item><cac:Price><cbc:PriceAmount currencyID="EUR">1</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
)";

formats::Node find_below(formats::Node parent, Term term) {
  for (formats::Node node = parent.first_child(); node; node = node.next_sibling()) {
    if (node.term() == term) return node;
    if (const formats::Node found = find_below(node, term)) return found;
  }
  return {};
}

}  // namespace

std::string small_invoice() {
  return open_root("Invoice").append(head).append(middle).append(line).append("</Invoice>\n");
}

std::string small_credit_note() {
  std::string text = open_root("CreditNote").append(head).append(middle).append(line);
  replace_all(text, "InvoiceLine", "CreditNoteLine");
  return text.append("</CreditNote>\n");
}

std::string small_invoice_with(std::string_view addition, std::string_view place) {
  std::string text = small_invoice();
  std::string both(addition);
  replace_first(text, place, both.append(place));
  return text;
}

std::string first_rule(const formats::Reading& reading) {
  return reading.findings.empty() ? "" : std::string(reading.findings.front().rule);
}

std::string first_message(const formats::Reading& reading) {
  return reading.findings.empty() ? "" : reading.findings.front().message.en;
}

std::string first_location(const formats::Reading& reading) {
  return reading.findings.empty() ? "" : reading.findings.front().location;
}

formats::Node find(const formats::Invoice& invoice, Term term) {
  return find_below(invoice.root(), term);
}

}  // namespace facteur::test
