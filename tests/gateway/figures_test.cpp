// The worked numbers of the figures, and what they say where there is nothing to say.
#include <catch2/catch.hpp>

#include "gateway/receivables/application.h"
#include "gateway/receivables/figures/bridge.h"
#include "gateway/receivables/figures/catalogue.h"
#include "gateway/receivables/figures/collection.h"
#include "gateway/receivables/figures/dso.h"
#include "tests/gateway/figures_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using namespace facteur::gateway::receivables::figures;
using test::date;
using test::figures_question;
using test::FiguresLedger;
using test::portfolio;

namespace {

std::string value(const Portfolio& portfolio, std::string_view name) {
  const Definition* definition = find_definition(name);
  REQUIRE(definition);
  const Answer answer = definition->compute(portfolio);
  return answer.value ? written(answer, definition->unit, portfolio.exponent)
                      : std::string(answer.reason);
}

// Receivables of one item, older than all sales; sales on the first day of each month.
Portfolio of_months(const std::string& as_of, std::int64_t receivables,
                    const std::vector<std::pair<std::string, std::int64_t>>& sales) {
  Portfolio portfolio;
  portfolio.currency = "EUR";
  portfolio.as_of = date(as_of);
  for (const auto& [day, units] : sales) portfolio.sales.push_back({date(day), units, 0});
  OpenItem item{};
  item.kind = "invoice";
  item.issued_on = item.due_on = portfolio.sales.front().issued_on;
  item.open = item.units = receivables;
  portfolio.open.push_back(item);
  return portfolio;
}

}  // namespace

TEST_CASE("the reference portfolio gives the worked figures of its quarter and its half-year",
          "[figures]") {
  FiguresLedger ledger;
  const Portfolio quarter = portfolio(ledger, figures_question("2026-06-30", 91));
  const Portfolio half = portfolio(ledger, figures_question("2026-06-30", 181));
  CHECK(value(quarter, "receivables") == "260000.00");
  CHECK(value(quarter, "not_due") == "190000.00");
  CHECK(value(quarter, "overdue") == "70000.00");
  CHECK(value(quarter, "sales") == "310000.00");
  CHECK(value(half, "sales") == "600000.00");
  CHECK(quarter.receivables_before() == 25'000'000);

  CHECK(value(quarter, "dso_simple") == "76.32");
  CHECK(value(half, "dso_simple") == "78.43");
  for (const Portfolio* either : {&quarter, &half}) {
    CHECK(value(*either, "dso_count_back") == "78.50");
    CHECK(value(*either, "dso_weighted") == "78.44");
    CHECK(value(*either, "dso_weighted_30") == "77.50");
    CHECK(value(*either, "overdue_rate") == "26.92");
  }
  CHECK(value(quarter, "dso_best_possible") == "55.77");
  CHECK(value(quarter, "add") == "20.55");
  CHECK(value(quarter, "cei") == "81.08");
  CHECK(value(quarter, "overdue_rate_count") == "50.00");
}

TEST_CASE("delays of paid invoices are told by mean, median and percentile", "[figures]") {
  FiguresLedger ledger;
  const Portfolio quarter = portfolio(ledger, figures_question("2026-06-30", 91));
  REQUIRE(quarter.paid.size() == 6);
  // (10 x 60000 + 15 x 75000 + 6 x 90000 + 5 x 60000 + 0 x 10000 - 5 x 5000) / 300000
  CHECK(value(quarter, "mdl") == "8.47");
  CHECK(value(quarter, "mdl_median") == "5.50");
  CHECK(value(quarter, "mdl_p90") == "15.00");
  const Ratio terms = *mean_terms(quarter).value, late = *mean_days_late(quarter).value;
  CHECK(*dso_behaviour(quarter).value == terms + late);
  const auto delays = delays_by_customer(quarter);
  REQUIRE(delays.size() == 2);
  CHECK(delays[0].customer_key == "C1");
  CHECK(delays[0].invoices == 5);
  CHECK(delays[1].mean.rounded(2) == "10.00");
}

TEST_CASE("count-back takes five months off, where a published example goes wrong", "[figures]") {
  const auto months = of_months("2026-09-30", 12'000'00,
                                {{"2026-04-01", 2'250'00},
                                 {"2026-05-01", 2'000'00},
                                 {"2026-06-01", 2'500'00},
                                 {"2026-07-01", 2'250'00},
                                 {"2026-08-01", 1'750'00},
                                 {"2026-09-01", 2'500'00}});
  CHECK(value(months, "dso_count_back") == "166.33");
}

TEST_CASE("count-back says how far history went when that was not enough", "[figures]") {
  const auto months =
      of_months("2026-02-28", 300'00, {{"2026-01-01", 100'00}, {"2026-02-01", 100'00}});
  CHECK(value(months, "dso_count_back") == "> 59");
}

TEST_CASE("a month without sales takes nothing off, and its days count", "[figures]") {
  const auto months =
      of_months("2026-03-31", 150'00,
                {{"2026-01-01", 100'00}, {"2026-02-01", -20'00}, {"2026-03-01", 100'00}});
  // 31 + 28 + 50 / 100 x 31
  CHECK(value(months, "dso_count_back") == "74.50");
}

TEST_CASE("the month of the day counts the days that it has had", "[figures]") {
  const auto months =
      of_months("2026-03-10", 150'00, {{"2026-02-01", 100'00}, {"2026-03-01", 100'00}});
  CHECK(value(months, "dso_count_back") == "24.00");
}

TEST_CASE("what cannot be divided is no figure, with its reason", "[figures]") {
  test::Ledger ledger;
  ledger.open("F1", "2026-01-10", "2026-01-31", "100.00");
  const Portfolio later = portfolio(ledger, figures_question("2026-06-30", 30));
  CHECK(value(later, "sales") == "0.00");
  CHECK(value(later, "dso_simple") == "NO_SALES");
  CHECK(value(later, "add") == "NO_SALES");
  CHECK(value(later, "mdl") == "NO_PAID_INVOICES");
  CHECK(value(later, "dso_count_back") == "181.00");
  const Portfolio before = portfolio(ledger, figures_question("2025-12-31", 30));
  CHECK(value(before, "overdue_rate") == "NOTHING_OPEN");
  CHECK(value(before, "cei") == "NOTHING_TO_COLLECT");
  CHECK(value(before, "dso_count_back") == "0.00");
}

TEST_CASE("credit notes are deducted from sales and receivables, or stand apart when asked",
          "[figures]") {
  test::Ledger ledger;
  ledger.open("F1", "2026-06-01", "2026-07-31", "1000.00");
  ledger.open("A1", "2026-06-10", "2026-06-10", "200.00", "0002:200000008", "381");
  auto question = figures_question("2026-06-30", 30);
  Portfolio deducted = portfolio(ledger, question);
  CHECK(value(deducted, "receivables") == "800.00");
  CHECK(value(deducted, "sales") == "800.00");
  CHECK(value(deducted, "credit_notes_open") == "-200.00");
  CHECK(value(deducted, "add") == "0.00");
  question.credit_notes = CreditNotes::apart;
  Portfolio apart = portfolio(ledger, question);
  CHECK(value(apart, "receivables") == "1000.00");
  CHECK(value(apart, "sales") == "1000.00");
}

TEST_CASE("doubtful items are shown with and without", "[figures]") {
  FiguresLedger ledger;
  ledger.store.write([](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO doubtful_transfers (item, units, effective_on, known_at, reason, actor)"
        " SELECT id, units, 20260601, 0, '', 'me' FROM receivable_items WHERE number = 'MAR-2'");
  });
  auto question = figures_question("2026-06-30", 91);
  const Portfolio with = portfolio(ledger, question);
  CHECK(value(with, "receivables") == "260000.00");
  CHECK(value(with, "doubtful_open") == "20000.00");
  question.doubtful = Doubtful::without;
  const Portfolio without = portfolio(ledger, question);
  CHECK(value(without, "receivables") == "240000.00");
  CHECK(value(without, "overdue") == "50000.00");
  CHECK(value(without, "sales") == "310000.00");
  CHECK(without.receivables_before() == 25'000'000);  // it was not doubtful then
  question.as_of.on = date("2026-05-31");
  CHECK(value(portfolio(ledger, question), "doubtful_open") == "0.00");
}

TEST_CASE("an invoice is paid when a receipt settled it, not a credit note alone", "[figures]") {
  test::Ledger ledger;
  const auto paid = ledger.open("F1", "2026-06-01", "2026-06-10", "100.00");
  const auto credited = ledger.open("F2", "2026-06-01", "2026-06-10", "100.00");
  const auto credit =
      ledger.open("A1", "2026-06-02", "2026-06-02", "100.00", "0002:200000008", "381");
  ledger.store.write([&](store::Transaction& t) {
    NewApplication by_credit;
    by_credit.account = std::get<0>(
        *t.sql().row<std::int64_t>("SELECT account FROM receivable_items WHERE id = ?", paid));
    NewApplication by_money = by_credit;
    by_credit.parts = {{credited, -10'000}, {credit, 10'000}};
    by_credit.effective_on = by_money.effective_on = date("2026-06-20");
    by_credit.reason = by_money.reason = "manual";
    apply(t, by_credit);
    const auto receipt = post_receipt(
        t, {test::seller, "0002:200000008", "EUR", 9'950, date("2026-06-20"), "r", {}});
    by_money.parts = {{paid, -10'000}, {receipt, 9'950}};
    by_money.difference = Difference::discount;
    apply(t, by_money);
  });
  const Portfolio june = portfolio(ledger, figures_question("2026-06-30", 30));
  REQUIRE(june.paid.size() == 1);
  CHECK(june.paid[0].number == "F1");
  CHECK(value(june, "mdl") == "10.00");
  const auto moved = ledger.read(
      [&](store::Connection& c) { return bridges(c, figures_question("2026-06-30", 30)).at(0); });
  CHECK(moved.opening == 0);
  CHECK(moved.closing == 0);
  for (const BridgeLine& line : moved.lines) {
    if (line.name == "invoiced") CHECK(line.units == 20'000);
    if (line.name == "credited") CHECK(line.units == -10'000);
    if (line.name == "collected") CHECK(line.units == -9'950);
    if (line.name == "discounts") CHECK(line.units == -50);
    if (line.name == "applied") CHECK(line.units == 0);
  }
}

TEST_CASE("a formula shows its numbers in the manner of each language", "[figures]") {
  FiguresLedger ledger;
  const Answer simple = dso_simple(portfolio(ledger, figures_question("2026-06-30", 91)));
  CHECK(simple.formula.en == "260,000.00 / 310,000.00 × 91");
  CHECK(simple.formula.fr == "260\u202f000,00 / 310\u202f000,00 × 91");
}

TEST_CASE("a fraction is rounded once, halves away from zero", "[figures]") {
  CHECK(Ratio(1, 8).rounded(2) == "0.13");
  CHECK(Ratio(-1, 8).rounded(2) == "-0.13");
  CHECK(Ratio(-1, 1000).rounded(2) == "0.00");
  CHECK(Ratio(7).rounded(0) == "7");
  CHECK(Ratio(2, -4) == Ratio(-1, 2));
  CHECK(Ratio(INT64_MIN, 1).rounded(1) == "-9223372036854775808.0");
  Ratio sum;
  for (std::int64_t i = 1; i <= 60; ++i) sum += Ratio(1, i * 1'000'003);
  CHECK(sum > Ratio(0));
  CHECK_THROWS_AS(Ratio(1, 0), std::domain_error);
  CHECK_THROWS_AS(Ratio(1) / Ratio(0), std::domain_error);
}
