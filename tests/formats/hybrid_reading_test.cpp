// The invoice in a hybrid PDF is found, and what is wrong with its container is said by name.
#include <catch2/catch.hpp>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include "formats/convert.h"
#include "formats/facturx/read.h"
#include "formats/verdict.h"
#include "tests/formats/pdf_maker.h"
#include "tests/formats/sample.h"

using namespace facteur;
using namespace facteur::formats;
using facteur::formats::facturx::HybridPdf;
using test::Hybrid;
using test::hybrid_of;
using test::PdfMaker;
using test::Xref;

namespace {

constexpr const char* xml =
    "<?xml version='1.0'?><rsm:CrossIndustryInvoice xmlns:rsm='urn:un:"
    "unece:uncefact:data:standard:CrossIndustryInvoice:100'/>";

// The codes of the findings, in their order.
std::string codes_of(const std::vector<Finding>& findings) {
  std::string all;
  for (const Finding& finding : findings) {
    if (finding.rule != "CONTAINER") continue;
    const char* grade = finding.severity == Severity::fatal ? "!" : "";
    all +=
        (all.empty() ? "" : " ") + finding.location.substr(0, finding.location.find(' ')) + grade;
  }
  return all;
}

std::string codes_of(const std::string& pdf) {
  return codes_of(HybridPdf(pdf).findings());
}

std::string rewritten(const std::string& pdf, void (*choose)(QPDFWriter&)) {
  QPDF document;
  document.processMemoryFile("test", pdf.data(), pdf.size());
  QPDFWriter writer(document);
  writer.setOutputMemory();
  choose(writer);
  writer.write();
  const auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

TEST_CASE("the invoice of a hybrid PDF is given back byte for byte") {
  const std::string pdf = hybrid_of(xml).write();
  const HybridPdf read(pdf);
  CHECK(read.xml() == xml);
  CHECK(codes_of(pdf).empty());
  REQUIRE(read.files().size() == 1);
  const auto& file = read.files()[0];
  CHECK(file.name == "factur-x.xml");
  CHECK(file.mime == "text/xml");
  CHECK(file.relationship == "Alternative");
  CHECK((file.in_name_tree && file.associated && !file.annotated));
  CHECK(read.xmp().conformance_level == "EN 16931");
  CHECK(read.xmp().document_file_name == "factur-x.xml");
  CHECK(read.xmp().pdfa_part == "3");
  CHECK(read.xmp().pdfa_conformance == "B");
}

TEST_CASE("an invoice is found however the file keeps its objects") {
  const std::string plain = hybrid_of(xml).write();
  CHECK(HybridPdf(hybrid_of(xml).write(Xref::stream)).xml() == xml);
  CHECK(HybridPdf(rewritten(plain, [](QPDFWriter& writer) {
          writer.setObjectStreamMode(qpdf_o_generate);
        })).xml() == xml);
  CHECK(HybridPdf(rewritten(plain, [](QPDFWriter& writer) {
          writer.setLinearization(true);
          writer.setObjectStreamMode(qpdf_o_generate);
        })).xml() == xml);
  CHECK(HybridPdf("\xEF\xBB\xBF garbage before\n" + plain).xml() == xml);
  CHECK(HybridPdf(plain + "\n\n").xml() == xml);
}

TEST_CASE("a file without a cross-reference table is searched for its objects") {
  std::string pdf = hybrid_of(xml).write();
  test::replace_first(pdf, "startxref\n", "startxref\n9");
  const HybridPdf read(pdf);
  CHECK(read.xml() == xml);
}

TEST_CASE("encryption without a password is no obstacle, with one it is named") {
  const std::string plain = hybrid_of(xml).write();
  const std::string open = rewritten(plain, [](QPDFWriter& writer) {
    writer.setR6EncryptionParameters("", "owner", true, true, true, true, true, true, qpdf_r3p_full,
                                     true);
  });
  CHECK(HybridPdf(open).xml() == xml);
  const std::string packed = rewritten(plain, [](QPDFWriter& writer) {
    writer.setR6EncryptionParameters("", "owner", true, true, true, true, true, true, qpdf_r3p_full,
                                     true);
    writer.setObjectStreamMode(qpdf_o_generate);
  });
  CHECK(HybridPdf(packed).xml() == xml);
  CHECK(HybridPdf(packed).files().at(0).name == "factur-x.xml");
  const std::string old = rewritten(plain, [](QPDFWriter& writer) {
    writer.setR3EncryptionParametersInsecure("", "owner", true, true, true, true, true, true,
                                             qpdf_r3p_full);
  });
  CHECK(HybridPdf(old).xml() == xml);
  const std::string closed = rewritten(plain, [](QPDFWriter& writer) {
    writer.setR6EncryptionParameters("user", "owner", true, true, true, true, true, true,
                                     qpdf_r3p_full, true);
  });
  CHECK(codes_of(closed) == "PASSWORD!");
}

TEST_CASE("the newest revision of a file counts") {
  std::string pdf = hybrid_of("<old/>").write();
  const std::size_t start = pdf.rfind("startxref\n") + 10;
  const std::string previous = pdf.substr(start, pdf.find('\n', start) - start);
  const std::size_t offset = pdf.size();
  const std::string body = std::string(xml);
  pdf += "1 0 obj\n<< /Type /EmbeddedFile /Length " + std::to_string(body.size()) +
         " >>\nstream\n" + body + "\nendstream\nendobj\n";
  const std::size_t table = pdf.size();
  std::string entry = std::to_string(offset);
  entry.insert(0, 10 - entry.size(), '0');
  const std::size_t root = pdf.find("/Root ");
  pdf += "xref\n1 1\n" + entry + " 00000 n \ntrailer\n<< /Size 20 " +
         pdf.substr(root, pdf.find('R', root + 5) + 1 - root) + " /Prev " + previous +
         " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  CHECK(HybridPdf(pdf).xml() == xml);
}

TEST_CASE("the names of all standards are known, in any case") {
  for (const char* name :
       {"factur-x.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml"}) {
    Hybrid hybrid = hybrid_of(xml);
    hybrid.files[0].name = name;
    const std::string pdf = hybrid.write();
    CHECK(HybridPdf(pdf).xml() == xml);
    CHECK(codes_of(pdf).empty());
  }
  Hybrid hybrid = hybrid_of(xml);
  hybrid.files[0].name = "Factur-X.XML";
  CHECK(HybridPdf(hybrid.write()).xml() == xml);
  CHECK(codes_of(hybrid.write()) == "NAME-CASE");
}

TEST_CASE("a PDF without an invoice is refused, one with an invoice under another name by that") {
  Hybrid hybrid = hybrid_of(xml);
  hybrid.files[0].name = "facture.xml";
  CHECK(codes_of(hybrid.write()) == "WRONG-NAME!");
  CHECK_FALSE(HybridPdf(hybrid.write()).invoice());
  hybrid.files[0].data = test::deflated("<order/>");
  CHECK(codes_of(hybrid.write()) == "NO-INVOICE!");
  hybrid.files.clear();
  CHECK(codes_of(hybrid.write()) == "NO-INVOICE!");
}

TEST_CASE("two invoices are refused, even if they are identical") {
  Hybrid hybrid = hybrid_of(xml);
  hybrid.files.push_back(hybrid.files[0]);
  CHECK(codes_of(hybrid.write()) == "TWO-INVOICES!");
  hybrid.files[1].name = "ZUGFeRD-invoice.xml";
  hybrid.files[1].in_name_tree = false;
  CHECK(codes_of(hybrid.write()) == "TWO-INVOICES!");
}

TEST_CASE("one stream that two places name is one file") {
  PdfMaker maker;
  const int stream = maker.add_stream("", xml);
  const std::string ef = " /EF << /F " + std::to_string(stream) + " 0 R >> >>";
  const int first = maker.add("<< /F (factur-x.xml) /AFRelationship /Data" + ef);
  const int second = maker.add("<< /F (factur-x.xml) /AFRelationship /Data" + ef);
  const int root = maker.add("<< /Names << /EmbeddedFiles << /Names [(a) " + std::to_string(first) +
                             " 0 R] >> >> /AF [" + std::to_string(second) + " 0 R] >>");
  const std::string pdf = maker.write(root);
  CHECK(HybridPdf(pdf).files().size() == 1);
  CHECK(codes_of(pdf) == "NO-XMP");
}

TEST_CASE("a relationship that denies the invoice is refused, one that is missing is remarked") {
  for (const char* good : {"/Data", "/Source", "/Alternative"}) {
    Hybrid hybrid = hybrid_of(xml);
    hybrid.files[0].relationship = good;
    CHECK(codes_of(hybrid.write()).empty());
  }
  Hybrid hybrid = hybrid_of(xml);
  hybrid.files[0].relationship = "/Supplement";
  CHECK(codes_of(hybrid.write()) == "WRONG-RELATIONSHIP!");
  hybrid.files[0].relationship = "/Unspecified";
  CHECK(codes_of(hybrid.write()) == "NO-RELATIONSHIP");
  hybrid.files[0].relationship = "";
  CHECK(codes_of(hybrid.write()) == "NO-RELATIONSHIP");
}

TEST_CASE("what a hybrid PDF merely lacks is a remark") {
  Hybrid hybrid = hybrid_of(xml);
  hybrid.associated = false;
  CHECK(codes_of(hybrid.write()) == "NOT-ASSOCIATED");
  hybrid = hybrid_of(xml);
  hybrid.files[0].in_name_tree = false;
  CHECK(codes_of(hybrid.write()) == "NOT-IN-NAMES");
  hybrid = hybrid_of(xml);
  hybrid.with_xmp = false;
  CHECK(codes_of(hybrid.write()) == "NO-XMP");
}

TEST_CASE("a stream that is not what its filter says is refused") {
  Hybrid hybrid = hybrid_of(xml);
  std::string& data = hybrid.files[0].data;
  data.resize(data.size() / 2);
  CHECK(codes_of(hybrid.write()) == "BROKEN-STREAM!");
  data = "no deflated data at all";
  CHECK(codes_of(hybrid.write()) == "BROKEN-STREAM!");
  hybrid.files[0].filter = "/Filter /Unheard";
  CHECK(codes_of(hybrid.write()) == "FILTERS!");
}

TEST_CASE("a file that is no PDF, or half of one, is refused as that") {
  CHECK(codes_of(std::string("%PDF-\n")) == "NOT-PDF!");
  CHECK(codes_of(std::string("%PDF-1.7\n1 0 obj\n")) == "DAMAGED!");
  const std::string pdf = hybrid_of(xml).write();
  CHECK(codes_of(pdf.substr(0, pdf.size() / 3)) == "DAMAGED!");
}

TEST_CASE("an attachment in an annotation is listed") {
  PdfMaker maker;
  const int stream = maker.add_stream("/Params << /Size 5 >>", "hello");
  const int page = maker.add(
      "<< /Type /Page /Annots [<< /Subtype /FileAttachment /FS << /UF "
      "(note.txt) /Desc (Un mot) /EF << /F " +
      std::to_string(stream) + " 0 R >> >> >>] >>");
  const int pages = maker.add("<< /Kids [" + std::to_string(page) + " 0 R] /Count 1 >>");
  const int root = maker.add("<< /Pages " + std::to_string(pages) + " 0 R >>");
  const std::string pdf = maker.write(root);
  HybridPdf read(pdf);
  REQUIRE(read.files().size() == 1);
  CHECK(read.files()[0].name == "note.txt");
  CHECK(read.files()[0].description == "Un mot");
  CHECK(read.files()[0].annotated);
  CHECK(read.files()[0].stated_size == 5);
  CHECK(read.content(0) == "hello");
}

TEST_CASE("the invoice in a PDF is judged with its own lines") {
  const std::string good = test::sample("facturx.xml");
  Hybrid hybrid = hybrid_of(good);
  hybrid.level = "EXTENDED";
  const Verdict verdict = judge(hybrid.write());
  CHECK(verdict.identity.format == Format::facturx);
  CHECK(verdict.identity.kind == Kind::invoice);
  CHECK(verdict.structure);
  CHECK(verdict.valid);
  std::string bad = good;
  test::replace_first(bad, "<ram:TypeCode>", "<ram:Unheard/><ram:TypeCode>");
  const Verdict alone = judge(bad);
  hybrid = hybrid_of(bad);
  hybrid.level = "EXTENDED";
  Verdict inside = judge(hybrid.write());
  CHECK_FALSE(inside.structure);
  std::erase_if(inside.findings, [](const Finding& finding) { return finding.set == "pdfa3"; });
  REQUIRE(inside.findings.size() == alone.findings.size());
  CHECK(inside.findings[0].line == alone.findings[0].line);
}

TEST_CASE("a profile in the metadata that contradicts the XML is refused") {
  Hybrid hybrid = hybrid_of(test::sample("facturx.xml"));
  const auto found = [&](const char* level) {
    hybrid.level = level;
    return codes_of(judge(hybrid.write()).findings);
  };
  CHECK(found("EXTENDED").empty());
  CHECK(found("MINIMUM") == "PROFILE-CONTRADICTION!");
  CHECK(found("EN 16931") == "PROFILE-CONTRADICTION!");
  CHECK(found("extended") == "XMP-LEVEL");
  CHECK(found("PREMIUM") == "XMP-LEVEL");
}

TEST_CASE("an invoice is converted out of a PDF as out of its XML") {
  const std::string document = test::sample("facturx.xml");
  Hybrid hybrid = hybrid_of(document);
  Reading reading;
  const auto from_xml = convert(document, Target::ubl, "", reading);
  const auto from_pdf = convert(hybrid.write(), Target::ubl, "", reading);
  REQUIRE((from_xml && from_pdf));
  CHECK(from_pdf->bytes == from_xml->bytes);
  CHECK(from_pdf->findings.size() == from_xml->findings.size());
  CHECK_FALSE(convert("%PDF-1.7\n", Target::ubl, "", reading));
}
