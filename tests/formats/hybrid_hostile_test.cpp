// PDFs that want memory or time: each is refused by name, before it gets either.
#include <catch2/catch.hpp>

#include "formats/facturx/read.h"
#include "tests/formats/pdf_maker.h"

using namespace facteur;
using namespace facteur::formats;
using facteur::formats::facturx::HybridPdf;
using facteur::formats::facturx::ReadLimits;
using test::Hybrid;
using test::hybrid_of;
using test::PdfMaker;
using test::Xref;

namespace {

constexpr const char* xml = "<invoice/>";

std::string reference(int number) {
  return std::to_string(number) + " 0 R";
}

std::string code(const std::string& pdf, const ReadLimits& limits = {}) {
  const HybridPdf read(pdf, limits);
  if (read.findings().empty()) return "";
  const std::string& location = read.findings()[0].location;
  return location.substr(0, location.find(' '));
}

// 64 MB in 64 KB.
const std::string& swelling() {
  static const std::string bytes = test::deflated(std::string(64u << 20, '\0'));
  return bytes;
}

std::string with_xref_stream(const std::string& entries, const std::string& data) {
  std::string pdf = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n";
  const std::size_t start = pdf.size();
  pdf += "2 0 obj\n<< /Type /XRef /W [1 4 2] /Root 1 0 R " + entries + " /Length " +
         std::to_string(data.size()) + " >>\nstream\n" + data + "\nendstream\nendobj\n";
  return pdf + "startxref\n" + std::to_string(start) + "\n%%EOF\n";
}

// The catalog is in an object stream of these bytes.
std::string with_object_stream(const std::string& entries, const std::string& data,
                               const std::string& trailer = "") {
  const std::string object = "3 0 obj\n<< /Type /ObjStm /N 1 /First 4 " + entries + " /Length " +
                             std::to_string(data.size()) + " >>\nstream\n" + data +
                             "\nendstream\nendobj\n";
  const std::string head = "%PDF-1.7\n";
  const auto entry = [](int type, std::size_t first) {
    std::string bytes(1, static_cast<char>(type));
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(first >> shift & 255);
    return bytes + std::string(2, '\0');
  };
  const std::size_t start = head.size() + object.size();
  const std::string table = entry(0, 0) + entry(2, 3) + entry(1, start) + entry(1, head.size());
  return head + object + "2 0 obj\n<< /Type /XRef /W [1 4 2] /Size 4 /Root 1 0 R " + trailer +
         " /Length " + std::to_string(table.size()) + " >>\nstream\n" + table +
         "\nendstream\nendobj\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
}

}  // namespace

TEST_CASE("a cross-reference stream that swells is not inflated") {
  CHECK(code(with_xref_stream("/Size 3 /Filter /FlateDecode", swelling())) == "BOMB");
  const std::string twice = test::deflated(swelling());
  CHECK(code(with_xref_stream("/Size 3 /Filter [/FlateDecode /FlateDecode]", twice)) == "DAMAGED");
}

TEST_CASE("a cross-reference section with too many objects is not read") {
  CHECK(code(with_xref_stream("/Size 2000000000", "")) == "TOO-COMPLEX");
  CHECK(code(with_xref_stream("/Size 3 /Index [0 400000]", "")) == "TOO-COMPLEX");
  CHECK(code("%PDF-1.7\nxref\n0 2000000000\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\n"
             "startxref\n9\n%%EOF\n") == "TOO-COMPLEX");
}

TEST_CASE("cross-reference sections that lead back to each other are left") {
  const std::string pdf =
      "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n"
      "<< /Size 1 /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n";
  CHECK(code(pdf) == "DAMAGED");
}

TEST_CASE("an object stream that swells is not inflated") {
  CHECK(code(with_object_stream("/Filter /FlateDecode", swelling())) == "BOMB");
  CHECK(code(with_object_stream("/Filter [/FlateDecode /FlateDecode]",
                                test::deflated(swelling()))) == "DAMAGED");
  CHECK(code(with_object_stream(
            "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2000000000 >>",
            swelling())) == "DAMAGED");
}

TEST_CASE("an object stream with millions of values is not parsed") {
  std::string values = "1 0 [";
  for (int i = 0; i < 1'500'000; ++i) values += "0 ";
  CHECK(code(with_object_stream("/Filter /FlateDecode", test::deflated(values))) == "TOO-COMPLEX");
  CHECK(code(with_object_stream("/Filter /FlateDecode",
                                test::deflated("1 0 " + std::string(2'000'000, '[')))) ==
        "TOO-COMPLEX");
}

TEST_CASE("what is read before all else cannot lead into an object stream") {
  const std::string pdf = with_object_stream("/Filter /FlateDecode", swelling(), "/Encrypt 1 0 R");
  CHECK(code(pdf) == "DAMAGED");
}

TEST_CASE("an object of many megabytes is not parsed") {
  for (const char* piece : {"0 ", "[", ") 1 2 3 4 ", "(", "/a<<"}) {
    PdfMaker maker;
    std::string body = "<< /X [";
    while (body.size() < 5'000'000) body += piece;
    const std::string pdf = maker.write(maker.add(body + "] >>"));
    CAPTURE(piece);
    const std::string found = code(pdf);
    CHECK((found == "TOO-COMPLEX" || found == "DAMAGED"));
  }
}

TEST_CASE("an invoice that swells is cut off at the limit") {
  Hybrid hybrid = hybrid_of("");
  hybrid.files[0].data = swelling();
  ReadLimits limits;
  limits.xml_bytes = 1u << 20;
  CHECK(code(hybrid.write(), limits) == "XML-TOO-LARGE");
  hybrid.files[0].data = test::deflated(swelling());
  hybrid.files[0].filter = "/Filter [/FlateDecode /FlateDecode]";
  CHECK(code(hybrid.write(), limits) == "FILTERS");
  hybrid.files[0].filter =
      "/Filter /FlateDecode /DecodeParms << /Predictor 2 /Columns 2000000000 >>";
  CHECK(code(hybrid.write(), limits) == "FILTERS");
}

TEST_CASE("trees that lead back into themselves come to an end") {
  PdfMaker maker;
  const int node = maker.add("");
  maker.replace(node, "<< /Kids [" + reference(node) + " " + reference(node) + "] /Names [(a) " +
                          reference(node) + "] >>");
  int deep = node;
  for (int i = 0; i < 200; ++i) {
    deep = maker.add("<< /Kids [" + reference(deep) + " " + reference(deep) + "] >>");
  }
  const int root = maker.add("<< /Names << /EmbeddedFiles " + reference(deep) + " >> /Pages " +
                             reference(deep) + " /AF " + reference(node) + " >>");
  CHECK(code(maker.write(root)) == "NO-INVOICE");
}

TEST_CASE("objects that are defined by themselves come to an end") {
  PdfMaker maker;
  const int stream = maker.add("<< /Length 1 0 R /Filter 1 0 R >>\nstream\nx\nendstream");
  const int file = maker.add("<< /UF (factur-x.xml) /EF << /F " + reference(stream) + " >> >>");
  const int root = maker.add("<< /AF [" + reference(file) + "] /Metadata " + reference(stream) +
                             " /Names 3 0 R >>");
  CHECK_FALSE(code(maker.write(root)).empty());
}

TEST_CASE("of very many attachments the first are listed") {
  PdfMaker maker;
  std::string names;
  for (int i = 0; i < 50; ++i) {
    const int stream = maker.add_stream("", "x");
    names += "(a) << /UF (a) /EF << /F " + reference(stream) + " >> >> ";
  }
  const int root = maker.add("<< /Names << /EmbeddedFiles << /Names [" + names + "] >> >> >>");
  ReadLimits limits;
  limits.files = 20;
  const std::string pdf = maker.write(root);
  const HybridPdf read(pdf, limits);
  CHECK(read.files().size() == 20);
  CHECK(read.findings().back().location.starts_with("MANY-FILES"));
}

TEST_CASE("metadata with a document type is not read") {
  PdfMaker maker;
  const int metadata = maker.add_stream(
      "",
      "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;'>]>"
      "<f:ConformanceLevel xmlns:f='urn:factur-x:pdfa:x#'>&c;</f:ConformanceLevel>");
  const int root = maker.add("<< /Metadata " + reference(metadata) + " >>");
  const std::string pdf = maker.write(root);
  CHECK(HybridPdf(pdf).xmp().conformance_level.empty());
}

TEST_CASE("every beginning of a hybrid PDF is read without harm") {
  for (const Xref xref : {Xref::table, Xref::stream}) {
    const std::string pdf = hybrid_of(xml).write(xref);
    for (std::size_t size = 0; size < pdf.size(); size += 7) {
      const std::string part = pdf.substr(0, size);
      HybridPdf read(part);
      CHECK((read.xml().empty() || read.xml() == xml));
      CHECK_FALSE(read.pages());
    }
  }
}
