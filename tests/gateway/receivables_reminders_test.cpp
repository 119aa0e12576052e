#include <catch2/catch.hpp>

#include "gateway/receivables/business_days.h"
#include "gateway/receivables/reminder_cases.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using facteur::formats::Date;
using test::date;
using test::Ledger;
using test::seller;

namespace {

const Scenario scenario = standard_scenario();

// Due on Monday 2026-06-01.
ReminderItem item(const std::string& number, std::int64_t open = 100'00,
                  const std::string& due = "2026-06-01") {
  ReminderItem candidate;
  candidate.item.number = number;
  candidate.item.kind = open < 0 ? "credit_note" : "invoice";
  candidate.item.currency = "EUR";
  candidate.item.exponent = 2;
  candidate.item.issued_on = date("2026-05-01");
  candidate.item.due_on = date(due);
  candidate.item.units = candidate.item.open = open;
  return candidate;
}

LegalState status(std::initializer_list<int> codes, const std::string& on = "2026-05-02") {
  std::vector<StatusSet> history;
  for (const int code : codes) history.push_back({code, date(on)});
  return legal_state(history);
}

ReminderCase owed(std::vector<ReminderItem> items) {
  ReminderCase customer;
  customer.customer_key = "C1";
  customer.contact = "compta@client.example";
  customer.items = std::move(items);
  return customer;
}

PlannedReminder plan(const ReminderCase& customer, const std::string& on) {
  return plan_reminder(scenario, customer, date(on));
}

}  // namespace

TEST_CASE("the day decides the level of the message") {
  const struct {
    const char* on;
    bool send;
    int level;
  } cases[] = {
      {"2026-05-21", false, -1},  // 11 days before
      {"2026-05-22", true, 0},    // 10 days before: the notice
      {"2026-06-01", true, 0},    // due today is not late
      {"2026-06-02", false, -1},  // late, but the first reminder is not due: no notice any more
      {"2026-06-04", true, 1},    // 3 days late
      {"2026-06-11", true, 2},    // 10
      {"2026-06-18", true, 3},    // 17
      {"2026-07-01", true, 4},    // 30
      {"2026-07-16", true, 4},    // 45: the formal notice is never the first word
      {"2027-03-01", true, 4},
  };
  for (const auto& [on, send, level] : cases) {
    INFO(on);
    const PlannedReminder planned = plan(owed({item("F1")}), on);
    CHECK(planned.send == send);
    CHECK(planned.level.value_or(-1) == level);
    CHECK_FALSE(planned.reason.fr.empty());
    CHECK_FALSE(planned.reason.en.empty());
    REQUIRE(planned.items.size() == 1);
    CHECK(planned.items[0].send == send);
  }
}

TEST_CASE("a formal notice follows a reminder, and needs a person's agreement") {
  auto late = item("F1");
  late.last_sent = SentLevel{0, date("2026-05-22")};
  CHECK(plan(owed({late}), "2026-07-16").level == 4);
  late.last_sent = SentLevel{1, date("2026-06-04")};
  const auto formal = plan(owed({late}), "2026-07-16");
  CHECK(formal.level == 5);
  CHECK(formal.channel == "letter");
  REQUIRE(formal.messages.size() == 1);
  CHECK(formal.messages[0].level.approval);
}

TEST_CASE("an outage is caught up with one message of the highest level due") {
  const auto planned = plan(owed({item("F1"), item("F2", 50'00, "2026-06-20")}), "2026-07-02");
  CHECK(planned.send);
  CHECK(planned.level == 4);
  CHECK(planned.channel == "mail");
  CHECK(planned.items[0].level == 4);
  CHECK(planned.items[1].level == 2);
  CHECK(planned.items[1].send);
}

TEST_CASE("a level that was sent is not sent again, and the next one is named") {
  auto late = item("F1");
  late.last_sent = SentLevel{1, date("2026-06-04")};
  CHECK_FALSE(plan(owed({late}), "2026-06-10").send);
  CHECK(plan(owed({late}), "2026-06-10").reason.en ==
        "level 1 already sent on 2026-06-04; next message (second reminder) on 2026-06-11");
  CHECK(plan(owed({late}), "2026-06-11").level == 2);
  late.last_sent = SentLevel{5, date("2026-07-16")};
  CHECK(plan(owed({late}), "2026-12-01").reason.en ==
        "level 5 already sent on 2026-07-16; no level is left: to be decided");
}

TEST_CASE("nothing leaves on a weekend or a legal holiday") {
  const auto saturday = plan(owed({item("F1")}), "2026-06-06");
  CHECK_FALSE(saturday.send);
  CHECK_FALSE(saturday.items[0].send);
  CHECK(saturday.reason.en == "no business day: put off to 2026-06-08");
  CHECK(plan(owed({item("F1")}), "2026-06-08").send);
  const auto holiday = plan(owed({item("F1")}), "2026-07-14");
  CHECK(holiday.reason.en == "no business day: put off to 2026-07-15");
}

TEST_CASE("a customer is left in peace for some days after a message") {
  auto customer = owed({item("F1")});
  customer.last_message = date("2026-06-03");
  CHECK_FALSE(plan(customer, "2026-06-05").send);
  CHECK(plan(customer, "2026-06-05").reason.en ==
        "last message on 2026-06-03: not before 2026-06-08");
  CHECK(plan(customer, "2026-06-08").send);
}

TEST_CASE("credits that cover what is due call for a task, not for a reminder") {
  const auto covered = plan(owed({item("F1"), item("A1", -100'00)}), "2026-06-11");
  CHECK_FALSE(covered.send);
  CHECK(covered.items[0].reason.en == "credits or unapplied payments suffice: apply them");
  CHECK(covered.items[1].reason.en == "in the customer's favour: to be deducted");
  CHECK(plan(owed({item("F1"), item("A1", -99'99)}), "2026-06-11").send);
  auto dollars = item("A1", -500'00);
  dollars.item.currency = "USD";
  CHECK(plan(owed({item("F1"), dollars}), "2026-06-11").send);
}

TEST_CASE("credits stand against all that is late, also against what was asked for before") {
  auto asked_before = item("F1", 1000'00, "2026-04-25");
  asked_before.last_sent = {4, date("2026-05-20")};
  asked_before.sent = {*asked_before.last_sent};
  const auto owes = [&](std::int64_t credit) {
    return plan(owed({asked_before, item("F2", 300'00), item("A1", -credit)}), "2026-06-04");
  };
  const auto reminded = owes(600'00);
  CHECK(reminded.items[0].recalled);
  CHECK_FALSE(reminded.items[0].send);
  CHECK(reminded.items[1].send);
  CHECK_FALSE(owes(1300'00).send);
  // A notice leaves unless they cover it too: what is late takes them up first.
  const auto notice = plan(
      owed({asked_before, item("F2", 300'00, "2026-06-10"), item("A1", -1200'00)}), "2026-06-04");
  CHECK(notice.level == 0);
}

TEST_CASE("a broken promise resumes one level above the one that was sent before it") {
  const struct {
    std::optional<SentLevel> sent;
    const char* broken;
    const char* on;
    int level;
  } cases[] = {
      {SentLevel{1, date("2026-06-04")}, "2026-06-10", "2026-06-10", 2},  // 9 days late
      {SentLevel{1, date("2026-06-04")}, "2026-07-01", "2026-07-01", 4},  // its age took it there
      {SentLevel{0, date("2026-05-26")}, "2026-06-03", "2026-06-03", 1},
      {std::nullopt, "2026-06-16", "2026-06-16", 2},
  };
  for (const auto& [sent, broken, on, level] : cases) {
    INFO(on);
    auto promised = item("F1");
    promised.last_sent = sent;
    promised.holds.steps_up = 2;
    promised.holds.broken_on = date(broken);
    CHECK(plan(owed({promised}), on).level == level);
    promised.last_sent = SentLevel{level, date(on)};
    CHECK_FALSE(plan(owed({promised}), on).send);
  }
}

TEST_CASE("a payment plan begins anew with each instalment") {
  auto planned = item("F1", 900'00, "2026-03-01");
  planned.sent = {{2, date("2026-03-11")}, {4, date("2026-04-01")}};
  planned.last_sent = planned.sent.back();
  planned.holds.reminder_due_on = date("2026-06-01");
  CHECK(plan(owed({planned}), "2026-05-26").level == 0);
  CHECK(plan(owed({planned}), "2026-06-04").level == 1);
  planned.sent.insert(planned.sent.begin(), {1, date("2026-06-04")});
  CHECK_FALSE(plan(owed({planned}), "2026-06-05").send);
  CHECK(plan(owed({planned}), "2026-06-11").level == 2);
  planned.holds.reminder_due_on.reset();
  CHECK_FALSE(plan(owed({planned}), "2026-04-13").send);
}

TEST_CASE("the legal status of an invoice decides before its age") {
  const struct {
    std::initializer_list<int> history;
    Gate gate;
  } cases[] = {
      {{}, Gate::undelivered},
      {{200}, Gate::undelivered},
      {{200, 201}, Gate::undelivered},
      {{200, 201, 202}, Gate::open},
      {{200, 202, 203}, Gate::open},
      {{203, 204}, Gate::open},
      {{203, 205}, Gate::open},
      {{203, 206}, Gate::paused},
      {{203, 207}, Gate::paused},
      {{203, 207, 203}, Gate::paused},  // a transmission status that comes late
      {{203, 207, 205}, Gate::open},    // settled
      {{203, 208}, Gate::paused},
      {{203, 208, 209}, Gate::open},
      {{203, 210}, Gate::closed},
      {{203, 210, 205}, Gate::closed},  // refusal is the end
      {{213}, Gate::closed},
      {{203, 211}, Gate::announced},
      {{203, 211, 212}, Gate::open},  // a part was received
      {{203, 220}, Gate::closed},
      {{200, 221}, Gate::undelivered},
      {{200, 221, 203}, Gate::open},
      {{203, 225}, Gate::factored},
      {{203, 225, 228}, Gate::open},
      {{203, 226}, Gate::open},
      {{200, 228}, Gate::undelivered},  // nothing shows that the buyer has it
      {{203, 999}, Gate::open},         // a bilateral code says nothing
  };
  for (const auto& [history, gate] : cases) {
    std::string codes;
    for (const int code : history) codes.append(std::to_string(code)).append(" ");
    INFO(codes);
    CHECK(status(history).gate == gate);
  }
}

TEST_CASE("on no day is payment asked for an invoice that a status forbids") {
  const std::initializer_list<int> forbidden[] = {{200},      {200, 201}, {213},      {203, 206},
                                                  {203, 207}, {203, 208}, {203, 210}, {203, 220},
                                                  {203, 225}, {200, 221}};
  for (const auto& history : forbidden) {
    auto candidate = item("F1");
    candidate.legal = status(history);
    for (int day = -30; day <= 400; ++day) {
      const auto planned =
          plan_reminder(scenario, owed({candidate}), *add_days(date("2026-06-01"), day));
      REQUIRE_FALSE(planned.send);
      REQUIRE_FALSE(planned.items[0].send);
    }
  }
}

TEST_CASE("an announced payment is awaited for some business days, then asked for again") {
  auto candidate = item("F1");
  candidate.legal = status({203, 211}, "2026-06-11");  // a Thursday
  CHECK_FALSE(plan(owed({candidate}), "2026-06-12").send);
  CHECK_FALSE(plan(owed({candidate}), "2026-06-15").send);
  CHECK(plan(owed({candidate}), "2026-06-16").send);
}

TEST_CASE("one disputed invoice does not stop the message for the others") {
  auto disputed = item("F1");
  disputed.legal = status({203, 207});
  auto good = item("F2", 10'00, "2026-06-08");
  good.legal = status({203});
  const auto planned = plan(owed({disputed, good}), "2026-06-11");
  CHECK(planned.send);
  CHECK(planned.level == 1);  // not the one that the disputed invoice has reached
  CHECK_FALSE(planned.items[0].send);
  CHECK(planned.items[1].send);
}

TEST_CASE("the plan of a day is read from the ledger, the statuses and what was sent") {
  Ledger ledger;
  ledger.open("F1", "2026-05-01", "2026-06-01", "100.00", "C1");
  ledger.open("F2", "2026-05-01", "2026-06-01", "100.00", "C2", "380", 207);
  const auto paid = ledger.open("F3", "2026-05-01", "2026-06-01", "100.00", "C3");
  ledger.post(paid, "2026-06-02", -100'00);
  const auto plan_of = [&](const std::string& on) {
    return ledger.read(
        [&](store::Connection& c) { return plan_reminders(c, seller, scenario, date(on)); });
  };

  const auto before = plan_of("2026-06-11");
  REQUIRE(before.size() == 2);
  CHECK(before[0].customer_key == "C1");
  CHECK(before[0].send);
  CHECK(before[0].level == 2);
  CHECK_FALSE(before[1].send);

  ledger.store.write([&](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO reminders (id, tenant, customer_key, scenario, level, channel, sent_on,"
        " sent_at) VALUES (1, ?, 'C1', 'standard', 2, 'mail', 20260611, 0)",
        seller);
    t.sql().execute("INSERT INTO reminder_items (reminder, item, level) VALUES (1, 1, 2)");
  });
  CHECK_FALSE(plan_of("2026-06-11")[0].send);
  CHECK_FALSE(plan_of("2026-06-17")[0].send);
  CHECK(plan_of("2026-06-18")[0].level == 3);
}

TEST_CASE("French legal holidays are known for any year") {
  for (const char* holiday : {"2026-01-01", "2026-04-06", "2026-05-14", "2026-05-25", "2026-12-25",
                              "2024-05-09", "2025-06-09", "2027-03-29", "2038-04-26"}) {
    INFO(holiday);
    CHECK_FALSE(is_business_day(date(holiday)));
  }
  CHECK(is_business_day(date("2026-04-07")));
  CHECK_FALSE(is_business_day(date("2026-11-21")));  // a Saturday
  CHECK(next_business_day(date("2026-05-01")) == date("2026-05-04"));
  CHECK(add_business_days(date("2026-04-30"), 1) == date("2026-05-04"));
  CHECK(next_business_day(date("9999-12-31")) == date("9999-12-31"));
}

TEST_CASE("a scenario file that says something else than it seems to is refused") {
  const std::string head = "name = \"x\"\nmin_gap_days = 5\nannounced_days = 2\n";
  const std::string level =
      "[[levels]]\nlevel = 1\nday = 3\nchannel = \"mail\"\ntone = \"firm\"\n"
      "label = { fr = \"a\", en = \"b\" }\n";
  CHECK(parse_scenario(head + level, "x.toml").levels.size() == 1);
  for (const std::string& wrong :
       {std::string("name ="), head, head + "colour = 1\n" + level, head + level + level,
        head + level + "last_day = 1\n", head + level + "lastday = 9\n",
        "name = 3\nmin_gap_days = 5\nannounced_days = 2\n" + level,
        "name = \"x\"\nmin_gap_days = -1\nannounced_days = 2\n" + level,
        head + "[[levels]]\nlevel = 1\nday = 3\nchannel = \"pigeon\"\ntone = \"firm\"\n"
               "label = { fr = \"a\", en = \"b\" }\n"}) {
    INFO(wrong);
    CHECK_THROWS_AS(parse_scenario(wrong, "x.toml"), ScenarioError);
  }
}
