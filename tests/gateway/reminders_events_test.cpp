// What ends planned reminders from outside, and what programs and the service do with them.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "gateway/http/reminder_routes.h"
#include "gateway/http/router.h"
#include "gateway/receivables/application.h"
#include "gateway/receivables/reminders/daily_job.h"
#include "gateway/receivables/reminders/follow.h"
#include "tests/gateway/reminders_fixture.h"

using namespace facteur;
using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using nlohmann::json;
using test::date;
using test::Office;
using test::seller;
namespace letters = facteur::gateway::receivables::reminders;

namespace {

// A formal notice that waits for agreement.
struct Waiting : Office {
  Waiting() {
    customer("C1", {"pay@c1.example"});
    item = owes("C1", "F1", "2026-06-01");
    run("2026-07-01");
    run("2026-07-16");
    REQUIRE(open_actions().size() == 1);
    action = open_actions()[0].id;
  }

  http::Response call(const std::string& method, const std::string& path,
                      const std::string& body = "", const std::string& tenant = seller) {
    const http::Router router(http::reminder_routes(
        ledger.store, evidence(), ScenarioSet::built_in(), test::ticking_clock()));
    const auto query = path.find('?');
    const auto match = router.match(method, "/api/v1/reminders" + path.substr(0, query));
    REQUIRE(match.route);
    http::Request request;
    request.method = method;
    request.parameters = match.parameters;
    if (query != std::string::npos) request.query = http::parse_form(path.substr(query + 1));
    request.body = body;
    request.language = http::Language::en;
    request.principal.tenant = tenant;
    request.principal.subject = "user:1";
    return match.route->handler(request);
  }

  json read(const std::string& path) { return json::parse(call("GET", path).body); }

  std::int64_t item = 0, action = 0;
};

}  // namespace

TEST_CASE("money that is applied cancels what was planned, in the same transaction") {
  Waiting office;
  office.ledger.store.write([&](store::Transaction& t) {
    const auto receipt =
        post_receipt(t, {seller, "C1", "EUR", 40'00, date("2026-07-17"), "VIR", {}, "me"});
    const auto account = std::get<0>(
        *t.sql().row<std::int64_t>("SELECT account FROM receivable_items WHERE id = ?", receipt));
    NewApplication application;
    application.account = account;
    application.parts = {{office.item, -40'00}, {receipt, 40'00}};
    application.effective_on = date("2026-07-17");
    application.reason = "manual";
    apply(t, application);
  });
  CHECK(office.open_actions().empty());
  CHECK(office.tasks().empty());
  const auto closed_on = office.ledger.read([](store::Connection& sql) {
    return sql.row<std::int64_t>("SELECT ended_on FROM tasks WHERE kind = 'approval'");
  });
  REQUIRE(closed_on);
  CHECK(to_date(std::get<0>(*closed_on)) == date("2026-07-17"));
  office.run("2026-07-20");
  REQUIRE(office.open_actions().size() == 1);  // of the rest, to be agreed to anew
  CHECK(office.open_actions()[0].items[0].units == 60'00);
}

TEST_CASE("a refusal by the buyer cancels what was planned") {
  Office office;
  office.ledger.open("F1", "2026-05-01", "2026-06-01", "100.00", "C1");
  office.run("2026-07-01");
  office.run("2026-07-16");
  REQUIRE(office.open_actions().size() == 1);
  const auto status = office.open_actions()[0].items[0].status;
  REQUIRE(status);  // what allowed it is kept
  const auto follower = letters::follow_statuses(office.ledger.store, [](const std::string&) {});
  office.ledger.set_status(1, 210);
  for (int i = 0; i < 500 && !office.open_actions().empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(office.open_actions().empty());
}

TEST_CASE("programs see what waits, agree to it, and read what left") {
  Waiting office;
  const json planned = office.read("/planned")["reminders"][0];
  CHECK(planned["id"] == office.action);
  CHECK(planned["state"] == "planned");
  CHECK(planned["items"][0]["number"] == "F1");
  CHECK(planned["items"][0]["amount"] == "100.00");
  CHECK(planned["items"][0]["status"] == nullptr);
  const std::string approve = "/" + std::to_string(office.action) + "/approve";
  CHECK(office.call("POST", approve, "", "300000007").status == 404);
  CHECK(office.call("POST", approve).status == 200);
  CHECK(json::parse(office.call("POST", approve).body)["state"] == "confirmed");
  CHECK(office.open_actions()[0].approved_by == "user:1");
  CHECK(office.run_one("2026-07-20").level == 5);
  CHECK(office.call("POST", approve).status == 409);
  CHECK(office.call("POST", "/" + std::to_string(office.action) + "/cancel").status == 409);

  const json sent = office.read("/sent?limit=1")["reminders"][0];
  CHECK(sent["level"] == 5);
  CHECK(sent["documents"][0]["mediaType"] == "application/pdf");
  const std::string document = "/sent/" + sent["id"].dump() + "/documents/1";
  CHECK(office.call("GET", document).body.starts_with("%PDF"));
  CHECK(office.call("GET", document, "", "300000007").status == 404);
  CHECK(office.call("GET", "/sent/1/documents/9").status == 404);
  CHECK(office.read("/sent?customer=C1")["reminders"].size() == 2);
  CHECK(office.read("/sent?customer=C2")["reminders"].empty());
}

TEST_CASE("programs cancel, switch, and choose for a customer") {
  Waiting office;
  const std::string cancel = "/" + std::to_string(office.action) + "/cancel";
  CHECK(office.call("POST", cancel, R"({"reason": 1})").status == 400);
  CHECK(office.call("POST", cancel, R"({"reason": "agreed by telephone"})").status == 200);
  CHECK(office.call("POST", cancel).status == 200);
  CHECK(office.open_actions().empty());

  CHECK(office.read("/switch")["enabled"] == true);
  CHECK(office.call("PUT", "/switch", R"({"enabled": "no"})").status == 400);
  CHECK(json::parse(office.call("PUT", "/switch", R"({"enabled": false})").body)["enabled"] ==
        false);
  CHECK_FALSE(office.run_one("2026-07-20").send);

  CHECK(office.read("/customers/C1")["scenario"] == nullptr);
  const auto put = [&](const std::string& body, const std::string& customer = "C1") {
    return office.call("PUT", "/customers/" + customer, body).status;
  };
  CHECK(put(R"({"scenario": "soft", "quietUntil": "2026-12-31"})") == 200);
  CHECK(office.read("/customers/C1")["quietUntil"] == "2026-12-31");
  CHECK(put(R"({"scenario": "soft"})", "C9") == 404);
  for (const char* wrong :
       {R"({"scenario": "harsh"})", R"({"language": "de"})", "[]", "{", R"({"contact": 99})",
        R"({"quietUntil": "soon"})", R"({"contact": "x"})"})
    CHECK(put(wrong) == 400);
  CHECK(put("{}") == 200);
  CHECK(office.read("/customers/C1")["scenario"] == nullptr);
  CHECK(office.read("/scenarios")["scenarios"].size() >= 4);
  CHECK(office.read("?on=2026-07-20")["customers"][0]["customer"] == "C1");
  CHECK(office.call("GET", "?on=x").status == 400);
}

TEST_CASE("the service sends once a day, from its hour on, and within the hours of the scenario") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  const auto look = [&](const std::string& instant) {
    letters::look_once(office.ledger.store, office.dispatcher(), 8, *parse_instant(instant),
                       [] { return false; });
    return office.mails.size();
  };
  CHECK(look("2026-06-04T05:59:00Z") == 0);  // 07:59 in Paris
  CHECK(look("2026-06-04T06:10:00Z") == 0);  // 08:10: before the hours of the scenario
  CHECK(look("2026-06-04T07:10:00Z") == 1);
  office.customer("C2", {"pay@c2.example"});
  office.owes("C2", "F2", "2026-06-01");
  CHECK(look("2026-06-04T09:00:00Z") == 1);  // the day's run is over
  CHECK(look("2026-06-05T17:00:00Z") == 1);  // 19:00: too late in the day
  CHECK(look("2026-06-08T07:00:00Z") == 2);
}
