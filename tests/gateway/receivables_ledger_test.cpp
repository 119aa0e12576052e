#include <catch2/catch.hpp>

#include "gateway/receivables/aged_balance.h"
#include "gateway/receivables/money.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using test::date;
using test::Ledger;
using test::new_receivable;
using test::seller;

namespace {

std::size_t events(Ledger& ledger, const std::string& kind) {
  return ledger.read([&](store::Connection& c) {
    return c.rows<std::int64_t>("SELECT seq FROM events WHERE kind = ?", kind).size();
  });
}

AgedBalance aged(Ledger& ledger, const AsOf& as_of, AgeBy by = AgeBy::due) {
  return ledger.read([&](store::Connection& c) { return aged_balance(c, seller, as_of, by); });
}

std::vector<OpenItem> items(Ledger& ledger, const AsOf& as_of) {
  return ledger.read([&](store::Connection& c) { return open_items(c, seller, as_of); });
}

std::int64_t bucket(Ledger& ledger, const std::string& on, std::size_t which) {
  const auto totals = aged(ledger, {date(on), {}}).totals;
  return totals.empty() ? 0 : totals.front().buckets[which];
}

}  // namespace

TEST_CASE("a delivered invoice is opened once, with its event") {
  Ledger ledger;
  auto receivable = new_receivable("F1", "1200.00");
  receivable.invoice_id = ledger.invoice("F1");
  const Opening first = ledger.open(receivable);
  const Opening second = ledger.open(receivable);
  CHECK(first.outcome == Opening::Outcome::opened);
  CHECK(second.outcome == Opening::Outcome::already_open);
  CHECK(first.item == second.item);
  CHECK(events(ledger, "receivable.opened") == 1);
  const auto open = items(ledger, {date("2026-06-01"), {}});
  REQUIRE(open.size() == 1);
  CHECK(open[0].open == 120'000);
  CHECK(open[0].due_on == date("2026-05-31"));
  CHECK(open[0].due_basis == "BT-9");
}

TEST_CASE("a document without a date or an amount is refused, and the refusal is remembered") {
  Ledger ledger;
  auto receivable = new_receivable("F1", "1200.00");
  SECTION("amount that is no number") {
    receivable.payable = "1,200.00";
  }
  SECTION("amount beyond 64 bits") {
    receivable.payable = "92233720368547758.08";
  }
  SECTION("amount with a third decimal") {
    receivable.payable = "12.005";
  }
  SECTION("date that is no date") {
    receivable.issue_date = "2026-02-30";
  }
  CHECK(ledger.open(receivable).outcome == Opening::Outcome::refused);
  CHECK(events(ledger, "receivable.refused") == 1);
  CHECK(items(ledger, {date("2027-01-01"), {}}).empty());
}

TEST_CASE("credit notes and negative invoices stand beside the buckets, gross and net") {
  Ledger ledger;
  ledger.open("F1", "2026-04-01", "2026-05-01", "1000.00");
  ledger.open("A1", "2026-04-02", "2026-04-02", "300.00", "0002:200000008", "381");
  ledger.open("F2", "2026-04-03", "2026-05-03", "-50.00");
  const auto lines = aged(ledger, {date("2026-05-11"), {}}).customers;
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].buckets == std::array<std::int64_t, 5>{0, 100'000, 0, 0, 0});
  CHECK(lines[0].gross == 100'000);
  CHECK(lines[0].credits == -35'000);
  CHECK(lines[0].net == 65'000);
}

TEST_CASE("currencies are never added to one another") {
  Ledger ledger;
  auto receivable = new_receivable("F1", "100.00");
  ledger.open(receivable);
  receivable.currency = "TND";
  receivable.payable = "100.125";
  ledger.open(receivable);
  const auto totals = aged(ledger, {date("2026-05-01"), {}}).totals;
  REQUIRE(totals.size() == 2);
  CHECK(decimal_of(totals[0].net, totals[0].exponent) == "100.00");
  CHECK(decimal_of(totals[1].net, totals[1].exponent) == "100.125");
}

TEST_CASE("an invoice of 30/04, due 31/05, paid 30/06 is shown as each past date saw it") {
  Ledger ledger;
  const auto item = ledger.open("F1", "2026-04-30", "2026-05-31", "1000.00");
  ledger.post(item, "2026-06-30", -100'000);
  CHECK(aged(ledger, {date("2026-04-29"), {}}).customers.empty());
  CHECK(bucket(ledger, "2026-05-31", 0) == 100'000);
  CHECK(bucket(ledger, "2026-06-15", 1) == 100'000);
  CHECK(bucket(ledger, "2026-06-29", 1) == 100'000);
  CHECK(aged(ledger, {date("2026-06-30"), {}}).customers.empty());
}

TEST_CASE("buckets hold their upper limit, and what is due today is not late") {
  Ledger ledger;
  ledger.open("F1", "2026-01-01", "2026-01-31", "1.00");
  const struct {
    const char* on;
    std::size_t bucket;
  } cases[] = {{"2026-01-31", 0}, {"2026-02-01", 1}, {"2026-03-02", 1}, {"2026-03-03", 2},
               {"2026-04-01", 2}, {"2026-04-02", 3}, {"2026-05-01", 3}, {"2026-05-02", 4}};
  for (const auto& [on, expected] : cases) {
    INFO(on);
    CHECK(bucket(ledger, on, expected) == 100);
  }
}

TEST_CASE("ages count from the issue date when asked so") {
  Ledger ledger;
  ledger.open("F1", "2026-01-01", "2026-01-31", "1.00");
  const auto totals = aged(ledger, {date("2026-02-01"), {}}, AgeBy::issue).totals;
  REQUIRE(totals.size() == 1);
  CHECK(totals[0].buckets[2] == 100);  // 31 days after its issue
}

TEST_CASE("a fact learned late changes only what is asked with a later knowledge") {
  Ledger ledger("2026-05-02T09:00:00Z");
  const auto item = ledger.open("F1", "2026-03-01", "2026-03-31", "500.00");
  const Instant before = ledger.store.now();
  ledger.post(item, "2026-04-10", -50'000);
  CHECK(aged(ledger, {date("2026-04-30"), before}).totals.at(0).net == 50'000);
  CHECK(aged(ledger, {date("2026-04-30"), {}}).customers.empty());
  CHECK(aged(ledger, {date("2026-04-30"), end_of_day(date("2026-05-01"))}).customers.empty());
  CHECK(items(ledger, {date("2026-04-30"), before}).size() == 1);
  CHECK(items(ledger, {date("2026-04-30"), {}}).empty());
}

TEST_CASE("the ledger can be neither changed nor shortened") {
  Ledger ledger;
  ledger.open("F1", "2026-01-01", "2026-01-31", "1.00");
  const auto run = [&](const char* sql) {
    ledger.store.write([sql](store::Transaction& t) { t.sql().execute(sql); });
  };
  CHECK_THROWS(run("UPDATE receivable_movements SET units = 0"));
  CHECK_THROWS(run("DELETE FROM receivable_movements"));
  CHECK_THROWS(run("UPDATE receivable_items SET due_on = 20300101"));
  CHECK_THROWS(run("DELETE FROM receivable_items"));
  CHECK_THROWS_AS(ledger.post(999, "2026-01-01", 1), std::invalid_argument);
}

TEST_CASE("one creditor never sees another's receivables") {
  Ledger ledger;
  ledger.open("F1", "2026-01-01", "2026-01-31", "1.00");
  const AsOf as_of{date("2026-02-01"), {}};
  ledger.read([&](store::Connection& c) {
    CHECK(aged_balance(c, "300000007", as_of).customers.empty());
    CHECK(open_items(c, "300000007", as_of).empty());
    CHECK(balance(c, "300000007", as_of).empty());
  });
}

TEST_CASE("a day ends at midnight in Paris, in winter and in summer") {
  CHECK(to_string(end_of_day(date("2026-01-15"))) == "2026-01-15T22:59:59.999999Z");
  CHECK(to_string(end_of_day(date("2026-07-15"))) == "2026-07-15T21:59:59.999999Z");
  CHECK(to_string(end_of_day(date("2026-03-28"))) == "2026-03-28T22:59:59.999999Z");
  CHECK(to_string(end_of_day(date("2026-03-29"))) == "2026-03-29T21:59:59.999999Z");
  CHECK(to_string(end_of_day(date("2026-10-24"))) == "2026-10-24T21:59:59.999999Z");
  CHECK(to_string(end_of_day(date("2026-10-25"))) == "2026-10-25T22:59:59.999999Z");
}

TEST_CASE("money keeps every decimal and is grouped for people") {
  CHECK(decimal_of(-5, 2) == "-0.05");
  CHECK(decimal_of(INT64_MIN, 2) == "-92233720368547758.08");
  CHECK(decimal_of(7, 0) == "7");
  CHECK(units_of("1200.5", 2) == 120'050);
  CHECK(units_of("1200.500", 2) == 120'050);
  CHECK_FALSE(units_of("1200.505", 2));
  CHECK(display_of(123'456'789, 2, false) == "1,234,567.89");
  CHECK(display_of(-123'456, 2, true) == "-1\u202f234,56");
  CHECK(display_of(99'999, 2, true) == "999,99");
  CHECK(display_of(100'000, 0, false) == "100,000");
}
