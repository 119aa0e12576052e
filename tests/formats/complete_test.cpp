#include "formats/complete.h"

#include <catch2/catch.hpp>

#include "formats/decimal.h"
#include "formats/draft.h"
#include "formats/rules/report.h"

using namespace facteur;
using namespace facteur::formats;
using enum Term;

namespace {

Draft group(Term term, std::vector<std::pair<Term, std::string>> values) {
  Draft draft{term, {}, {}, {}};
  for (auto& [name, text] : values) draft.children.push_back({name, text, {}, {}});
  return draft;
}

// quantity, price, category and rate; nothing else.
Draft line(const std::string& quantity, const std::string& price, const std::string& category = "S",
           const std::string& rate = "20") {
  Draft draft = group(BG_25, {{BT_129, quantity}});
  draft.children.push_back(group(BG_29, {{BT_146, price}}));
  draft.children.push_back(group(BG_30, {{BT_151, category}}));
  if (!rate.empty()) draft.children.back().add(BT_152, rate);
  return draft;
}

Draft invoice_with(std::vector<Draft> groups) {
  Draft document = group(none, {{BT_5, "EUR"}});
  for (Draft& draft : groups) document.children.push_back(std::move(draft));
  return document;
}

Completion completed(const Draft& document, bool recompute = false) {
  return complete(invoice_of(document, Syntax::ubl_invoice), recompute);
}

const Figure* figure_at(const Completion& completion, std::string_view path) {
  for (const Figure& figure : completion.figures) {
    if (figure.path == path) return &figure;
  }
  return nullptr;
}

std::string value_at(const Completion& completion, std::string_view path) {
  const Figure* figure = figure_at(completion, path);
  return figure ? figure->computed : "no such figure";
}

Draft& at(Draft& document, Term term) {
  Draft* found = document.first(term);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("quantities, prices and rates are enough for every amount of an invoice") {
  const Completion done = completed(
      invoice_with({line("10", "12.50"), line("3", "0.333", "S", "5.5"), line("1", "100")}));
  CHECK(done.complete());
  CHECK(value_at(done, "BG-25[1]/BT-131") == "125.00");
  CHECK(value_at(done, "BG-25[2]/BT-131") == "1.00");
  CHECK(value_at(done, "BG-23[1]/BT-116") == "225.00");
  CHECK(value_at(done, "BG-23[1]/BT-117") == "45.00");
  CHECK(value_at(done, "BG-23[2]/BT-117") == "0.06");
  CHECK(value_at(done, "BG-22/BT-106") == "226.00");
  CHECK(value_at(done, "BG-22/BT-110") == "45.06");
  CHECK(value_at(done, "BG-22/BT-112") == "271.06");
  CHECK(value_at(done, "BG-22/BT-115") == "271.06");

  const Node totals = done.invoice.root().first(BG_22);
  CHECK(totals.text(BT_112) == "271.06");
  CHECK(totals.first(BT_112).attribute(Attribute::currency) == "EUR");
  CHECK(done.invoice.root().first(BG_23).text(BT_118) == "S");
}

TEST_CASE("a number is explained with its operands, in both languages") {
  Draft discounted = line("10", "12.50");
  discounted.children.push_back(group(BG_27, {{BT_137, "125"}, {BT_138, "10"}}));
  const Completion done = completed(invoice_with({discounted}));
  CHECK(figure_at(done, "BG-25[1]/BG-27[1]/BT-136")->reason.en ==
        "125 (BT-137 Line allowance base amount) × 10% (BT-138 Line allowance percentage) = 12.50");
  const Figure& net = *figure_at(done, "BG-25[1]/BT-131");
  CHECK(
      net.reason.fr ==
      "10 (BT-129 Quantité facturée) × 12,5 (BT-146 Prix unitaire net) − 12,5 (Σ BT-136 Montant de "
      "la remise de ligne) = 112,50");
  CHECK(net.outcome == Outcome::added);
}

TEST_CASE("a net price is the gross price without its discount, and counts by its base quantity") {
  Draft draft = line("250", "0");
  at(draft, BG_29) = group(BG_29, {{BT_147, "0.40"}, {BT_148, "12.40"}, {BT_149, "100"}});
  const Completion done = completed(invoice_with({draft}));
  CHECK(value_at(done, "BG-25[1]/BG-29/BT-146") == "12");
  CHECK(value_at(done, "BG-25[1]/BT-131") == "30.00");
}

TEST_CASE("a net price beside a gross one without discount stands, even when recomputing") {
  Draft draft = line("2", "80");
  at(draft, BG_29).add(BT_148, "100");
  const Completion done = completed(invoice_with({draft}), true);
  CHECK(figure_at(done, "BG-25[1]/BG-29/BT-146") == nullptr);
  CHECK(value_at(done, "BG-25[1]/BT-131") == "160.00");
}

TEST_CASE("an amount is rounded once, and that of a credit mirrors that of the debit") {
  const Completion debit = completed(invoice_with({line("1", "0.125"), line("1", "0.125")}));
  const Completion credit = completed(invoice_with({line("-1", "0.125"), line("-1", "0.125")}));
  CHECK(value_at(debit, "BG-25[1]/BT-131") == "0.13");
  CHECK(value_at(credit, "BG-25[1]/BT-131") == "-0.13");
  CHECK(value_at(debit, "BG-22/BT-112") == "0.31");
  CHECK(value_at(credit, "BG-22/BT-112") == "-0.31");

  Draft thirds = line("1", "10");
  at(thirds, BG_29).add(BT_149, "3");
  thirds.children.push_back(group(BG_28, {{BT_141, "0.01"}}));
  CHECK(value_at(completed(invoice_with({thirds})), "BG-25[1]/BT-131") == "3.34");
}

TEST_CASE("what the sender gave is kept, told, and what follows agrees with it") {
  Draft given = line("10", "12.50");
  given.add(BT_131, "120.00");
  const Completion done = completed(invoice_with({given}));
  const Figure& net = *figure_at(done, "BG-25[1]/BT-131");
  CHECK(net.outcome == Outcome::differs);
  CHECK(net.given == "120.00");
  CHECK(net.computed == "125.00");
  CHECK(done.invoice.root().first(BG_25).text(BT_131) == "120.00");
  CHECK(value_at(done, "BG-22/BT-106") == "120.00");
}

TEST_CASE("a given value gives way when asked to, and is told") {
  Draft given = line("10", "12.50");
  given.add(BT_131, "120.00");
  const Completion done = completed(invoice_with({given}), true);
  CHECK(figure_at(done, "BG-25[1]/BT-131")->outcome == Outcome::replaced);
  CHECK(done.invoice.root().first(BG_25).text(BT_131) == "125.00");
  CHECK(value_at(done, "BG-22/BT-106") == "125.00");
}

TEST_CASE("the same value in another form agrees, and keeps its form") {
  Draft given = line("10", "12.50");
  given.add(BT_131, "125.000");
  const Completion done = completed(invoice_with({given}));
  CHECK(figure_at(done, "BG-25[1]/BT-131")->outcome == Outcome::agrees);
  CHECK(done.invoice.root().first(BG_25).text(BT_131) == "125.000");
}

TEST_CASE("what cannot be computed says what it takes, and nothing is built on it") {
  Draft no_price = line("10", "1");
  at(no_price, BG_29).children.clear();
  const Completion done = completed(invoice_with({no_price}));
  CHECK_FALSE(done.complete());
  const Figure& net = *figure_at(done, "BG-25[1]/BT-131");
  CHECK(net.outcome == Outcome::needs);
  CHECK(net.reason.en == "missing: BT-146 Item net price");
  CHECK(figure_at(done, "BG-22/BT-112")->outcome == Outcome::needs);
  CHECK_FALSE(done.invoice.root().first(BG_22).first(BT_112));
}

TEST_CASE("a line without category or rate leaves the VAT unknown, not wrong") {
  for (const char* category : {"", "S"}) {
    const Completion done = completed(invoice_with({line("1", "1"), line("1", "1", category, "")}));
    CHECK_FALSE(done.complete());
    CHECK_FALSE(done.invoice.root().first(BG_23));
    CHECK(figure_at(done, "BG-22/BT-110")->outcome == Outcome::needs);
    CHECK(value_at(done, "BG-22/BT-109") == "2.00");
  }
}

TEST_CASE(
    "a category that fixes its rate and reason gets them, and an exemption asks for its reason") {
  const Completion done = completed(invoice_with(
      {line("1", "10", "AE", ""), line("1", "20", "O", ""), line("1", "30", "E", "0.00")}));
  const Node first = done.invoice.root().first(BG_23);
  CHECK(first.text(BT_119) == "0");
  CHECK(first.text(BT_121) == "VATEX-EU-AE");
  CHECK(first.next().text(BT_121) == "VATEX-EU-O");
  CHECK_FALSE(first.next().first(BT_119));
  CHECK(figure_at(done, "BG-23[3]/BT-121")->outcome == Outcome::needs);
  CHECK(value_at(done, "BG-25[1]/BG-30/BT-152") == "0");
  CHECK(value_at(done, "BG-22/BT-110") == "0.00");
  CHECK(value_at(done, "BG-22/BT-112") == "60.00");
}

TEST_CASE("allowances and charges of the document count in totals and in the VAT of their rate") {
  const Completion done = completed(invoice_with(
      {group(BG_20, {{BT_93, "200"}, {BT_94, "5"}, {BT_95, "S"}, {BT_96, "20.0"}}),
       group(BG_21, {{BT_99, "15"}, {BT_102, "S"}, {BT_103, "10"}}), line("2", "100")}));
  CHECK(value_at(done, "BG-20[1]/BT-92") == "10.00");
  CHECK(value_at(done, "BG-22/BT-107") == "10.00");
  CHECK(value_at(done, "BG-22/BT-108") == "15.00");
  CHECK(value_at(done, "BG-22/BT-109") == "205.00");
  CHECK(value_at(done, "BG-22/BT-110") == "39.50");
  CHECK(value_at(done, "BG-22/BT-115") == "244.50");
}

TEST_CASE("what is paid already and the rounding count in the amount due") {
  const Completion done = completed(
      invoice_with({group(BG_22, {{BT_113, "20"}, {BT_114, "0.03"}}), line("1", "99.98")}));
  CHECK(value_at(done, "BG-22/BT-112") == "119.98");
  CHECK(value_at(done, "BG-22/BT-115") == "100.01");
}

TEST_CASE("lines that only group or inform are neither computed nor counted") {
  Draft heading = line("1", "1000");
  heading.add(EXT_FR_FE_163, "GROUP");
  const Completion done = completed(invoice_with({heading, line("1", "10")}));
  CHECK(figure_at(done, "BG-25[1]/BT-131") == nullptr);
  CHECK(value_at(done, "BG-25[2]/BT-131") == "10.00");
  CHECK(value_at(done, "BG-22/BT-106") == "10.00");
}

TEST_CASE("a given breakdown that nobody uses is told") {
  Draft document =
      invoice_with({group(BG_23, {{BT_116, "50"}, {BT_117, "5"}, {BT_118, "S"}, {BT_119, "10"}}),
                    line("1", "10")});
  const Completion done = completed(document);
  CHECK(figure_at(done, "BG-23[1]/BT-116")->outcome == Outcome::differs);
  CHECK(figure_at(done, "BG-23[1]/BT-116")->computed == "0.00");
}

TEST_CASE("another accounting currency asks for its VAT total") {
  Draft document = invoice_with({line("1", "10")});
  document.add(BT_6, "USD");
  CHECK(figure_at(completed(document), "BG-22/BT-111")->outcome == Outcome::needs);
}

TEST_CASE("numbers that no decimal can hold are not computed, whatever was given") {
  const std::string huge(38, '9');
  const Completion done = completed(invoice_with({line(huge, huge), line("twelve", "1")}));
  CHECK_FALSE(done.complete());
  CHECK(figure_at(done, "BG-25[1]/BT-131")->outcome == Outcome::needs);
  CHECK(figure_at(done, "BG-25[2]/BT-131")->outcome == Outcome::needs);
}

TEST_CASE("completing twice changes nothing") {
  const Completion once = completed(
      invoice_with({line("10", "12.50"), line("1", "10", "AE", ""), line("-1", "0.125", "S", "5.5"),
                    group(BG_20, {{BT_93, "200"}, {BT_94, "5"}, {BT_95, "S"}, {BT_96, "20"}})}));
  const Completion twice = complete(once.invoice);
  REQUIRE(twice.figures.size() <= once.figures.size());
  for (const Figure& figure : twice.figures) {
    INFO(figure.path);
    CHECK(figure.outcome == Outcome::agrees);
    CHECK(figure.given == figure_at(once, figure.path)->computed);
  }
}
