// The judge of PDF/A: the smallest changes to a file that is PDF/A-3b, and files that mean harm.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "formats/facturx/make.h"
#include "formats/pdfa/judge.h"
#include "formats/verdict.h"
#include "tests/formats/pdf_maker.h"
#include "tests/formats/sample.h"

using namespace facteur;
using formats::pdfa::judge_pdfa;
using formats::pdfa::PdfaVerdict;

namespace {

std::string installed(const char* file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A Factur-X of ours; empty, with a warning, where the fonts are not installed.
std::string good_file() {
  static const std::string made = [] {
    const std::string regular =
        installed("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf");
    const std::string bold =
        installed("/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf");
    const std::string srgb = installed("/usr/share/color/icc/sRGB.icc");
    if (regular.empty() || bold.empty() || srgb.empty()) return std::string();
    const formats::pdf::FontPair fonts{formats::pdf::TrueTypeFont(regular),
                                       formats::pdf::TrueTypeFont(bold)};
    const formats::facturx::ColourProfile colours(srgb);
    formats::Reading reading;
    const auto pdf =
        formats::facturx::make(test::sample("facturx.xml"), {}, {fonts, colours}, reading);
    return pdf ? pdf->pdf : std::string();
  }();
  if (made.empty()) WARN("fonts-liberation2 or icc-profiles-free is not installed");
  return made;
}

std::set<std::string> rules_of(const PdfaVerdict& verdict) {
  std::set<std::string> rules;
  for (const auto& finding : verdict.findings) rules.emplace(finding.rule);
  return rules;
}

// `with` is as long as `what`, so that nothing else moves.
std::string changed(std::string file, const std::string& what, const std::string& with) {
  REQUIRE(what.size() == with.size());
  const std::size_t at = file.find(what);
  INFO(what);
  REQUIRE(at != file.npos);
  return file.replace(at, what.size(), with);
}

struct Change {
  const char* rule;
  const char* what;
  const char* with;
};

}  // namespace

TEST_CASE("what we make of an invoice is PDF/A-3b and says so") {
  const std::string file = good_file();
  if (file.empty()) return;
  const PdfaVerdict verdict = judge_pdfa(file);
  CHECK(verdict.readable);
  CHECK(verdict.passes);
  CHECK(rules_of(verdict).empty());
  CHECK(verdict.claim.part == 3);
  CHECK(verdict.claim.conformance == "B");
}

TEST_CASE("each change to a good file breaks its rule of PDF/A") {
  const std::string file = good_file();
  if (file.empty()) return;
  constexpr Change changes[] = {
      {"6.1.2-1", "%PDF-1.7", "%PDF-1.9"},
      {"6.1.3-3", "%%EOF", "%%EOx"},
      {"6.6.2.1-1", "/Type /Metadata", "/Type /Metadatx"},
      {"6.6.2.1-4", "pdf:Producer", "pdf:Producex"},
      {"6.6.4-3", "<pdfaid:conformance>B", "<pdfaid:conformance>X"},
      {"6.8-1", "/Subtype /text#2fxml", "/Subtypx /text#2fxml"},
      {"6.8-2", "/UF (", "/UX ("},
      {"6.8-3", "/AFRelationship", "/AFRelationshix"},
      {"6.2.3-1", "/DestOutputProfile", "/DestOutputProfilx"},
  };
  for (const Change& change : changes) {
    if (file.find(change.what) == file.npos) {
      WARN("not written that way any more: " << change.what);
      continue;
    }
    INFO(change.rule);
    const PdfaVerdict verdict = judge_pdfa(changed(file, change.what, change.with));
    const std::string rule = change.rule;
    // Without its profile the intent covers no colour.
    const bool found = rule == "6.2.3-1" ? rules_of(verdict).contains("6.2.4.3-4") ||
                                               rules_of(verdict).contains("6.2.4.3-2")
                                         : rules_of(verdict).contains(rule);
    CHECK(found);
    CHECK_FALSE(verdict.passes);
  }
}

TEST_CASE("a file that claims PDF/A-2 is judged as such, with a warning") {
  const std::string file = good_file();
  if (file.empty() || file.find("<pdfaid:part>3") == file.npos) return;
  const PdfaVerdict verdict = judge_pdfa(changed(file, "<pdfaid:part>3", "<pdfaid:part>2"));
  CHECK(verdict.passes);
  CHECK(rules_of(verdict) == std::set<std::string>{"6.6.4-2"});
}

TEST_CASE("every rule of PDF/A has its clause, and sentences in both languages") {
  std::set<std::string_view> ids;
  for (const formats::Rule* rule : formats::pdfa::pdfa_rules()) {
    INFO(rule->id);
    CHECK(rule->id.starts_with("6."));
    CHECK(rule->id.find('-') != std::string_view::npos);
    CHECK_FALSE(rule->sentence.fr.empty());
    CHECK_FALSE(rule->sentence.en.empty());
    ids.insert(rule->id);
  }
  CHECK(ids.size() > 120);
}

TEST_CASE("a hybrid that claims PDF/A-3 is warned of, and fails only where that is asked") {
  const std::string file = good_file();
  if (file.empty()) return;
  const std::string broken = changed(file, "/AFRelationship", "/AFRelationshix");
  const formats::RuleSelection asked{false, {formats::find_rule_set("pdfa3")}, {}};
  CHECK_FALSE(formats::judge(broken, asked).valid);
  CHECK(formats::judge(file, asked).valid);
  bool warned = false;
  for (const auto& finding : formats::judge(broken).findings) {
    if (finding.set != "pdfa3") continue;
    warned = true;
    CHECK(finding.severity == formats::Severity::warning);
  }
  CHECK(warned);
}

TEST_CASE("a PDF without an invoice can be judged by the rules of PDF/A alone") {
  test::Hybrid hybrid;
  const formats::RuleSelection asked{false, {formats::find_rule_set("pdfa3")}, {}};
  const formats::Verdict verdict = formats::judge(hybrid.write(), asked);
  CHECK(verdict.structure);
  CHECK_FALSE(verdict.valid);
  for (const auto& finding : verdict.findings) CHECK(finding.set == "pdfa3");
}

TEST_CASE("what is no PDF is not judged, and says why") {
  for (const std::string bytes : {"", "%PDF-1.7", "not a PDF", "%PDF-1.7\n1 0 obj\n<<"}) {
    const PdfaVerdict verdict = judge_pdfa(bytes);
    CHECK_FALSE(verdict.readable);
    CHECK_FALSE(verdict.passes);
    REQUIRE(verdict.findings.size() == 1);
    CHECK(verdict.findings[0].rule == "CONTAINER");
  }
}

TEST_CASE("content that means harm is judged in bounded time") {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "q ";
  for (const std::string& content :
       {deep, std::string(500'000, '['), std::string(300'000, '<'), std::string(100'000, '('),
        std::string("BI /W 1 /H 1 ID ") + std::string(200'000, 'E'),
        std::string("/F1 1 Tf [") + deep + "(a)] TJ"}) {
    test::Hybrid hybrid;
    hybrid.content = content;
    CHECK(judge_pdfa(hybrid.write()).readable);
  }
}

TEST_CASE("loops of objects end") {
  test::PdfMaker maker;
  const int form = maker.add_stream(
      "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 1 0 R >> >>",
      "/X Do");
  const int font = maker.add("<< /Type /Font /Subtype /Type0 /DescendantFonts [2 0 R] >>");
  const int action = maker.add("<< /S /JavaScript /Next [3 0 R 3 0 R] >>");
  const int content = maker.add_stream("", "/X Do /F 1 Tf (a) Tj /P gs");
  const int page = maker.add("<< /Type /Page /Parent 6 0 R /MediaBox [0 0 9 9] /Contents " +
                             std::to_string(content) + " 0 R /Resources << /XObject << /X " +
                             std::to_string(form) + " 0 R >> /Font << /F " + std::to_string(font) +
                             " 0 R >> >> >>");
  const int pages = maker.add("<< /Type /Pages /Count 1 /Kids [" + std::to_string(page) +
                              " 0 R] /Parent 6 0 R >>");
  const int outline = maker.add("<< /First 7 0 R /Next 7 0 R /A 3 0 R /Kids [7 0 R] >>");
  const int root =
      maker.add("<< /Type /Catalog /Pages " + std::to_string(pages) + " 0 R /OpenAction " +
                std::to_string(action) + " 0 R /Outlines " + std::to_string(outline) +
                " 0 R /AcroForm << /Fields [7 0 R] >> /Names << /EmbeddedFiles 7 0 R >> >>");
  const PdfaVerdict verdict = judge_pdfa(maker.write(root));
  CHECK(verdict.readable);
  CHECK(rules_of(verdict).contains("6.5.1-1"));
}
