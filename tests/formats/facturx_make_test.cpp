// Factur-X as we make it. What PDF/A asks of it is judged by its own tests.
#include <libxml/parser.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>

#include "formats/facturx/make.h"
#include "formats/facturx/make_files.h"
#include "formats/facturx/make_metadata.h"
#include "formats/verdict.h"
#include "tests/formats/sample.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::formats::facturx;

namespace {

std::optional<std::string> installed(const char* file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

struct Loaded {
  pdf::FontPair fonts;
  ColourProfile colours;
};

// Null, with a warning, where Debian's packages are not installed.
const Loaded* material() {
  static const auto loaded = []() -> std::optional<Loaded> {
    const auto regular =
        installed("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf");
    const auto bold = installed("/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf");
    const auto srgb = installed("/usr/share/color/icc/sRGB.icc");
    if (!regular || !bold || !srgb) return std::nullopt;
    return Loaded{{pdf::TrueTypeFont(*regular), pdf::TrueTypeFont(*bold)}, ColourProfile(*srgb)};
  }();
  if (!loaded) WARN("fonts-liberation2 or icc-profiles-free is not installed");
  return loaded ? &*loaded : nullptr;
}

Made made_of(const std::string& xml, const MakeOptions& options = {}) {
  Reading reading;
  auto made = make(xml, options, {material()->fonts, material()->colours}, reading);
  REQUIRE(made);
  return std::move(*made);
}

bool holds(const std::string& file, const std::string& what) {
  return file.find(what) != file.npos;
}

std::size_t count(const std::string& file, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = file.find(what, at)) != file.npos; at += what.size()) ++n;
  return n;
}

std::string inflated(std::string_view packed) {
  std::string out(1 << 20, '\0');
  uLongf size = out.size();
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                     reinterpret_cast<const Bytef*>(packed.data()), uLong(packed.size())) == Z_OK);
  out.resize(size);
  return out;
}

// The first embedded file of this media type.
std::string embedded(const std::string& file, const std::string& type) {
  const std::size_t object = file.find("/Subtype /" + type + " /Type /EmbeddedFile");
  REQUIRE(object != file.npos);
  const std::size_t begin = file.find("stream\n", object) + 7;
  return inflated(std::string_view(file).substr(begin, file.find("\nendstream", begin) - begin));
}

bool is_well_formed(const std::string& xml) {
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadMemory(xml.data(), int(xml.size()), nullptr, nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
      xmlFreeDoc);
  return document != nullptr;
}

DocumentFacts some_facts() {
  DocumentFacts facts;
  facts.title = "Facture F-7";
  facts.created = facts.modified = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
  return facts;
}

}  // namespace

TEST_CASE("Factur-X holds the invoice in its profile, and says the same of it in every place") {
  if (!material()) return;
  for (const facturx::Profile& profile : profiles()) {
    CAPTURE(profile.name);
    const std::string pdf = made_of(test::sample("base.xml"), {&profile, true, {}}).pdf;
    CHECK(pdf.starts_with("%PDF-1.7\n"));
    CHECK(holds(pdf, "<pdfaid:part>3</pdfaid:part>"));
    CHECK(holds(pdf, "<fx:ConformanceLevel>" + std::string(profile.level) + "<"));
    CHECK(holds(pdf, "<fx:DocumentFileName>" + std::string(profile.file) + "<"));
    CHECK(count(pdf, "/AFRelationship /" + std::string(name(profile.relationship))) == 1);
    CHECK(holds(pdf, "/UF (" + std::string(profile.file) + ")"));
    const Verdict verdict = judge(embedded(pdf, "text#2fxml"));
    CHECK(verdict.identity.format == Format::cii);
    CHECK(verdict.structure);
    CHECK(verdict.profile == profile.specification);
  }
}

TEST_CASE("without a profile asked for, an invoice keeps its own") {
  CHECK(profile_for("urn:factur-x.eu:1p0:minimum").name == "minimum");
  CHECK(profile_for("urn:cen.eu:en16931:2017").name == "en16931");
  CHECK(profile_for("urn:cen.eu:en16931:2017#compliant#urn:example").name == "en16931");
  CHECK(profile_for("urn:cen.eu:en16931:2017#conformant#urn:example").name == "extended");
  CHECK(profile_for("").name == "en16931");
  CHECK(profile_named("factur-x-basicwl") == profile_named("basicwl"));
  CHECK(profile_named("comfort") == nullptr);
}

TEST_CASE("the same invoice and the same clock give the same file") {
  if (!material()) return;
  const std::string xml = test::sample("base.xml");
  const std::string pdf = made_of(xml).pdf;
  CHECK(made_of(xml).pdf == pdf);
  MakeOptions later;
  later.clock = std::chrono::sys_days(std::chrono::year(2027) / 1 / 2) + std::chrono::hours(3);
  const std::string other = made_of(xml, later).pdf;
  CHECK(holds(other, "<xmp:CreateDate>2027-01-02T03:00:00Z<"));
  CHECK(holds(other, "/CreationDate (D:20270102030000Z)"));
  CHECK(other != pdf);
}

TEST_CASE("an invoice that breaks a rule is told to be invalid") {
  if (!material()) return;
  std::string xml = test::sample("base.xml");
  CHECK(made_of(xml).valid);
  test::replace_first(xml, "<cbc:PayableAmount currencyID=\"EUR\">",
                      "<cbc:PayableAmount currencyID=\"EUR\">9");
  const Made made = made_of(xml);
  CHECK_FALSE(made.valid);
  CHECK(std::any_of(made.findings.begin(), made.findings.end(),
                    [](const Finding& f) { return f.rule == "BR-CO-16"; }));
}

TEST_CASE("what is no invoice makes no PDF") {
  if (!material()) return;
  Reading reading;
  CHECK_FALSE(make("<a/>", {}, {material()->fonts, material()->colours}, reading));
  CHECK_FALSE(make("", {}, {material()->fonts, material()->colours}, reading));
}

TEST_CASE("attachments of the invoice are files of the PDF") {
  if (!material()) return;
  std::string xml = test::sample("base.xml");
  const std::string supplement = "/AFRelationship /Supplement";
  const std::size_t before = count(made_of(xml).pdf, supplement);
  const std::string one =
      R"(<cac:AdditionalDocumentReference><cbc:ID>A1</cbc:ID><cbc:DocumentDescription>Plan</cbc:DocumentDescription><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="factur-x.xml">YTtiCjE7Mgo=</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>)";
  test::replace_first(xml, "<cac:AccountingSupplierParty>", one + "<cac:AccountingSupplierParty>");
  const std::string pdf = made_of(xml).pdf;
  CHECK(holds(pdf, "/UF (attached-factur-x.xml)"));
  CHECK(holds(pdf, "/Desc (Plan)"));
  CHECK(count(pdf, supplement) == before + 1);
  CHECK(embedded(pdf, "text#2fcsv") == "a;b\n1;2\n");
}

TEST_CASE("names of attachments are safe, and no two alike") {
  FileNames names;
  CHECK(names.next("../../etc/passwd", "") == "passwd");
  CHECK(names.next("C:\\temp\\plan.pdf", "") == "plan.pdf");
  CHECK(names.next("PLAN.PDF", "") == "PLAN (2).PDF");
  CHECK(names.next("plan.pdf", "") == "plan (3).pdf");
  CHECK(names.next("Factur-X.XML", "") == "attached-Factur-X.XML");
  CHECK(names.next("\xE2\x80\xAE"
                   "fdp.exe",
                   "") == "fdp.exe");
  CHECK(names.next("a<b>:c?.txt", "") == "a_b__c_.txt");
  CHECK(names.next(" .. ", "REF/7") == "7");
  CHECK(names.next("", "") == "attachment");
  CHECK(names.next("été.pdf", "") == "été.pdf");
  CHECK(names.next(std::string(5000, 'x') + ".pdf", "").size() == 124);
  std::set<std::string> all;
  for (int i = 0; i < 20'000; ++i) all.insert(names.next("same.txt", ""));
  CHECK(all.size() == 20'000);
}

TEST_CASE("what is no media type is called a stream of bytes") {
  CHECK(safe_media_type("Image/PNG") == "image/png");
  CHECK(safe_media_type("application/vnd.oasis.opendocument.text") ==
        "application/vnd.oasis.opendocument.text");
  for (const char* odd : {"", "pdf", "/", "a/", "/b", "a/b/c", "text/x ml", "text/<x>"})
    CHECK(safe_media_type(odd) == "application/octet-stream");
}

TEST_CASE("metadata hold any text, the same in both places") {
  DocumentFacts facts = some_facts();
  facts.title = "A & B <c> ]]> \"d\" \x01\x1F\xFF é \xF0\x9F\x93\xAE </rdf:RDF>";
  facts.author = "\x00\x07";
  for (const facturx::Profile& profile : profiles())
    CHECK(is_well_formed(xmp_packet(facts, profile, 'B')));
  const std::string packet = xmp_packet(facts, *profile_named("basic"), 'B');
  CHECK(holds(packet, "A &amp; B &lt;c&gt;"));
  CHECK(holds(packet, "<xmp:CreateDate>2026-11-21T00:00:00Z<"));
  CHECK(count(packet, "</rdf:RDF>") == 1);
  CHECK(pdf_date(facts.created) == "D:20261121000000Z");
}

TEST_CASE("a colour profile is one for RGB") {
  CHECK_THROWS_AS(ColourProfile(""), std::runtime_error);
  CHECK_THROWS_AS(ColourProfile(std::string(500, '\0')), std::runtime_error);
}
