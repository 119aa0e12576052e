// Disputes, payment plans and the stop list over days.
#include <catch2/catch.hpp>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/desk/desk_day.h"
#include "gateway/receivables/desk/follow.h"
#include "gateway/receivables/reminders/item_plan.h"
#include "tests/gateway/desk_fixture.h"

using namespace facteur;
using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using namespace facteur::gateway::test;
using store::Connection;
using store::Transaction;

namespace {

std::int64_t invoice(DeskLedger& ledger, const std::string& number = "FA1",
                     const std::string& due = "2026-05-31") {
  return ledger.open(number, "2026-04-30", due, "1000.00");
}

OrRefusal<std::int64_t> close(DeskLedger& ledger, std::int64_t dispute, const std::string& on,
                              const DisputeEnd& end) {
  return ledger.store.write(
      [&](Transaction& t) { return close_dispute(t, ledger.acting(on), dispute, end); });
}

std::vector<Task> tasks(DeskLedger& ledger, const std::string& on) {
  return ledger.read([&](Connection& sql) { return agenda(sql, seller, {date(on), {}, {}, {}}); });
}

DeskDay run(DeskLedger& ledger, const std::string& on) {
  return ledger.store.write([&](Transaction& t) { return run_desk_day(t, seller, date(on)); });
}

}  // namespace

TEST_CASE("a dispute of a part holds that part until it is closed") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto dispute = ledger.dispute(item, "2026-06-03", "250.00");
  CHECK(ledger.held(item, "2026-06-02") == 0);
  CHECK(ledger.held(item, "2026-06-03") == 25'000);
  id_of(close(ledger, dispute, "2026-06-20", {"rejected", "", {}}));
  CHECK(ledger.held(item, "2026-06-19") == 25'000);
  CHECK(ledger.held(item, "2026-06-20") == 0);
  CHECK(ledger.holds(item, "2026-06-20").steps_up == 0);
}

TEST_CASE("a dispute of all follows what is open, one of a part never exceeds it") {
  DeskLedger ledger;
  const auto whole = invoice(ledger, "FA1"), part = invoice(ledger, "FA2");
  ledger.dispute(whole, "2026-06-03");
  ledger.dispute(part, "2026-06-03", "250.00");
  ledger.pay(whole, "2026-06-04", 30'000);
  ledger.pay(part, "2026-06-04", 80'000);
  CHECK(ledger.held(whole, "2026-06-04") == 70'000);
  CHECK(ledger.held(part, "2026-06-04") == 20'000);
}

TEST_CASE("no more is disputed than is open") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  ledger.dispute(item, "2026-06-03", "600.00");
  const auto attempt = [&](const NewDispute& dispute) {
    return refused(ledger.store.write(
        [&](Transaction& t) { return open_dispute(t, ledger.acting("2026-06-03"), dispute); }));
  };
  CHECK(attempt({item, "400.01", "price"}) == "INVALID");
  CHECK(attempt({item, "0", "price"}) == "INVALID");
  CHECK(attempt({item, "1.00", "weather"}) == "INVALID");
  CHECK(attempt({4711, "1.00", "price"}) == "NOT_FOUND");
  CHECK(attempt({item, "400.00", "quantity"}).empty());
  CHECK(attempt({item, {}, "price"}) == "CONFLICT");
}

TEST_CASE("a dispute settled in part goes on for the rest") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto dispute = ledger.dispute(item, "2026-06-03", "600.00");
  CHECK(refused(close(ledger, dispute, "2026-06-09", {"partial", "", {}})) == "INVALID");
  CHECK(refused(close(ledger, dispute, "2026-06-09", {"partial", "", "600.00"})) == "INVALID");
  const auto rest = id_of(close(ledger, dispute, "2026-06-09", {"partial", "", "200.00"}));
  CHECK(rest != dispute);
  CHECK(ledger.held(item, "2026-06-08") == 60'000);
  CHECK(ledger.held(item, "2026-06-09") == 20'000);
}

TEST_CASE("a dispute always has a department, a deadline and a task, and escalates") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto dispute = ledger.dispute(item, "2026-06-01", "", "purchase_order");
  auto open = tasks(ledger, "2026-06-01");
  REQUIRE(open.size() == 1);
  CHECK(open[0].kind == TaskKind::dispute);
  CHECK(open[0].department == "sales");
  CHECK(open[0].due_on == date("2026-06-08"));  // five business days
  CHECK(run(ledger, "2026-06-08").added == 0);
  CHECK(run(ledger, "2026-06-09").added == 1);
  CHECK(run(ledger, "2026-06-09").added == 0);
  open = tasks(ledger, "2026-06-09");
  REQUIRE(open.size() == 2);
  CHECK(open[1].kind == TaskKind::dispute_overdue);
  id_of(close(ledger, dispute, "2026-06-10", {"withdrawn", "", {}}));
  CHECK(tasks(ledger, "2026-06-09").size() == 2);
  CHECK(tasks(ledger, "2026-06-10").empty());
}

TEST_CASE("money for a disputed item is told to the owner of the dispute") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  ledger.dispute(item, "2026-06-01", "250.00");
  ledger.pay(item, "2026-06-05", 10'000);
  const auto open = tasks(ledger, "2026-06-05");
  REQUIRE(open.size() == 2);
  CHECK((open[0].kind == TaskKind::dispute_payment || open[1].kind == TaskKind::dispute_payment));
}

TEST_CASE("the buyer's statuses open and close disputes") {
  DeskLedger ledger("2026-06-01T09:00:00Z");
  const auto item = invoice(ledger);
  const auto invoice_id = ledger.read([&](Connection& sql) {
    return std::get<0>(
        *sql.row<std::int64_t>("SELECT invoice FROM receivable_items WHERE id = ?", item));
  });
  const auto set = [&](int code) {
    ledger.set_status(invoice_id, code);
    ledger.store.write([&](Transaction& t) {
      const auto last = t.sql().row<std::int64_t>("SELECT max(id) FROM statuses");
      follow_status(t, std::get<0>(*last));
      follow_status(t, std::get<0>(*last));  // the log may be read twice
    });
  };
  set(207);
  CHECK(ledger.held(item, "2026-06-01") == 100'000);
  SECTION("approval withdraws it") {
    set(205);
    CHECK(ledger.held(item, "2026-06-01") == 0);
    CHECK(ledger.holds(item, "2026-06-01").dispute_settled_on == date("2026-06-01"));
  }
  SECTION("refusal ends it") {
    set(210);
    CHECK(ledger.held(item, "2026-06-01") == 0);
    CHECK(tasks(ledger, "2026-06-01").empty());
  }
}

TEST_CASE("a plan puts its instalments in place of the due date, one at a time") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto plan =
      ledger.plan({item}, "2026-06-08",
                  {{"2026-06-30", "400.00"}, {"2026-07-31", "300.00"}, {"2026-08-31", "300.00"}});
  auto holds = ledger.holds(item, "2026-06-08");
  CHECK(holds.reminder_due_on == date("2026-06-30"));
  REQUIRE(holds.holds.size() == 1);
  CHECK(holds.holds[0].units == 60'000);
  CHECK(holds.holds[0].until == date("2026-07-31"));
  CHECK_FALSE(ledger.holds(item, "2026-06-07").reminder_due_on);

  ledger.pay(item, "2026-06-29", 40'000);
  CHECK(ledger.holds(item, "2026-06-29").reminder_due_on == date("2026-07-31"));
  CHECK(ledger.held(item, "2026-06-29") == 30'000);
  CHECK(ledger.look_at_plan(plan, "2026-07-31").on.state == PlanState::running);
  CHECK(ledger.look_at_plan(plan, "2026-08-05").on.state == PlanState::broken);
  // Both instalments may be asked for once the second is late; the date is that of the first.
  CHECK(ledger.held(item, "2026-08-31") == 30'000);
  CHECK(ledger.holds(item, "2026-09-01").reminder_due_on == date("2026-07-31"));
  CHECK(ledger.held(item, "2026-09-01") == 0);
}

TEST_CASE("a broken plan asks for a decision, and acceleration is one") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto plan =
      ledger.plan({item}, "2026-06-08", {{"2026-06-30", "500.00"}, {"2026-07-31", "500.00"}});
  CHECK(run(ledger, "2026-07-02").added == 0);
  CHECK(run(ledger, "2026-07-03").added == 1);
  CHECK(ledger.held(item, "2026-07-03") == 50'000);
  ledger.store.write([&](Transaction& t) {
    id_of(end_plan(t, ledger.acting("2026-07-06"), plan, "accelerated"));
  });
  CHECK(ledger.held(item, "2026-07-06") == 0);
  CHECK_FALSE(ledger.holds(item, "2026-07-06").reminder_due_on);
  CHECK(ledger.held(item, "2026-07-05") == 50'000);
  CHECK(tasks(ledger, "2026-07-06").empty());
}

TEST_CASE("a plan ends when it is paid, and begins again when a payment is returned") {
  DeskLedger ledger;
  const auto first = invoice(ledger, "FA1", "2026-05-15"), second = invoice(ledger, "FA2");
  const auto plan = ledger.plan({second, first}, "2026-06-08",
                                {{"2026-06-30", "1500.00"}, {"2026-07-31", "500.00"}});
  CHECK(ledger.held(first, "2026-06-10") == 0);  // the oldest is asked for first
  CHECK(ledger.held(second, "2026-06-10") == 50'000);
  ledger.pay(first, "2026-06-20", 100'000);
  const auto last = ledger.pay(second, "2026-06-25", 100'000);
  CHECK(ledger.look_at_plan(plan, "2026-06-25").on.state == PlanState::completed);
  ledger.undo(last, "2026-06-27");
  CHECK(ledger.look_at_plan(plan, "2026-06-26").on.state == PlanState::completed);
  CHECK(ledger.look_at_plan(plan, "2026-06-27").on.state == PlanState::running);
  CHECK(ledger.holds(second, "2026-06-27").reminder_due_on == date("2026-06-30"));
}

TEST_CASE("a plan that does not add up is refused") {
  DeskLedger ledger;
  const auto item = invoice(ledger);
  const auto attempt = [&](const NewPlan& plan) {
    return refused(ledger.store.write(
        [&](Transaction& t) { return make_plan(t, ledger.acting("2026-06-08"), plan); }));
  };
  CHECK(attempt({{item}, {{date("2026-06-30"), "999.99"}}, ""}) == "INVALID");
  CHECK(attempt({{item}, {{date("2026-06-07"), "1000.00"}}, ""}) == "INVALID");
  CHECK(attempt({{item}, {}, ""}) == "INVALID");
  CHECK(attempt({{}, {{date("2026-06-30"), "1000.00"}}, ""}) == "INVALID");
  CHECK(attempt({{item}, {{date("2026-06-30"), "1000.00"}}, ""}).empty());
  CHECK(attempt({{item}, {{date("2026-06-30"), "1000.00"}}, ""}) == "CONFLICT");
}

TEST_CASE("the stop list holds all of an item or a customer, until its day or until it is lifted") {
  DeskLedger ledger;
  const auto item = invoice(ledger, "FA1"), other = invoice(ledger, "FA2");
  const auto exclude_on = [&](const std::string& on, const NewExclusion& exclusion) {
    return ledger.store.write(
        [&](Transaction& t) { return exclude(t, ledger.acting(on), exclusion); });
  };
  CHECK(refused(exclude_on("2026-06-01", {"", item, {}, ""})) == "INVALID");
  CHECK(refused(exclude_on("2026-06-01", {"nobody", {}, {}, "why"})) == "NOT_FOUND");
  id_of(exclude_on("2026-06-01", {"", item, date("2026-06-05"), "fair"}));
  CHECK(ledger.held(item, "2026-06-05") == 100'000);
  CHECK(ledger.held(item, "2026-06-06") == 0);
  CHECK(ledger.held(other, "2026-06-05") == 0);
  const auto all = id_of(exclude_on("2026-06-10", {buyer, {}, {}, "court"}));
  CHECK(ledger.held(other, "2026-06-11") == 100'000);
  ledger.store.write(
      [&](Transaction& t) { id_of(lift_exclusion(t, ledger.acting("2026-06-20"), all, "over")); });
  CHECK(ledger.held(other, "2026-06-19") == 100'000);
  CHECK(ledger.held(other, "2026-06-20") == 0);
}

TEST_CASE("an objection that was settled on the desk pauses no reminder any more") {
  ReminderItem candidate;
  candidate.item.kind = "invoice";
  candidate.item.units = candidate.item.open = 100'000;
  candidate.item.currency = "EUR";
  candidate.item.exponent = 2;
  candidate.item.issued_on = date("2026-04-30");
  candidate.item.due_on = date("2026-05-31");
  candidate.legal =
      legal_state(std::vector<StatusSet>{{203, date("2026-05-02")}, {207, date("2026-06-01")}});
  const auto sends = [&] {
    return judge_item(standard_scenario(), {}, candidate, date("2026-06-11")).send;
  };
  CHECK_FALSE(sends());
  candidate.holds.dispute_settled_on = date("2026-05-20");  // an earlier one
  CHECK_FALSE(sends());
  candidate.holds.dispute_settled_on = date("2026-06-05");
  CHECK(sends());
}
