// The desk as people meet it: the command line and the API ask for the same and are refused for the
// same.
#include "gateway/http/desk_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/cli/desk.h"
#include "gateway/cli/ledger.h"
#include "gateway/http/embedded_openapi.h"
#include "gateway/receivables/desk/desk_requests.h"
#include "tests/gateway/calls.h"
#include "tests/gateway/desk_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::test;
using nlohmann::json;

namespace {

struct Shop : DeskLedger {
  Shop() : DeskLedger("2026-06-08T09:00:00Z") {
    open("FA1", "2026-04-30", "2026-05-31", "1000.00");
    open("FA2", "2026-04-30", "2026-06-30", "500.00");
  }

  Run desk(std::vector<std::string> arguments) {
    for (const std::string& more :
         {std::string("--data"), folder.path.string(), std::string("--tenant"), seller,
          std::string("--lang"), std::string("en")})
      arguments.push_back(more);
    return run(cli::desk_command, arguments);
  }

  http::Response call(const std::string& method, const std::string& path, const json& body = {},
                      http::Fields query = {}, const std::string& tenant = seller) {
    const http::Router router(http::desk_routes(store, ticking_clock("2026-06-08T10:00:00Z")));
    const auto match = router.match(method, path);
    REQUIRE(match.route != nullptr);
    http::Request request;
    request.method = method;
    request.path = path;
    request.parameters = match.parameters;
    request.query = std::move(query);
    request.body = body.is_null() ? "" : body.dump();
    request.principal.tenant = tenant;
    request.principal.subject = "user:1";
    request.language = http::Language::en;
    if (!key.empty()) request.headers["idempotency-key"] = key;
    return match.route->handler(request);
  }

  std::string key;
};

}  // namespace

TEST_CASE("a promise is noted and listed from the command line") {
  Shop shop;
  const auto made = shop.desk({"promise", "add", "--numbers", "FA1,FA2", "--date", "2026-06-11",
                               "--on", "2026-06-08", "--json"});
  CHECK(made.status == 0);
  const auto id = json::parse(made.out)["id"].get<int>();
  const auto listed = shop.desk({"promise", "list", "--on", "2026-06-16", "--json"});
  const json promise = json::parse(listed.out);
  CHECK(promise["id"] == id);
  CHECK(promise["numbers"] == json{"FA1", "FA2"});
  CHECK(promise["amount"] == "1500.00");
  CHECK(promise["state"] == "broken");
  CHECK(shop.desk({"promise", "list", "--on", "2026-06-16"}).out.find("broken") !=
        std::string::npos);
}

TEST_CASE("the command line tells bad usage from what is refused") {
  Shop shop;
  const auto refused = shop.desk({"promise", "add", "--numbers", "FA9", "--date", "2026-06-11"});
  CHECK(refused.status == 1);
  CHECK(refused.err.find("unknown item") != std::string::npos);
  CHECK(shop.desk({"promise", "add", "--numbers", "FA1"}).status == 1);  // no date
  CHECK(shop.desk({"promise", "add", "--shout", "x"}).status == 2);
  CHECK(shop.desk({"poem", "add"}).status == 2);
  CHECK(shop.desk({"dispute", "close", "--id", "one", "--outcome", "rejected"}).status == 2);
  CHECK(run(cli::desk_command, {"--help"}).status == 0);
}

TEST_CASE("plans, exclusions, tasks and the rules of a day from the command line") {
  Shop shop;
  CHECK(shop.desk({"plan", "add", "--numbers", "FA1", "--instalments",
                   "2026-06-30=400.00,2026-07-31=600.00", "--on", "2026-06-08"})
            .status == 0);
  CHECK(shop.desk({"exclude", "add", "--number", "FA2", "--reason", "court", "--on", "2026-06-08"})
            .status == 0);
  CHECK(shop.desk({"task", "add", "--reason", "ask sales", "--due", "2026-06-09", "--number", "FA2",
                   "--on", "2026-06-08"})
            .status == 0);
  const auto holds = shop.desk({"hold", "list", "--on", "2026-06-10", "--json"});
  CHECK(holds.out.find("\"kind\":\"plan\",\"amount\":\"600.00\"") != std::string::npos);
  CHECK(holds.out.find("\"kind\":\"exclusion\",\"amount\":\"500.00\"") != std::string::npos);
  const auto day = shop.desk({"run", "--on", "2026-07-03"});
  CHECK(json::parse(day.out)["added"] == 1);
  const auto agenda = shop.desk({"agenda", "--on", "2026-07-03"});
  CHECK(agenda.out.find("ask sales") != std::string::npos);
  CHECK(agenda.out.find("plan_broken") != std::string::npos);
}

TEST_CASE("alerts are defined and raised from the command line") {
  Shop shop;
  const std::string definition =
      R"({"name":"Late","about":"item","all":[{"field":"days_late","op":">","value":5}]})";
  CHECK(shop.desk({"alert", "add", "--definition", "{}"}).status == 1);
  CHECK(shop.desk({"alert", "add", "--definition", definition, "--on", "2026-06-01"}).status == 0);
  const auto raised = run(cli::ledger_command, {"alerts", "--data", shop.folder.path.string(),
                                                "--tenant", seller, "--on", "2026-06-08"});
  CHECK(raised.status == 0);
  CHECK(json::parse(raised.out)["facts"]["days_late"] == 8);
  const auto tried =
      run(cli::ledger_command, {"alerts", "--data", shop.folder.path.string(), "--tenant", seller,
                                "--on", "2026-07-10", "--try", definition});
  CHECK(json::parse(tried.out)["past"].size() == 2);
}

TEST_CASE("the API makes, lists and ends what stands on the desk") {
  Shop shop;
  shop.key = "a";
  const json promise = {{"numbers", {"FA1"}}, {"date", "2026-06-11"}};
  const auto made = shop.call("POST", "/api/v1/promises", promise);
  CHECK(made.status == 201);
  CHECK(shop.call("POST", "/api/v1/promises", promise).body == made.body);
  shop.key = "";
  const auto listed = json::parse(shop.call("GET", "/api/v1/promises").body);
  REQUIRE(listed["promises"].size() == 1);
  CHECK(listed["promises"][0]["madeBy"] == "user:1");
  CHECK(listed["promises"][0]["madeOn"] == "2026-06-08");
  const auto id = json::parse(made.body)["id"].get<int>();
  const std::string path = "/api/v1/promises/" + std::to_string(id) + "/cancel";
  CHECK(shop.call("POST", path, json{{"reason", "x"}}).status == 200);
  CHECK(shop.call("POST", path).status == 404);
}

TEST_CASE("the API says which field is wrong, and does not let another company in") {
  Shop shop;
  const auto wrong = shop.call("POST", "/api/v1/disputes",
                               {{"number", "FA1"}, {"reason", "price"}, {"amount", 12}});
  CHECK(wrong.status == 400);
  CHECK(json::parse(wrong.body).dump().find("amount") != std::string::npos);
  CHECK(shop.call("POST", "/api/v1/disputes", {{"number", "FA1"}, {"x", 1}}).status == 400);
  CHECK(shop.call("POST", "/api/v1/disputes", json::array()).status == 400);
  const auto made = shop.call("POST", "/api/v1/disputes", {{"number", "FA1"}, {"reason", "price"}});
  CHECK(made.status == 201);
  const std::string other = "200000008";
  CHECK(
      shop.call("POST", "/api/v1/disputes/1/close", {{"outcome", "withdrawn"}}, {}, other).status ==
      404);
  CHECK(shop.call("POST", "/api/v1/promises", {{"items", {1}}, {"date", "2026-06-11"}}, {}, other)
            .status == 404);
  CHECK(shop.call("POST", "/api/v1/tasks/1/close", {{"outcome", "done"}}, {}, other).status == 404);
  CHECK(json::parse(shop.call("GET", "/api/v1/disputes", {}, {}, other).body)["disputes"].empty());
  CHECK(shop.call("GET", "/api/v1/disputes", {}, {{"on", "yesterday"}}).status == 400);
}

TEST_CASE("every route of the desk is described, and none that does not exist") {
  Shop shop;
  const json paths = json::parse(embedded_openapi[0].content)["paths"];
  for (const http::Route& route : http::desk_routes(shop.store, ticking_clock())) {
    INFO(route.method << " " << route.pattern);
    const std::string method = route.method == "GET" ? "get" : "post";
    CHECK(paths.contains(route.pattern));
    CHECK((paths.contains(route.pattern) && paths[route.pattern].contains(method)));
  }
}
