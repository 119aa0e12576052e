// The agenda: what is added once, in which order it is shown, and what closes it.
#include <catch2/catch.hpp>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/desk/comments.h"
#include "gateway/receivables/desk/desk_day.h"
#include "gateway/receivables/desk/task_outcome.h"
#include "tests/gateway/desk_fixture.h"

using namespace facteur;
using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using namespace facteur::gateway::test;
using store::Connection;
using store::Transaction;

namespace {

std::vector<Task> tasks(DeskLedger& ledger, const std::string& on) {
  return ledger.read([&](Connection& sql) { return agenda(sql, seller, {date(on), {}, {}, {}}); });
}

NewTask call(std::int64_t item, const std::string& due, const std::string& key = "") {
  NewTask task;
  task.tenant = seller;
  task.customer_key = buyer;
  task.item = item;
  task.kind = TaskKind::call;
  task.reason = {"appeler", "call"};
  task.due_on = date(due);
  task.key = key;
  task.made_on = date("2026-06-01");
  return task;
}

std::int64_t add(DeskLedger& ledger, const NewTask& task) {
  return ledger.store.write([&](Transaction& t) { return add_task(t, task); });
}

OrRefusal<std::int64_t> close(DeskLedger& ledger, std::int64_t task, const TaskOutcome& outcome) {
  return ledger.store.write(
      [&](Transaction& t) { return close_with(t, ledger.acting("2026-06-08"), task, outcome); });
}

}  // namespace

TEST_CASE("the same key adds one task while it is open, and another once it is closed") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "100.00");
  const auto first = add(ledger, call(item, "2026-06-05", "k"));
  CHECK(add(ledger, call(item, "2026-06-09", "k")) == first);
  ledger.store.write([&](Transaction& t) {
    CHECK(close_task(t, seller, first, {date("2026-06-03"), "done"}));
  });
  CHECK(add(ledger, call(item, "2026-06-09", "k")) != first);
  ledger.store.write([&](Transaction& t) {
    CHECK_FALSE(close_task(t, seller, first, {date("2026-06-03"), "done"}));
    CHECK_FALSE(add_task_once(t, call(item, "2026-06-09", "k")));
  });
}

TEST_CASE("the agenda puts what is late first, by amount, then what comes by day") {
  DeskLedger ledger;
  const auto small = ledger.open("FA1", "2026-04-30", "2026-05-31", "100.00");
  const auto large = ledger.open("FA2", "2026-04-30", "2026-05-31", "900.00");
  add(ledger, call(small, "2026-06-02"));
  add(ledger, call(large, "2026-06-04"));
  add(ledger, call(small, "2026-06-30"));
  add(ledger, call(large, "2026-06-20"));
  std::vector<std::string> order;
  for (const Task& task : tasks(ledger, "2026-06-10"))
    order.push_back(task.number + " " + task.due_on.to_string());
  CHECK(order == std::vector<std::string>{"FA2 2026-06-04", "FA1 2026-06-02", "FA2 2026-06-20",
                                          "FA1 2026-06-30"});
  CHECK(tasks(ledger, "2026-05-31").empty());
}

TEST_CASE("a paid item closes its call, and no task that outlives the debt") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "100.00");
  add(ledger, call(item, "2026-06-05"));
  NewTask question = call(item, "2026-06-05");
  question.kind = TaskKind::question;
  add(ledger, question);
  ledger.pay(item, "2026-06-03", 4'000);
  CHECK(tasks(ledger, "2026-06-03").size() == 2);
  ledger.pay(item, "2026-06-04", 6'000);
  const auto left = tasks(ledger, "2026-06-04");
  REQUIRE(left.size() == 1);
  CHECK(left[0].kind == TaskKind::question);
  CHECK(tasks(ledger, "2026-06-03").size() == 2);
}

TEST_CASE("a task to find a contact ends when the customer owes nothing any more") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "100.00");
  NewTask find = call(item, "2026-06-05");
  find.item.reset();
  find.customer_key = buyer;
  find.kind = TaskKind::missing_contact;
  add(ledger, find);
  const auto run = [&](const std::string& day) {
    return ledger.store.write(
        [&](store::Transaction& t) { return run_desk_day(t, seller, date(day)); });
  };
  CHECK(run("2026-06-02").closed == 0);
  ledger.pay(item, "2026-06-03", 10'000);
  CHECK(run("2026-06-03").closed == 1);
  CHECK(tasks(ledger, "2026-06-03").empty());
}

TEST_CASE("the outcome of a call changes what stands behind it") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "100.00");
  const auto task = add(ledger, call(item, "2026-06-05"));
  SECTION("a promise is made") {
    CHECK(refused(close(ledger, task, {"promise"})) == "INVALID");
    CHECK(tasks(ledger, "2026-06-08").size() == 1);  // still to be done
    id_of(close(ledger, task, {"promise", "", date("2026-06-11"), "60.00"}));
    CHECK(ledger.held(item, "2026-06-08") == 6'000);
    CHECK(tasks(ledger, "2026-06-08").empty());
  }
  SECTION("a dispute is opened, with a task for its owner") {
    id_of(close(ledger, task, {"dispute", "", {}, "25.00", "", "quality"}));
    CHECK(ledger.held(item, "2026-06-08") == 2'500);
    REQUIRE(tasks(ledger, "2026-06-08").size() == 1);
    CHECK(tasks(ledger, "2026-06-08")[0].department == "quality");
  }
  SECTION("nobody answered: the same again on the next business day") {
    id_of(close(ledger, task, {"no_answer"}));
    REQUIRE(tasks(ledger, "2026-06-08").size() == 1);
    CHECK(tasks(ledger, "2026-06-08")[0].due_on == date("2026-06-09"));
  }
  SECTION("the wrong person: somebody is to find the right one") {
    id_of(close(ledger, task, {"wrong_person"}));
    REQUIRE(tasks(ledger, "2026-06-08").size() == 1);
    CHECK(tasks(ledger, "2026-06-08")[0].kind == TaskKind::missing_contact);
  }
  SECTION("what is no outcome is refused") {
    CHECK(refused(close(ledger, task, {"shrug"})) == "INVALID");
    CHECK(refused(close(ledger, task + 1, {"done"})) == "NOT_FOUND");
  }
}

TEST_CASE("a broken promise asks for a person once, and no more once it was kept after all") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "100.00");
  ledger.promise(item, "2026-06-01", "2026-06-03");
  const auto run = [&](const std::string& on) {
    return ledger.store.write([&](Transaction& t) { return run_desk_day(t, seller, date(on)); });
  };
  CHECK(run("2026-06-05").added == 0);
  CHECK(run("2026-06-08").added == 1);
  CHECK(run("2026-06-09").added == 0);
  // A statement that comes late shows that the money had come in time.
  ledger.pay(item, "2026-06-04", 10'000);
  run("2026-06-10");
  CHECK(tasks(ledger, "2026-06-10").empty());
}

TEST_CASE("money that waits for its use is a task of the customer until it is used") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "100.00");
  const auto receipt = ledger.store.write([&](Transaction& t) {
    return post_receipt(t, {seller, buyer, "EUR", 10'000, date("2026-06-01"), "VIR", {}, "me"});
  });
  const auto run = [&](const std::string& on) {
    return ledger.store.write([&](Transaction& t) { return run_desk_day(t, seller, date(on)); });
  };
  CHECK(run("2026-06-02").added == 0);
  CHECK(run("2026-06-03").added == 1);
  CHECK(run("2026-06-04").added == 0);
  ledger.store.write([&](Transaction& t) {
    const auto account = std::get<0>(
        *t.sql().row<std::int64_t>("SELECT account FROM receivable_items WHERE id = ?", item));
    NewApplication application;
    application.account = account;
    application.parts = {{item, -10'000}, {receipt, 10'000}};
    application.effective_on = date("2026-06-05");
    application.reason = "manual";
    apply(t, application);
  });
  CHECK(run("2026-06-05").closed == 1);
}

TEST_CASE("whoever a comment mentions gets a task") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "100.00");
  const auto write = [&](const NewComment& comment) {
    return ledger.store.write(
        [&](Transaction& t) { return add_comment(t, ledger.acting("2026-06-08"), comment); });
  };
  CHECK(refused(write({"item", std::to_string(item), "", {}})) == "INVALID");
  CHECK(refused(write({"item", "4711", "hm", {}})) == "NOT_FOUND");
  CHECK(refused(write({"planet", "1", "hm", {}})) == "INVALID");
  id_of(write({"item", std::to_string(item), "qui suit ?", {"user:7"}}));
  const auto open = tasks(ledger, "2026-06-08");
  REQUIRE(open.size() == 1);
  CHECK(open[0].owner == "user:7");
  const auto said = ledger.read(
      [&](Connection& sql) { return comments(sql, seller, "item", std::to_string(item)); });
  REQUIRE(said.size() == 1);
  CHECK(said[0].text == "qui suit ?");
  CHECK(said[0].mentions == std::vector<std::string>{"user:7"});
}
