// Promises over days: what they hold back, when they are kept or broken, and what undoing a payment
// does to them. June 2026: the 1st is a Monday.
#include <catch2/catch.hpp>

#include "tests/gateway/desk_fixture.h"

using namespace facteur;
using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using namespace facteur::gateway::test;
using store::Transaction;

namespace {

// An invoice of 1,000.00 due on 31 May.
std::int64_t invoice(DeskLedger& ledger, const std::string& number = "FA1") {
  return ledger.open(number, "2026-04-30", "2026-05-31", "1000.00");
}

}  // namespace

TEST_CASE("a promise pauses its item until two business days after its day") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  ledger.promise(item, "2026-06-08", "2026-06-11");  // a Thursday
  struct Row {
    const char* day;
    std::int64_t held;
    int steps_up;
  };
  for (const auto& [day, held, steps_up] : {Row{"2026-06-07", 0, 0},
                                            {"2026-06-08", 100'000, 0},
                                            {"2026-06-11", 100'000, 0},
                                            {"2026-06-14", 100'000, 0},  // Sunday
                                            {"2026-06-15", 100'000, 0},  // the second business day
                                            {"2026-06-16", 0, 1},
                                            {"2026-08-01", 0, 1}}) {
    INFO(day);
    CHECK(ledger.held(item, day) == held);
    CHECK(ledger.holds(item, day).steps_up == steps_up);
  }
}

TEST_CASE("a promise of a part holds that part alone") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto promise = ledger.promise(item, "2026-06-08", "2026-06-11", "400.00");
  CHECK(ledger.held(item, "2026-06-09") == 40'000);
  ledger.pay(item, "2026-06-10", 25'000);
  CHECK(ledger.held(item, "2026-06-10") == 15'000);
  CHECK(ledger.look(promise, "2026-06-10").on.received == 25'000);
}

TEST_CASE("a promise is kept, partly kept or broken by what came in by then") {
  struct Row {
    const char* paid_on;
    std::int64_t cents;
    const char *on_the_day, *after;
  };
  for (const auto& [paid_on, cents, on_the_day, after] :
       {Row{"2026-06-09", 100'000, "kept", "kept"},
        {"2026-06-15", 100'000, "open", "kept"},  // within the grace
        {"2026-06-16", 100'000, "open", "broken"},
        {"2026-06-07", 60'000, "open", "broken"},  // before the promise: what is left counts
        {"2026-06-09", 60'000, "open", "partly_kept"}}) {
    INFO(paid_on << " " << cents);
    DeskLedger ledger;
    const auto item = invoice(ledger);
    if (std::string(paid_on) < "2026-06-08") ledger.pay(item, paid_on, cents);
    const auto promise = ledger.promise(item, "2026-06-08", "2026-06-11");
    if (std::string(paid_on) >= "2026-06-08") ledger.pay(item, paid_on, cents);
    CHECK(ledger.state(promise, "2026-06-11") == on_the_day);
    CHECK(ledger.state(promise, "2026-07-01") == after);
  }
}

TEST_CASE("undoing the payment of a promise un-keeps it") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto promise = ledger.promise(item, "2026-06-08", "2026-06-11");
  const auto application = ledger.pay(item, "2026-06-10", 100'000);
  REQUIRE(ledger.state(promise, "2026-06-20") == "kept");

  SECTION("as if it had never been") {
    ledger.undo(application);
    CHECK(ledger.state(promise, "2026-06-10") == "open");
    CHECK(ledger.held(item, "2026-06-10") == 100'000);
    CHECK(ledger.state(promise, "2026-06-20") == "broken");
  }
  SECTION("from the day on which the debit was returned") {
    ledger.undo(application, "2026-06-25");
    CHECK(ledger.state(promise, "2026-06-20") == "kept");
    CHECK(ledger.state(promise, "2026-06-25") == "broken");
    CHECK(ledger.holds(item, "2026-06-25").steps_up == 1);
  }
  SECTION("the log tells both") {
    ledger.undo(application);
    const auto events = ledger.read([&](store::Connection& sql) {
      return sql.rows<std::string>(
          "SELECT kind FROM events WHERE subject = ? AND kind LIKE"
          " 'promise.%' ORDER BY seq",
          std::to_string(promise));
    });
    REQUIRE(events.size() == 3);
    CHECK(std::get<0>(events[1]) == "promise.kept");
    CHECK(std::get<0>(events[2]) == "promise.unkept");
  }
}

TEST_CASE("money serves the earliest of several promises first") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto first = ledger.promise(item, "2026-06-01", "2026-06-05", "500.00");
  const auto second = ledger.promise(item, "2026-06-01", "2026-06-19", "500.00");
  ledger.pay(item, "2026-06-04", 50'000);
  CHECK(ledger.state(first, "2026-06-04") == "kept");
  CHECK(ledger.state(second, "2026-06-04") == "open");
  CHECK(ledger.held(item, "2026-06-10") == 50'000);
  CHECK(ledger.state(second, "2026-06-24") == "broken");
}

TEST_CASE("a promise about the customer is kept by any of its money") {
  DeskLedger ledger;
  const auto early = invoice(ledger, "FA1");
  const auto late = ledger.open("FA2", "2026-05-15", "2026-06-30", "500.00");
  NewPromise promise;
  promise.customer_key = buyer;
  promise.currency = "EUR";
  promise.promised_on = date("2026-06-11");
  const auto id = id_of(ledger.store.write(
      [&](Transaction& t) { return make_promise(t, ledger.acting("2026-06-08"), promise); }));
  CHECK(ledger.look(id, "2026-06-08").promise.units == 100'000);  // what is due by then
  CHECK(ledger.held(early, "2026-06-09") == 100'000);
  CHECK(ledger.held(late, "2026-06-09") == 0);
  ledger.pay(late, "2026-06-10", 50'000);
  CHECK(ledger.held(early, "2026-06-10") == 50'000);
  CHECK(ledger.state(id, "2026-06-16") == "partly_kept");
  ledger.pay(early, "2026-06-12", 50'000);
  CHECK(ledger.state(id, "2026-06-16") == "kept");
}

TEST_CASE("a cancelled promise holds nothing and counts for nothing") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto promise = ledger.promise(item, "2026-06-08", "2026-06-18");
  ledger.store.write([&](Transaction& t) {
    id_of(cancel_promise(t, ledger.acting("2026-06-10"), promise, "withdrawn"));
    CHECK(refused(cancel_promise(t, ledger.acting("2026-06-10"), promise, "")) == "NOT_FOUND");
  });
  CHECK(ledger.held(item, "2026-06-09") == 100'000);
  CHECK(ledger.held(item, "2026-06-10") == 0);
  CHECK(ledger.state(promise, "2026-07-10") == "cancelled");
  CHECK(ledger.holds(item, "2026-07-10").steps_up == 0);
}

TEST_CASE("a third promise about an item needs somebody who insists") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  ledger.promise(item, "2026-06-01", "2026-06-02");
  ledger.promise(item, "2026-06-08", "2026-06-09");
  NewPromise third;
  third.items = {item};
  third.promised_on = date("2026-06-18");
  const auto make = [&] {
    return ledger.store.write(
        [&](Transaction& t) { return make_promise(t, ledger.acting("2026-06-15"), third); });
  };
  CHECK(refused(make()) == "LIMIT");
  third.insist = true;
  CHECK(refused(make()).empty());
  CHECK(ledger.holds(item, "2026-07-01").steps_up == 3);
}

TEST_CASE("a promise that says what cannot be is refused") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto other = ledger.open("FB1", "2026-04-30", "2026-05-31", "10.00", "0002:300000007");
  const auto attempt = [&](auto&& change) {
    NewPromise promise;
    promise.items = {item};
    promise.promised_on = date("2026-06-11");
    change(promise);
    return refused(ledger.store.write(
        [&](Transaction& t) { return make_promise(t, ledger.acting("2026-06-08"), promise); }));
  };
  CHECK(attempt([](auto& p) { p.promised_on = date("2026-06-07"); }) == "INVALID");
  CHECK(attempt([](auto& p) { p.promised_on = date("2028-01-01"); }) == "INVALID");
  CHECK(attempt([](auto& p) { p.amount = "1000.01"; }) == "INVALID");
  CHECK(attempt([](auto& p) { p.amount = "-1"; }) == "INVALID");
  CHECK(attempt([](auto& p) { p.amount = "1.001"; }) == "INVALID");
  CHECK(attempt([](auto& p) { p.items = {4711}; }) == "NOT_FOUND");
  CHECK(attempt([&](auto& p) { p.items = {item, item}; }) == "INVALID");
  CHECK(attempt([&](auto& p) { p.items = {item, other}; }) == "INVALID");
  CHECK(attempt([](auto& p) { p.currency = "USD"; }) == "INVALID");
  CHECK(attempt([](auto& p) { p.source = "rumour"; }) == "INVALID");
  CHECK(attempt([](auto& p) { p.note = std::string(5000, 'x'); }) == "INVALID");
  CHECK(attempt([](auto& p) { p.note = "\xff"; }) == "INVALID");
  ledger.pay(item, "2026-06-02", 100'000);
  CHECK(attempt([](auto&) {}) == "CONFLICT");
}

TEST_CASE("a promise asked for twice under one key is made once") {
  DeskLedger ledger;
  NewPromise promise;
  promise.items = {invoice(ledger)};
  promise.promised_on = date("2026-06-11");
  Acting acting = ledger.acting("2026-06-08");
  acting.idempotency_key = "k1";
  const auto make = [&] {
    return ledger.store.write([&](Transaction& t) { return make_promise(t, acting, promise); });
  };
  const auto id = id_of(make());
  CHECK(id_of(make()) == id);
  promise.promised_on = date("2026-06-12");
  CHECK(refused(make()) == "CONFLICT");
}

TEST_CASE("a customer's promises are remembered as a ratio") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  ledger.promise(item, "2026-06-01", "2026-06-03", "300.00");
  ledger.pay(item, "2026-06-03", 30'000);
  ledger.promise(item, "2026-06-08", "2026-06-11", "700.00");
  ledger.pay(item, "2026-06-12", 20'000);
  const auto ratio = ledger.read([](store::Connection& sql) {
    return kept_ratio(sql, seller, buyer, "EUR", date("2026-06-30"));
  });
  CHECK(ratio.decided == 2);
  CHECK(ratio.kept == 1);
  CHECK(ratio.promised == 100'000);
  CHECK(ratio.received == 50'000);
}

TEST_CASE("a credit note that settles a promised item leaves the promise neither kept nor broken") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto promise = ledger.promise(item, "2026-06-08", "2026-06-11");
  ledger.post(item, "2026-06-09", -100'000, "credit");
  CHECK(ledger.state(promise, "2026-06-09") == "settled");
  CHECK(ledger.state(promise, "2026-07-09") == "settled");
}
