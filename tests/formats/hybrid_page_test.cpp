// Page and XML of a hybrid PDF are compared: a divergence is remarked, doubt is not.
#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/facturx/read.h"
#include "formats/facturx/read_divergence.h"
#include "formats/read.h"
#include "formats/verdict.h"
#include "tests/formats/pdf_maker.h"
#include "tests/formats/sample.h"

using namespace facteur;
using namespace facteur::formats;
using facteur::formats::facturx::HybridPdf;
using test::Hybrid;
using test::hybrid_of;

namespace {

// Facts as a page in France might show them.
struct Facts {
  std::string number, date, total, iban;
  std::string rest;  // names and amounts of the lines
};

std::string term(const Invoice& invoice, std::initializer_list<Term> way) {
  Node node = invoice.root();
  for (const Term step : way) node = node.first(step);
  return std::string(node.text());
}

Facts facts_of(const Invoice& invoice) {
  Facts facts;
  facts.number = term(invoice, {Term::BT_1});
  const std::string day = term(invoice, {Term::BT_2});
  facts.date = day.substr(6, 2) + "/" + day.substr(4, 2) + "/" + day.substr(0, 4);
  facts.total = term(invoice, {Term::BG_22, Term::BT_112});
  facts.iban = term(invoice, {Term::BG_16, Term::BG_17, Term::BT_84});
  for (const auto& way : {std::initializer_list<Term>{Term::BG_4, Term::BT_27},
                          {Term::BG_4, Term::BT_30},
                          {Term::BG_4, Term::BT_31},
                          {Term::BG_7, Term::BT_44},
                          {Term::BG_7, Term::BT_48},
                          {Term::BG_4, Term::BG_5, Term::BT_37},
                          {Term::BG_7, Term::BG_8, Term::BT_52},
                          {Term::BG_22, Term::BT_109},
                          {Term::BG_22, Term::BT_115}}) {
    facts.rest += term(invoice, way) + " ";
  }
  for (const Node line : each(invoice.root(), Term::BG_25)) {
    facts.rest += std::string(line.first(Term::BG_31).text(Term::BT_153)) + " " +
                  std::string(line.text(Term::BT_131)) + " ";
  }
  return facts;
}

// A text as a literal string shown in WinAnsi: accents become question marks, which nobody asks
// for.
std::string shown(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '(' || c == ')' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return "(" + escaped + ") Tj T* ";
}

std::string page_of(const Facts& facts) {
  return "BT /F1 10 Tf " + shown("Facture " + facts.number) + shown("du " + facts.date) +
         shown(facts.rest) + shown("Total TTC " + facts.total) + shown("IBAN " + facts.iban) +
         shown("Une page qui dit assez pour que l'on sache qu'elle peut etre lue.") + "ET";
}

std::string xml() {
  return test::sample("facturx.xml");
}

std::string document_with(const std::string& content) {
  Hybrid hybrid = hybrid_of(xml());
  hybrid.level = "EXTENDED";
  hybrid.content = content;
  return hybrid.write();
}

// The rules of ours that the PDF with this page breaks.
std::string remarks(const std::string& content) {
  std::string all;
  for (const Finding& finding : judge(document_with(content)).findings) {
    if (!finding.rule.starts_with("FACTEUR-PDF-")) continue;
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.line > 0);
    all += (all.empty() ? "" : " ") + std::string(finding.rule.substr(12));
  }
  return all;
}

Facts sample_facts() {
  const Reading reading = read(xml());
  REQUIRE(reading.invoice);
  return facts_of(*reading.invoice);
}

}  // namespace

TEST_CASE("a page that says what its XML says is not remarked") {
  CHECK(remarks(page_of(sample_facts())).empty());
}

TEST_CASE("each fact that the page does not show is remarked by its name") {
  const Facts good = sample_facts();
  Facts facts = good;
  facts.number = "XYZ-987";
  CHECK(remarks(page_of(facts)) == "NUMBER");
  facts = good;
  facts.date = "13/07/1987";
  CHECK(remarks(page_of(facts)) == "DATE");
  facts = good;
  facts.total = "7654321.07";
  const std::string found = remarks(page_of(facts));
  CHECK((found == "TOTAL" || found.empty()));  // empty when another amount is the same
}

TEST_CASE("figures and dates are found in the forms of every country") {
  Facts facts = sample_facts();
  const std::string day = facts.date;
  for (const std::string& form :
       {day.substr(6) + "-" + day.substr(3, 2) + "-" + day.substr(0, 2),
        day.substr(0, 2) + "." + day.substr(3, 2) + "." + day.substr(8),
        day.substr(3, 2) + "/" + day.substr(0, 2) + "/" + day.substr(6)}) {
    facts.date = form;
    CHECK(remarks(page_of(facts)).empty());
  }
}

TEST_CASE("a page that cannot be read is not remarked") {
  Facts facts = sample_facts();
  facts.number = "XYZ-987";
  const std::string content = page_of(facts);
  CHECK(remarks(content) == "NUMBER");
  CHECK(remarks("").empty());
  CHECK(remarks("BT /F1 10 Tf (Voir image) Tj ET").empty());
  CHECK(remarks("3 Tr " + content).empty());
  CHECK(remarks("BT /F9 10 Tf " + content.substr(13)).empty());
  Hybrid hybrid = hybrid_of(xml());
  hybrid.content = content;
  hybrid.font = "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H >>";
  const std::string pdf = hybrid.write();
  CHECK_FALSE(HybridPdf(pdf).pages());
}

TEST_CASE("a page of another invoice altogether is not remarked fact by fact") {
  CHECK(remarks(
            "BT /F1 10 Tf (Conditions generales de vente. Les marchandises restent la propriete du "
            "vendeur jusqu'au paiement integral du prix, en principal et accessoires.) Tj ET")
            .empty());
}

TEST_CASE("letters are read by the map or the encoding of their font") {
  const auto says = [](const std::string& font, const std::string& codes) {
    Hybrid hybrid = hybrid_of("<x/>");
    hybrid.font = font;
    hybrid.content = "BT /F1 9 Tf (" + std::string(120, 'a') + ") Tj " + codes + " Tj ET";
    const std::string pdf = hybrid.write();
    const auto text = HybridPdf(pdf).pages();
    return text ? text->substr(120) : "unread";
  };
  CHECK(says("<< /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
             "(Fa\\347ade \\2001\\240234,50)") == "facade1234,50");
  CHECK(says("<< /Subtype /Type1 /Encoding /MacRomanEncoding >>", "(\\216t\\216)") == "ete");
  CHECK(says("<< /Subtype /TrueType /Encoding << /BaseEncoding /WinAnsiEncoding /Differences "
             "[1 /eacute /one /uni0042] >> >>",
             "<010203>") == "e1b");
}

TEST_CASE("text in forms and arrays is read, images in between are not") {
  Hybrid hybrid = hybrid_of("<x/>");
  hybrid.content =
      "BT /F1 9 Tf [(" + std::string(120, 'a') +
      ") -300 (b) 20 <63>] TJ ET BI /W 1 /H 1 ID \x01(x) Tj\x02 EI BT /F1 9 Tf (d) ' ET";
  const std::string pdf = hybrid.write();
  const auto text = HybridPdf(pdf).pages();
  REQUIRE(text);
  CHECK(text->substr(120) == "bcd");
}
