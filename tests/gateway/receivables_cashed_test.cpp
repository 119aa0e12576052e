// Status 212: which invoices owe it, and what it says. Figures of the worked examples: formulas of
// the ledger, identity 7; use cases 5b and 34 of XP Z12-014.
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "gateway/receivables/cashed.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using facteur::gateway::store::Transaction;
using test::Ledger;

namespace {

const std::vector<VatLine> two_rates = {{"S", "20", 120000}, {"S", "10", 11000}};

struct Told {
  std::string rate;
  std::int64_t units;
  std::int64_t withdrawn;
  bool operator==(const Told&) const = default;
};

struct Desk {
  Ledger ledger;
  std::int64_t item = ledger.open("F1", "2026-04-30", "2026-05-31", "1310.00");
  std::int64_t account = 0;
  std::int64_t next = 0;

  Desk() {
    ledger.store.write([&](Transaction& t) {
      put_vat(t, item, two_rates);
      account = std::get<0>(
          *t.sql().row<std::int64_t>("SELECT account FROM receivable_items WHERE id = ?", item));
    });
  }

  std::int64_t settle(std::int64_t units, std::optional<std::int64_t> undoes = {}) {
    return ledger.store.write([&](Transaction& t) {
      const auto id = std::get<0>(*t.sql().row<std::int64_t>(
          "INSERT INTO applications (account, effective_on, known_at, undoes, reason, actor)"
          " VALUES (?, 20260615, ?, ?, 'manual', 'me') RETURNING id",
          account, t.now().microseconds, undoes));
      Settlement settlement;
      settlement.tenant = test::seller;
      settlement.account = account;
      settlement.application = id;
      settlement.undoes = undoes;
      settlement.effective_on = test::date("2026-06-15");
      settlement.parts = {{item, -units}, {0, units}};
      prepare_cashed(t, settlement);
      return id;
    });
  }

  std::vector<Told> told(std::int64_t application) {
    std::vector<Told> all;
    for (const auto& [rate, units, withdrawn] : ledger.read([&](store::Connection& sql) {
           return sql.rows<std::string, std::int64_t, std::int64_t>(
               "SELECT rate, units, withdrawn FROM cashed_amounts WHERE application = ?"
               " ORDER BY id",
               application);
         }))
      all.push_back({rate, units, withdrawn});
    return all;
  }
};

}  // namespace

TEST_CASE("VAT is due on receipts for services without the option for debits, and on account") {
  const auto due = [](const char* type, const char* process, const char* point,
                      std::vector<VatLine> lines = two_rates) {
    return vat_due_on_receipts({type, process, point, std::move(lines)});
  };
  CHECK(due("380", "S1", ""));
  CHECK(due("380", "M1", ""));
  CHECK(due("380", "B1", "432"));
  CHECK(due("386", "B1", ""));
  CHECK(due("386", "B1", "3"));
  CHECK_FALSE(due("380", "B1", ""));
  CHECK_FALSE(due("380", "S1", "3"));
  CHECK_FALSE(due("380", "S1", "5"));
  CHECK_FALSE(due("380", "", ""));
  CHECK_FALSE(due("380", "S1", "", {{"AE", "0", 100}}));
  CHECK_FALSE(due("380", "S1", "", {{"E", "0", 100}}));
}

TEST_CASE("a receipt is spread over the rates in proportion, to the cent") {
  CHECK(spread(50000, two_rates) == std::vector<std::int64_t>{45802, 4198});
  CHECK(spread(131000, two_rates) == std::vector<std::int64_t>{120000, 11000});
  CHECK(spread(1, two_rates) == std::vector<std::int64_t>{1, 0});
  CHECK(spread(0, two_rates) == std::vector<std::int64_t>{0, 0});
  CHECK(spread(5, {}).empty());
}

TEST_CASE("the parts of a receipt add up to it, and no part exceeds its line") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::vector<VatLine> lines(1 + random() % 5);
    std::int64_t total = 0;
    for (VatLine& line : lines) total += line.units = static_cast<std::int64_t>(random() % 1000000);
    const auto received =
        static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(total + 1));
    const auto parts = spread(received, lines);
    if (total > 0) CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == received);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      CHECK(parts[i] >= 0);
      CHECK(parts[i] <= lines[i].units);
    }
  }
}

TEST_CASE("part payments of an invoice add up to its amounts by rate") {
  Desk desk;
  const auto first = desk.settle(50000), second = desk.settle(81000);
  CHECK(desk.told(first) == std::vector<Told>{{"20", 45802, 0}, {"10", 4198, 0}});
  CHECK(desk.told(second) == std::vector<Told>{{"20", 74198, 0}, {"10", 6802, 0}});
}

TEST_CASE("an application undone before anybody was told is not told at all") {
  Desk desk;
  const auto first = desk.settle(50000);
  const auto undoing = desk.settle(-50000, first);
  CHECK(desk.told(first) == std::vector<Told>{{"20", 45802, 1}, {"10", 4198, 1}});
  CHECK(desk.told(undoing).empty());
}

TEST_CASE("an application undone after it was told is taken back, rate by rate") {
  Desk desk;
  const auto first = desk.settle(50000);
  desk.ledger.store.write([&](Transaction& t) {
    t.sql().execute("UPDATE cashed_amounts SET status = (SELECT max(id) FROM statuses)");
  });
  const auto undoing = desk.settle(-50000, first);
  CHECK(desk.told(undoing) == std::vector<Told>{{"20", -45802, 0}, {"10", -4198, 0}});
  const auto again = desk.settle(131000);
  CHECK(desk.told(again) == std::vector<Told>{{"20", 120000, 0}, {"10", 11000, 0}});
}

TEST_CASE("an item whose VAT is not due on receipts prepares no status") {
  Desk desk;
  const auto other = desk.ledger.open("F2", "2026-04-30", "2026-05-31", "100.00");
  desk.item = other;
  CHECK(desk.told(desk.settle(10000)).empty());
}
