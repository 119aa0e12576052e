// What a status does to the ledger: an invoice that is refused, rejected or cancelled is owed no
// more.
#include <catch2/catch.hpp>

#include "gateway/receivables/application.h"
#include "gateway/receivables/desk/follow.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using test::date;
using test::seller;

TEST_CASE("a refused, rejected or cancelled invoice is taken out and its payment set free") {
  for (const int code : {210, 213, 220}) {
    test::Ledger ledger;
    const auto item = ledger.open("F1", "2026-01-01", "2026-01-31", "100.00");
    const auto receipt = ledger.store.write([&](store::Transaction& t) {
      const auto paid = post_receipt(
          t, {seller, "0002:200000008", "EUR", 4000, date("2026-01-05"), "VIR", {}, "me"});
      apply(t, {1, {{item, -4000}, {paid, 4000}}, {}, date("2026-01-05"), "manual"});
      return paid;
    });
    const auto invoice = ledger.read([&](store::Connection& sql) {
      return std::get<0>(
          *sql.row<std::int64_t>("SELECT invoice FROM receivable_items WHERE id = ?", item));
    });
    ledger.set_status(invoice, code);
    for (int times = 0; times < 2; ++times)
      ledger.store.write([&](store::Transaction& t) {
        const auto status = t.sql().row<std::int64_t>("SELECT max(id) FROM statuses");
        follow_status(t, std::get<0>(*status));
      });
    const auto open = ledger.read([&](store::Connection& sql) {
      return open_items(sql, seller, {date("2026-02-01"), {}});
    });
    REQUIRE(open.size() == 1);
    CHECK(open[0].id == receipt);
    CHECK(open[0].open == -4000);
  }
}
