// Alerts: what may be asked for, when it is raised, and what it would have raised.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/desk/alert_mails.h"
#include "gateway/receivables/desk/alerts.h"
#include "tests/gateway/desk_fixture.h"

using namespace facteur;
using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using namespace facteur::gateway::test;
using nlohmann::json;
using store::Connection;
using store::Transaction;

namespace {

json overdue(const std::string& amount) {
  return {{"name", "Late and large"},
          {"about", "customer"},
          {"all", {{{"field", "overdue_amount"}, {"op", ">="}, {"value", amount}}}}};
}

std::int64_t save(DeskLedger& ledger, const json& definition) {
  return id_of(ledger.store.write(
      [&](Transaction& t) { return save_alert(t, ledger.acting("2026-01-01"), definition); }));
}

std::int64_t raise(DeskLedger& ledger, const std::string& on) {
  return ledger.store.write([&](Transaction& t) { return raise_alerts(t, seller, date(on)); });
}

std::size_t open_tasks(DeskLedger& ledger, const std::string& on) {
  return ledger.read([&](Connection& sql) {
                 return agenda(sql, seller, {date(on), {}, {}, {}});
               })
      .size();
}

Trial attempt(DeskLedger& ledger, const json& definition, const std::string& on) {
  return ledger.read([&](Connection& sql) {
    return try_alert(sql, seller, std::get<AlertDefinition>(parse_alert(definition)), date(on));
  });
}

}  // namespace

TEST_CASE("an alert that cannot be is refused with its place") {
  const auto place = [](auto&& change) {
    json definition = overdue("100.00");
    change(definition);
    const auto parsed = parse_alert(definition);
    const auto* refused = refusal(parsed);
    return refused ? refused->field : "";
  };
  CHECK(place([](json&) {}).empty());
  CHECK(place([](json& d) { d = json::array(); }) == "definition");
  CHECK(place([](json& d) { d["sql"] = "DROP"; }) == "definition.sql");
  CHECK(place([](json& d) { d["name"] = ""; }) == "definition.name");
  CHECK(place([](json& d) { d["about"] = "weather"; }) == "definition.about");
  CHECK(place([](json& d) { d["all"] = json::array(); }) == "definition.all");
  CHECK(place([](json& d) { d["all"][0]["field"] = "days_late"; }) == "definition.all[0].field");
  CHECK(place([](json& d) { d["all"][0]["op"] = "LIKE"; }) == "definition.all[0].op");
  CHECK(place([](json& d) { d["all"][0]["value"] = 100; }) == "definition.all[0].value");
  CHECK(place([](json& d) { d["all"][0]["value"] = "1.001"; }) == "definition.all[0].value");
  CHECK(place([](json& d) { d["all"][0].erase("op"); }) == "definition.all[0].op");
  CHECK(place([](json& d) { d["mail"] = "me@x\r\nBcc: all"; }) == "definition.mail");
  CHECK(place([](json& d) {
          while (d["all"].size() < 11) d["all"].push_back(d["all"][0]);
        }) == "definition.all");
}

TEST_CASE("an alert is raised once while it holds, ceases, and may be raised again") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "1000.00");
  save(ledger, overdue("800.00"));
  CHECK(raise(ledger, "2026-05-31") == 0);
  CHECK(raise(ledger, "2026-06-01") == 1);
  CHECK(raise(ledger, "2026-06-01") == 0);
  CHECK(raise(ledger, "2026-06-02") == 0);
  CHECK(open_tasks(ledger, "2026-06-02") == 1);
  const auto application = ledger.pay(item, "2026-06-03", 50'000);
  CHECK(raise(ledger, "2026-06-03") == 0);
  CHECK(open_tasks(ledger, "2026-06-03") == 0);
  ledger.undo(application, "2026-06-10");
  CHECK(raise(ledger, "2026-06-10") == 1);
}

TEST_CASE("an alert that ended takes its tasks with it") {
  DeskLedger ledger;
  ledger.open("FA1", "2026-04-30", "2026-05-31", "1000.00");
  const auto alert = save(ledger, overdue("800.00"));
  raise(ledger, "2026-06-01");
  ledger.store.write([&](Transaction& t) {
    id_of(end_alert(t, ledger.acting("2026-06-02"), alert));
    CHECK(refused(end_alert(t, ledger.acting("2026-06-02"), alert)) == "NOT_FOUND");
  });
  CHECK(open_tasks(ledger, "2026-06-02") == 0);
  CHECK(raise(ledger, "2026-06-02") == 0);
}

TEST_CASE("each field of a customer says what the ledger says") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "1000.00");
  ledger.open("FA2", "2026-05-10", "2026-07-31", "300.00");
  ledger.open("AV1", "2026-05-15", "2026-05-15", "50.00", buyer, "381");
  ledger.dispute(item, "2026-06-01", "200.00");
  ledger.promise(item, "2026-06-01", "2026-06-02");
  ledger.store.write([&](Transaction& t) {
    post_receipt(t, {seller, buyer, "EUR", 2'500, date("2026-06-05"), "VIR", {}, "me"});
  });
  AlertDefinition watched;
  json definition = overdue("0");
  definition["all"] = {{{"field", "disputed_amount"}, {"op", ">="}, {"value", "0"}},
                       {{"field", "broken_promises"}, {"op", ">="}, {"value", 0}}};
  watched = std::get<AlertDefinition>(parse_alert(definition));
  const auto subjects = ledger.read(
      [&](Connection& sql) { return alert_subjects(sql, seller, watched, date("2026-06-10")); });
  REQUIRE(subjects.size() == 1);
  const AlertFacts expected = {{"overdue_amount", 100'000}, {"overdue_days", 10},
                               {"exposure", 130'000},       {"balance", 122'500},
                               {"credit_balance", 0},       {"unapplied_amount", 2'500},
                               {"unapplied_days", 5},       {"open_items", 4},
                               {"disputed_amount", 20'000}, {"broken_promises", 1}};
  CHECK(subjects[0].facts == expected);
}

TEST_CASE("a trial says what an alert would have raised, day by day, and keeps nothing") {
  DeskLedger ledger;
  const auto item = ledger.open("FA1", "2026-04-30", "2026-05-31", "1000.00");
  const auto application = ledger.pay(item, "2026-06-05", 100'000);
  ledger.undo(application, "2026-06-20");
  const Trial trial = attempt(ledger, overdue("800.00"), "2026-06-30");
  CHECK(trial.step == 1);
  REQUIRE(trial.past.size() == 2);
  CHECK(trial.past[0].on == date("2026-06-01"));
  CHECK(trial.past[1].on == date("2026-06-20"));
  REQUIRE(trial.present.size() == 1);
  CHECK(trial.present[0].facts["overdue_amount"] == "1000.00");
  CHECK(open_tasks(ledger, "2026-06-30") == 0);
}

TEST_CASE("an item is watched by its own fields") {
  DeskLedger ledger;
  ledger.open("FA1", "2026-04-30", "2026-05-31", "1000.00");
  ledger.open("FA2", "2026-04-30", "2026-06-29", "10.00");
  const json definition = {{"name", "Older than 20 days"},
                           {"about", "item"},
                           {"all", {{{"field", "days_late"}, {"op", ">"}, {"value", 20}}}},
                           {"any",
                            {{{"field", "open_amount"}, {"op", ">"}, {"value", "999.99"}},
                             {{"field", "days_late"}, {"op", ">"}, {"value", 60}}}}};
  save(ledger, definition);
  CHECK(raise(ledger, "2026-06-20") == 0);
  CHECK(raise(ledger, "2026-06-21") == 1);
  CHECK(raise(ledger, "2026-07-31") == 0);
  CHECK(raise(ledger, "2026-09-15") == 1);  // the small one by its age
}

TEST_CASE("the mail of an alert is the same for the same event, and one line a header") {
  AlertMails mails;
  mails.senders[seller] = {"Atelier", "credit@example.org"};
  store::LoggedEvent event{7, {0}, {alert_raised, seller, "1", "platform", ""}};
  event.event.data = json{{"name", "Late"},     {"label", "Dupont\r\nBcc: all"},
                          {"customer", "C1"},   {"mail", "marie@example.org"},
                          {"on", "2026-06-01"}, {"facts", {{"overdue_amount", "12.00"}}}}
                         .dump();
  const auto mail = mail_of(event, mails);
  REQUIRE(mail);
  CHECK(mail->message_id == "alert.100000009.7@example.org");
  CHECK(mail->subject == "Facteur : Late, Dupont  Bcc: all");
  CHECK(mail->text.find("overdue amount : 12.00") != std::string::npos);
  CHECK_NOTHROW(delivery::mail_bytes(*mail));
  event.event.tenant = "200000008";
  CHECK_FALSE(mail_of(event, mails));
}

TEST_CASE("alerts of before mails were looked for are not mailed") {
  DeskLedger ledger;
  ledger.open("FA1", "2026-04-30", "2026-05-31", "1000.00");
  json definition = overdue("800.00");
  definition["mail"] = "marie@example.org";
  save(ledger, definition);
  raise(ledger, "2026-06-01");
  std::vector<std::string> said;
  const AlertMails nowhere;  // no sender: nothing leaves
  mail_alerts(ledger.store, nowhere, [&](const std::string& line) { said.push_back(line); });
  mail_alerts(ledger.store, nowhere, [&](const std::string& line) { said.push_back(line); });
  CHECK(said.empty());
}
