// A supplier's own pages as Factur-X. The pages of these tests are written here, object by object.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "formats/facturx/read.h"
#include "formats/facturx/stamp.h"
#include "formats/pdfa/judge.h"
#include "tests/formats/sample.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::formats::facturx;

namespace {

// Null, with a warning, where icc-profiles-free is not installed.
const ColourProfile* colours() {
  static const auto loaded = []() -> std::optional<ColourProfile> {
    std::ifstream in("/usr/share/color/icc/sRGB.icc", std::ios::binary);
    if (!in) return std::nullopt;
    return ColourProfile(std::string(std::istreambuf_iterator<char>(in), {}));
  }();
  if (!loaded) WARN("icc-profiles-free is not installed");
  return loaded ? &*loaded : nullptr;
}

bool holds(const std::string& file, const std::string& what) {
  return file.find(what) != file.npos;
}

std::string stream(const std::string& entries, const std::string& data) {
  return "<< " + entries + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data +
         "\nendstream";
}

// A file of one page. Object 1 is the catalog, 3 the page, 4 its content; `more` are 5, 6, ...
struct Pages {
  std::string catalog, page, trailer;  // entries that are added
  std::string content = stream("", "0 0 1 rg 50 50 100 100 re f");
  std::vector<std::string> more;

  std::string file() const {
    const std::string resources = holds(page, "/Resources") ? "" : "/Resources << >> ";
    std::vector<std::string> objects{
        "<< /Type /Catalog /Pages 2 0 R " + catalog + " >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R " + resources + page +
            " >>",
        content};
    objects.insert(objects.end(), more.begin(), more.end());
    std::string out = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      std::string place = std::to_string(out.size());
      table += std::string(10 - place.size(), '0') + place + " 00000 n \n";
      out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string start = std::to_string(out.size()), size = std::to_string(objects.size() + 1);
    return out + "xref\n0 " + size + "\n0000000000 65535 f \n" + table +
           "trailer\n<< /Root 1 0 R /Size " + size + " " + trailer + " >>\nstartxref\n" + start +
           "\n%%EOF\n";
  }
};

Made stamped(const std::string& page, const MakeOptions& options = {}) {
  Reading reading;
  auto made = stamp(page, test::sample("base.xml"), options, *colours(), reading);
  REQUIRE(made);
  REQUIRE(made->valid);
  return std::move(*made);
}

// Of the fatal findings.
std::set<std::string> reasons(const Made& made) {
  std::set<std::string> rules;
  for (const Finding& finding : made.findings)
    if (finding.severity == Severity::fatal) rules.emplace(finding.rule);
  return rules;
}

std::set<std::string> repairs(const Made& made) {
  std::set<std::string> places;
  for (const Finding& finding : made.findings)
    if (finding.rule == "PAGE-REPAIRED") places.insert(finding.location);
  return places;
}

// Each byte as a code of nine bits (ISO 32000-1 §7.4.4), with the table cleared before it grows.
std::string lzw(const std::string& data) {
  constexpr unsigned clear = 256, end = 257;
  std::vector<unsigned> codes;
  for (std::size_t i = 0; i < data.size(); ++i) {
    if (i % 200 == 0) codes.push_back(clear);
    codes.push_back(std::uint8_t(data[i]));
  }
  codes.push_back(end);
  std::string bits, out;
  for (const unsigned code : codes)
    for (int bit = 8; bit >= 0; --bit) bits += (code >> bit & 1) != 0 ? '1' : '0';
  bits.resize((bits.size() + 7) / 8 * 8, '0');
  for (std::size_t i = 0; i < bits.size(); i += 8)
    out += char(std::stoul(bits.substr(i, 8), nullptr, 2));
  return out;
}

}  // namespace

TEST_CASE("a plain page becomes PDF/A-3 with the invoice in it, and every repair is told") {
  if (!colours()) return;
  Pages pages;
  pages.trailer = "/Info << /Title (Facture \\351l\\351gante & <b>) /Producer (Tool) >>";
  const Made made = stamped(pages.file());
  CHECK(reasons(made).empty());
  CHECK(repairs(made) == std::set<std::string>{"catalog/Metadata", "catalog/OutputIntents"});
  CHECK(pdfa::judge_pdfa(made.pdf).passes);
  HybridPdf hybrid(made.pdf);
  REQUIRE(hybrid.invoice());
  CHECK(hybrid.xmp().conformance_level == "EN 16931");
  CHECK(hybrid.xmp().pdfa_conformance == "B");
  CHECK(holds(made.pdf, "Facture élégante &amp; &lt;b&gt;"));
  CHECK(holds(made.pdf, "<xmp:CreatorTool>Tool<"));
  CHECK(stamped(pages.file()).pdf == made.pdf);
}

TEST_CASE("a page that was stamped is refused a second invoice") {
  if (!colours()) return;
  const std::string once = stamped(Pages().file()).pdf;
  CHECK(reasons(stamped(once)) == std::set<std::string>{"PAGE-HAS-INVOICE"});
}

TEST_CASE("a signed page is never rewritten") {
  if (!colours()) return;
  Pages field;
  field.catalog = "/AcroForm << /SigFlags 3 /Fields [5 0 R] >>";
  field.more = {
      "<< /FT /Sig /T (s) /V << /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >> /Subtype /Widget "
      "/Rect [0 0 0 0] >>"};
  CHECK(reasons(stamped(field.file())) == std::set<std::string>{"PAGE-SIGNED"});
  CHECK(stamped(field.file()).pdf.empty());
  Pages hidden;
  hidden.more = {"<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>"};
  CHECK(reasons(stamped(hidden.file())) == std::set<std::string>{"PAGE-SIGNED"});
}

TEST_CASE("what cannot be a page says so by name") {
  if (!colours()) return;
  CHECK(reasons(stamped("")) == std::set<std::string>{"PAGE-UNREADABLE"});
  CHECK(reasons(stamped("%PDF-1.7\nnothing")) == std::set<std::string>{"PAGE-UNREADABLE"});
  Pages form;
  form.catalog = "/AcroForm << /Fields [] /XFA 5 0 R >>";
  form.more = {stream("", "<xdp/>")};
  CHECK(reasons(stamped(form.file())) == std::set<std::string>{"PAGE-XFA"});
}

TEST_CASE("what breaks PDF/A and cannot be mended is told by its clause") {
  if (!colours()) return;
  Pages script;
  script.catalog = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>";
  CHECK(reasons(stamped(script.file())).contains("6.5.1-1"));
  Pages launch;
  launch.page =
      "/Annots [<< /Type /Annot /Subtype /Link /F 4 /Rect [0 0 9 9] /A << /S /Launch /F "
      "(x.exe) >> >>]";
  CHECK(reasons(stamped(launch.file())).contains("6.5.1-1"));
  for (const Made& made : {stamped(script.file()), stamped(launch.file())}) CHECK(made.pdf.empty());
}

TEST_CASE("what follows from the file is repaired without a change to what it shows") {
  if (!colours()) return;
  Pages pages;
  pages.content = stream("/Filter /LZWDecode", lzw("0 1 0 rg 10 10 50 50 re f"));
  pages.page =
      "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI "
      "(https://a.example) "
      ">> >>] /Resources << /XObject << /I 5 0 R >> >>";
  pages.catalog = "/AcroForm << /Fields [] /NeedAppearances true >>";
  pages.more = {
      stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
             "/BitsPerComponent 8 /Interpolate true",
             "x")};
  const Made made = stamped(pages.file());
  CHECK(reasons(made).empty());
  CHECK(repairs(made) == std::set<std::string>{"catalog/Metadata", "catalog/OutputIntents",
                                               "catalog/AcroForm", "page/Annots", "images",
                                               "streams"});
  CHECK_FALSE(holds(made.pdf, "LZWDecode"));
  CHECK_FALSE(holds(made.pdf, "Interpolate"));
}

TEST_CASE("a file that the page carried already is carried on, and says what it is") {
  if (!colours()) return;
  Pages pages;
  pages.catalog = "/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>";
  pages.more = {"<< /Type /Filespec /F (notes.txt) /EF << /F 6 0 R >> >>",
                stream("/Type /EmbeddedFile", "text")};
  const Made made = stamped(pages.file());
  CHECK(reasons(made).empty());
  CHECK(repairs(made).contains("catalog/Names/EmbeddedFiles"));
  HybridPdf hybrid(made.pdf);
  REQUIRE(hybrid.invoice());
  const auto& files = hybrid.files();
  const auto notes = std::ranges::find(files, "notes.txt", &EmbeddedFile::name);
  REQUIRE(notes != files.end());
  CHECK(notes->relationship == "Unspecified");
  CHECK(notes->associated);
}

TEST_CASE("bytes that only look like a PDF do no harm") {
  if (!colours()) return;
  Pages pages;
  pages.catalog = "/AcroForm 5 0 R /AF 3 0 R /Names [] /OutputIntents 4 0 R /Metadata 2 0 R";
  pages.more = {"<< /Fields 1 0 R /XFA null /Kids [5 0 R] >>"};
  const std::string whole = pages.file();
  for (std::size_t cut = 0; cut < whole.size(); cut += 37) {
    Reading reading;
    CHECK(stamp(whole.substr(0, cut), test::sample("base.xml"), {}, *colours(), reading));
    std::string bent = whole;
    bent[cut] = char(bent[cut] ^ 0x15);
    CHECK(stamp(bent, test::sample("base.xml"), {}, *colours(), reading));
  }
}

TEST_CASE("a page that says another number than its invoice is remarked on") {
  const std::ifstream regular("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf");
  const std::ifstream bold("/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf");
  if (!colours() || !regular || !bold) return;
  const auto font = [](const std::ifstream& in) {
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return pdf::TrueTypeFont(bytes.str());
  };
  const pdf::FontPair fonts{font(regular), font(bold)};
  std::string other = test::sample("base.xml");
  test::replace_all(other, std::string(read(other).invoice->root().text(Term::BT_1)), "X-9981");
  const std::string same_page = readable_pdf(*read(test::sample("base.xml")).invoice, fonts, true);
  const std::string other_page = readable_pdf(*read(other).invoice, fonts, true);
  const auto remarks = [](const Made& made) {
    return std::ranges::count(made.findings, std::string_view("FACTEUR-PDF-NUMBER"),
                              &Finding::rule);
  };
  CHECK(remarks(stamped(same_page)) == 0);
  CHECK(remarks(stamped(other_page)) == 1);
}
