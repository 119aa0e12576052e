// Laws of conversion between UBL and CII: what is not reported as lost comes back.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "formats/convert.h"
#include "formats/decimal.h"
#include "formats/write.h"
#include "formats/xml_space.h"
#include "tests/formats/sample.h"
#include "tests/formats/shared_documents.h"
#include "tests/formats/ubl.h"

using namespace facteur::formats;
using facteur::Term;
using facteur::test::accepted_documents;
using facteur::test::bytes_of;
using facteur::test::replace_first;
using facteur::test::sample;
using facteur::test::shared_documents;
using facteur::test::small_credit_note;
using facteur::test::small_invoice;
using facteur::test::small_invoice_with;

namespace {

using Values = std::map<Term, std::multiset<std::string>>;

// Numbers by value, since 1.50 may become 1.5.
std::string meaning(Node node) {
  std::string_view text = trim_xml_space(node.text());
  if (node.term() == Term::BT_22) text = text.substr(0, text.find_last_not_of('#') + 1);
  const auto number = Decimal::parse(text);
  return number ? number->to_string() : std::string(text.substr(0, text.find_first_of("+Z")));
}

void collect(Node node, Values& values) {
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    const auto* known = facteur::facts(child.term());
    if (known == nullptr) continue;
    if (known->type == facteur::DataType::group) {
      collect(child, values);
    } else {
      values[child.term()].insert(meaning(child));
    }
  }
}

Values values_of(const Invoice& invoice) {
  Values values;
  collect(invoice.root(), values);
  return values;
}

void forget(const std::vector<Finding>& findings, Values& some, Values& others) {
  for (const Finding& finding : findings) {
    for (const Term term : finding.terms) {
      some.erase(term);
      others.erase(term);
    }
  }
}

void check_there_and_back(const std::string& file, Syntax there) {
  INFO(file);
  const Reading first = read(bytes_of(shared_documents() / file));
  REQUIRE(first.invoice);
  const Written middle = write(*first.invoice, there);
  const Reading second = read(middle.bytes);
  REQUIRE(second.invoice);
  const Written last = write(*second.invoice, first.invoice->syntax());
  const Reading third = read(last.bytes);
  REQUIRE(third.invoice);
  Values before = values_of(*first.invoice), after = values_of(*third.invoice);
  forget(middle.losses, before, after);
  forget(last.losses, before, after);
  // An accounting currency that is the invoice's own is not written in CII, and what is said in it
  // or of it comes back as said in the other.
  const Node root = first.invoice->root();
  if (root.text(Term::BT_6) == root.text(Term::BT_5)) {
    for (const Term term :
         {Term::BT_167, Term::EXT_FR_FE_181, Term::EXT_FR_FE_182, Term::EXT_FR_FE_192}) {
      before.erase(term);
      after.erase(term);
    }
  }
  for (const auto& [term, values] : before) {
    INFO(facteur::name(term));
    CHECK(after[term] == values);
  }
}

bool has(const std::vector<Finding>& findings, std::string_view rule, Term term) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.rule == rule && finding.terms == std::vector<Term>{term};
  });
}

Conversion converted(std::string_view bytes, Target target, std::string_view specification = {}) {
  Reading reading;
  const auto done = convert(bytes, target, specification, reading);
  REQUIRE(done);
  return *done;
}

}  // namespace

TEST_CASE("a published UBL invoice comes back from CII but for the listed losses") {
  for (const std::string& file : accepted_documents("published/ubl-")) {
    check_there_and_back(file, Syntax::cii);
  }
}

TEST_CASE("a published CII invoice comes back from UBL but for the listed losses") {
  for (const std::string& file : accepted_documents("published/cii/")) {
    const Reading reading = read(bytes_of(shared_documents() / file));
    REQUIRE(reading.invoice);
    const auto type = reading.invoice->root().text(Term::BT_3);
    check_there_and_back(file, type == "381" ? Syntax::ubl_credit_note : Syntax::ubl_invoice);
  }
}

TEST_CASE("dates and the currency of amounts take the form of the target") {
  const Conversion cii = converted(small_invoice(), Target::cii);
  CHECK(cii.bytes.find("<udt:DateTimeString format=\"102\">") != std::string::npos);
  CHECK(cii.bytes.find("Amount currencyID") == cii.bytes.find("Amount currencyID=\"EUR\">"));
  const Conversion ubl = converted(cii.bytes, Target::ubl);
  CHECK(ubl.bytes.find("<cbc:IssueDate>20") != std::string::npos);
}

TEST_CASE("the type of a CII invoice decides between UBL's two documents") {
  std::string note = small_credit_note();
  note.insert(note.find("<cbc:DocumentCurrencyCode"),
              "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>");
  const Conversion cii = converted(note, Target::cii);
  CHECK(cii.bytes.find(">381<") != std::string::npos);
  CHECK(converted(cii.bytes, Target::ubl).bytes.find("<CreditNote ") != std::string::npos);
}

TEST_CASE("an element that no term carries is named with its value") {
  const std::string invoice = small_invoice_with("<cbc:LineCountNumeric>1</cbc:LineCountNumeric>",
                                                 "<cac:AccountingSupplier");
  const Conversion cii = converted(invoice, Target::cii);
  REQUIRE_FALSE(cii.findings.empty());
  CHECK(cii.findings[0].rule == "UNBOUND");
  CHECK(cii.findings[0].location == "/Invoice/cbc:LineCountNumeric");
  CHECK_FALSE(cii.faithful);
}

TEST_CASE("a profile decides what the result may say") {
  const std::string_view minimum = *specification_named("factur-x-minimum");
  const Conversion cii = converted(small_invoice(), Target::cii, minimum);
  CHECK(cii.bytes.find(std::string(minimum)) != std::string::npos);
  CHECK(cii.bytes.find("IncludedSupplyChainTradeLineItem") == std::string::npos);
  CHECK(has(cii.findings, "NO-PLACE", Term::BT_126));
}

TEST_CASE("a VAT point date code that CII repeats is written once in UBL, in an extension too") {
  std::string invoice = sample("base.xml");
  replace_first(invoice, "</cac:InvoicePeriod>",
                "<cbc:DescriptionCode>432</cbc:DescriptionCode></cac:InvoicePeriod>");
  std::string cii = converted(invoice, Target::cii).bytes;
  const std::string code = "<ram:DueDateTypeCode>72</ram:DueDateTypeCode>";
  const auto second = cii.rfind("</ram:ApplicableTradeTax>");
  cii.insert(cii.rfind("<ram:RateApplicablePercent>", second), code);
  REQUIRE(cii.find(code) != cii.rfind(code));
  const Conversion ubl = converted(cii, Target::ubl, *specification_named("extended-ctc-fr"));
  const auto first = ubl.bytes.find("<cbc:DescriptionCode>432<");
  REQUIRE(first != std::string::npos);
  CHECK(ubl.bytes.find("<cbc:DescriptionCode>", first + 1) == std::string::npos);
}

TEST_CASE("the identifiers that an extension adds keep their schemes") {
  std::string invoice = sample("base.xml");
  replace_first(invoice, "</cac:Item>",
                "<cac:ManufacturerParty><cac:PartyIdentification><cbc:ID schemeID=\"0088\">"
                "587451236587</cbc:ID></cac:PartyIdentification><cac:PartyLegalEntity>"
                "<cbc:CompanyID schemeID=\"0002\">100000009</cbc:CompanyID>"
                "</cac:PartyLegalEntity></cac:ManufacturerParty></cac:Item>");
  const std::string_view profile = *specification_named("extended-ctc-fr");
  const Conversion cii = converted(invoice, Target::cii, profile);
  CHECK(cii.bytes.find("<ram:GlobalID schemeID=\"0088\">587451236587<") != std::string::npos);
  CHECK(cii.bytes.find("<ram:ID schemeID=\"0002\">100000009<") != std::string::npos);
  CHECK_FALSE(has(cii.findings, "QUALIFIER", Term::EXT_FR_FE_166));
  const Conversion ubl = converted(cii.bytes, Target::ubl, profile);
  CHECK(ubl.bytes.find("<cbc:ID schemeID=\"0088\">587451236587<") != std::string::npos);
  CHECK(ubl.bytes.find("<cbc:CompanyID schemeID=\"0002\">100000009<") != std::string::npos);
}

TEST_CASE("each text of the payment terms stays with its date") {
  const auto terms = [](const std::string& text, const std::string& day) {
    return "<ram:SpecifiedTradePaymentTerms>" +
           (text.empty() ? "" : "<ram:Description>" + text + "</ram:Description>") +
           "<ram:DueDateDateTime><udt:DateTimeString format=\"102\">" + day +
           "</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>";
  };
  std::string bytes = sample("base-cii.xml");
  const auto from = bytes.find("<ram:SpecifiedTradePaymentTerms>");
  const std::string_view end = "</ram:SpecifiedTradePaymentTerms>";
  bytes.replace(from, bytes.find(end) + end.size() - from,
                terms("2 %", "20260406") + terms("", "20260410") + terms("net", "20260413"));
  std::string written = converted(bytes, Target::cii).bytes;
  std::erase_if(written, [](char c) { return c == ' ' || c == '\n'; });
  bytes = terms("2 %", "20260406") + terms("", "20260410") + terms("net", "20260413");
  std::erase_if(bytes, [](char c) { return c == ' ' || c == '\n'; });
  CHECK(written.find(bytes) != std::string::npos);
}

TEST_CASE("what is no invoice is not converted, and says why") {
  Reading reading;
  CHECK_FALSE(convert("not a document", Target::cii, {}, reading));
  CHECK_FALSE(reading.findings.empty());
  CHECK_FALSE(convert("{\"BT-1\": ", Target::ubl, {}, reading));
  CHECK(reading.findings[0].rule == "MALFORMED");
}
