// Documents that are not what they should be: encodings, attacks, limits.
#include <catch2/catch.hpp>

#include "formats/utf16.h"
#include "tests/formats/sample.h"
#include "tests/formats/ubl.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::test;

namespace {

Reading refused(const std::string& document, std::string_view rule, const Limits& limits = {}) {
  Reading reading = read(document, limits);
  CHECK_FALSE(reading.structure);
  CHECK_FALSE(reading.invoice);
  INFO(first_message(reading));
  CHECK(first_rule(reading) == rule);
  return reading;
}

std::string declared(std::string_view encoding, std::string_view document) {
  std::string text = "<?xml version=\"1.0\" encoding=\"";
  return text.append(encoding).append("\"?>").append(document);
}

// ASCII in two bytes a character.
std::string utf16(std::string_view text, bool big_endian, bool mark) {
  std::string result;
  if (mark) result = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : text) {
    if (big_endian) result += '\0';
    result += c;
    if (!big_endian) result += '\0';
  }
  return result;
}

std::optional<std::string> utf8_of(std::string_view utf16, bool big_endian) {
  Utf16Decoder decoder(big_endian);
  std::string text;
  for (const char byte : utf16) {
    if (!decoder.add({&byte, 1}, text)) return std::nullopt;
  }
  return decoder.finish() ? std::optional(text) : std::nullopt;
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("UTF-16 is read in both byte orders, with and without a mark") {
  const bool big = GENERATE(false, true);
  const bool mark = GENERATE(false, true);
  const std::string document = declared("UTF-16", small_invoice());
  const Reading reading = read(utf16(document, big, mark));
  INFO(first_message(reading));
  CHECK(reading.structure);
  REQUIRE(reading.invoice);
  CHECK(reading.invoice->root().text(Term::BT_1) == "F-1");
  CHECK(identify(utf16(document, big, mark)).kind == Kind::invoice);
}

TEST_CASE("surrogate pairs become one character, lone surrogates are refused") {
  using namespace std::string_literals;
  CHECK(utf8_of("\x3D\xD8\x00\xDE"s, false) == "\xF0\x9F\x98\x80");
  CHECK(utf8_of("\xFE\xFF\x20\xAC"s, true) == "€");
  CHECK_FALSE(utf8_of("\x3D\xD8"s, false));
  CHECK_FALSE(utf8_of("\x00\xDE"s, false));
  CHECK_FALSE(utf8_of("\x3D\xD8\x41\x00"s, false));
  CHECK_FALSE(utf8_of("\x41"s, false));
}

TEST_CASE("a mark before UTF-8 is no text") {
  const Reading reading = read("\xEF\xBB\xBF" + small_invoice());
  CHECK(reading.structure);
}

TEST_CASE("ISO-8859-1 is read as its own characters") {
  std::string document = declared("ISO-8859-1", small_invoice());
  replace_first(document, "F-1", "F-\xE9");
  const Reading reading = read(document);
  REQUIRE(reading.structure);
  CHECK(reading.invoice->root().text(Term::BT_1) == "F-é");
}

TEST_CASE("bytes that are not UTF-8 are an encoding error") {
  std::string document = small_invoice();
  replace_first(document, "F-1", GENERATE("\xE9", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80"));
  refused(document, "ENCODING");
}

TEST_CASE("encodings that hide the markup are refused by name") {
  const auto encoding =
      GENERATE("UTF-7", "ISO-2022-JP", "HZ-GB-2312", "EBCDIC-CP-US", "x-nonsense");
  refused(declared(encoding, small_invoice()), "ENCODING");
}

TEST_CASE("a DOCTYPE is refused before anything in it is read") {
  const auto doctype =
      GENERATE("<!DOCTYPE Invoice>", "<!DOCTYPE Invoice SYSTEM \"file:///etc/passwd\">",
               "<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>",
               "<!DOCTYPE x [<!ENTITY e SYSTEM \"http://127.0.0.1:1/\">%e;]>");
  const Reading reading = refused(doctype + small_invoice(), "MALFORMED");
  CHECK(first_message(reading).find("DOCTYPE") != std::string::npos);
}

TEST_CASE("an undeclared entity is malformed") {
  std::string document = small_invoice();
  replace_first(document, "F-1", "&e;");
  refused(document, "MALFORMED");
}

TEST_CASE("ten thousand nested elements are refused at the hundredth") {
  const Reading reading = refused(
      small_invoice_with(repeat("<cbc:A>", 10000), "<cac:AccountingSupplierParty>"), "MALFORMED");
  CHECK(first_message(reading) == "More than 100 elements are nested.");
}

TEST_CASE("crowds of attributes and namespaces are refused") {
  std::string attributes, spaces;
  for (int i = 0; i < 101; ++i) {
    attributes.append(" a").append(std::to_string(i)).append("=\"\"");
    spaces.append(" xmlns:n").append(std::to_string(i)).append("=\"urn:n\"");
  }
  for (const std::string& crowd : {attributes, spaces}) {
    std::string document = small_invoice();
    std::string tag = "<cbc:ID";
    replace_first(document, "<cbc:ID", tag.append(crowd));
    refused(document, "MALFORMED");
  }
}

TEST_CASE("a crowd of different names is refused, wherever it stands") {
  std::string elements, instructions;
  for (int i = 0; i < 21000; ++i) {
    elements.append("<e").append(std::to_string(i)).append("/>");
    instructions.append("<?p").append(std::to_string(i)).append("?>");
  }
  for (const std::string& crowd : {elements, instructions}) {
    const Reading reading =
        refused(small_invoice_with(crowd, "<cac:AccountingSupplierParty>"), "MALFORMED");
    CHECK(first_message(reading) == "More than 20000 different names are used.");
  }
}

TEST_CASE("a tag of many kilobytes is refused before it is parsed") {
  std::string document = small_invoice();
  std::string tag = "<cbc:ID a=\"";
  replace_first(document, "<cbc:ID", tag.append(70000, '>').append("\""));
  const Reading reading = refused(document, "MALFORMED");
  CHECK(first_message(reading) == "A tag exceeds 65536 bytes.");
}

TEST_CASE("a long text is not a long tag") {
  std::string document = small_invoice();
  std::string comment = "<!-- ";
  comment.append(100000, '"').append(" -->");
  replace_first(document, "F-1", std::string(100000, '\''));
  replace_first(document, "<cac:AccountingSupplierParty>",
                comment.append("<cac:AccountingSupplierParty>"));
  CHECK(read(document).structure);
}

TEST_CASE("an attachment of more than ten megabytes is read") {
  std::string xml =
      "<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment>"
      "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/csv\">";
  xml.append(12u << 20, 'A')
      .append(
          "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>");
  const Reading reading = read(small_invoice_with(xml, "<cac:AccountingSupplierParty>"));
  CHECK(reading.structure);
  REQUIRE(reading.invoice);
  CHECK(find(*reading.invoice, Term::BT_125).text().size() == 12u << 20);
}

TEST_CASE("a document over the limit is too large, one at the limit is not") {
  const std::string document = small_invoice();
  Limits limits;
  limits.bytes = document.size();
  CHECK(read(document, limits).structure);
  --limits.bytes;
  refused(document, "TOO-LARGE", limits);
}

TEST_CASE("a document cut anywhere is malformed, and never accepted") {
  const std::string document = small_invoice();
  const std::size_t end = document.find("</Invoice>") + 10;
  for (std::size_t size = 0; size < end; ++size) {
    const Reading reading = read(document.substr(0, size));
    INFO(size);
    CHECK_FALSE(reading.structure);
    CHECK_FALSE(reading.invoice);
    REQUIRE_FALSE(reading.findings.empty());
  }
}

TEST_CASE("what is not XML says so") {
  const auto text = GENERATE("", "   ", "hello", "{\"a\": 1}", "<", "<<<", "PK\x03\x04zip");
  refused(text, "MALFORMED");
}

TEST_CASE("content after the root is malformed") {
  refused(small_invoice() + "<Invoice/>", "MALFORMED");
  refused(small_invoice() + "text", "MALFORMED");
  CHECK(read(small_invoice() + "<!-- the end -->\n").structure);
}

TEST_CASE("an undeclared namespace prefix is malformed") {
  refused(small_invoice_with("<nowhere:A/>", "<cac:AccountingSupplierParty>"), "MALFORMED");
}

TEST_CASE("unknown roots are refused by name") {
  const Reading reading = refused("<Order xmlns=\"urn:x\"/>", "UNKNOWN-ROOT");
  CHECK(first_message(reading).find("{urn:x}Order") != std::string::npos);
  CHECK(reading.identity.format == Format::unknown);
  refused("<Invoice/>", "UNKNOWN-ROOT");
}

TEST_CASE("an envelope is refused as such") {
  const Reading reading = refused(
      "<StandardBusinessDocument xmlns=\"http://www.unece.org/cefact/namespaces/"
      "StandardBusinessDocumentHeader\"/>",
      "UNKNOWN-ROOT");
  CHECK(first_message(reading).find("SBDH") != std::string::npos);
}

TEST_CASE("a PDF in which nothing can be found is refused as a container") {
  const Reading reading = refused("%PDF-1.7\n...", "CONTAINER");
  CHECK(reading.identity.format == Format::facturx);
}

TEST_CASE("a document is known by its root, however empty") {
  struct Case {
    const char* document;
    Format format;
    Kind kind;
  };
  const auto c = GENERATE(
      Case{"<r:CrossIndustryInvoice xmlns:r=\"urn:un:unece:uncefact:data:standard:"
           "CrossIndustryInvoice:100\"/>",
           Format::cii, Kind::invoice},
      Case{"<CrossDomainAcknowledgementAndResponse xmlns=\"urn:un:unece:uncefact:data:standard:"
           "CrossDomainAcknowledgementAndResponse:100\"/>",
           Format::cdar, Kind::lifecycle},
      Case{"<Report/>", Format::flux10, Kind::report});
  const Reading reading = read(c.document);
  CHECK_FALSE(reading.structure);
  CHECK(reading.identity.format == c.format);
  CHECK(reading.identity.kind == c.kind);
  CHECK(identify(c.document).format == c.format);
}

TEST_CASE("identification looks past what may stand before the root") {
  const std::string before = "<?xml version=\"1.0\"?>\n<!-- <a> -->\n<?pi <b> ?>\n";
  CHECK(identify(before + small_credit_note()).kind == Kind::creditnote);
  CHECK(identify("<!-- only a comment").root.empty());
  CHECK(identify("").root.empty());
}
