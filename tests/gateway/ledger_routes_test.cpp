// The ledger through the API and the command line: customers, imports, applications, acts, exports.
#include "gateway/http/ledger_routes.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "gateway/cli/ledger.h"
#include "gateway/http/customer_routes.h"
#include "gateway/http/embedded_openapi.h"
#include "gateway/http/router.h"
#include "gateway/receivables/application.h"
#include "tests/gateway/fec_checker.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using nlohmann::json;
using test::date;
using test::seller;

namespace {

const std::string buyer = "0002:200000008";

std::vector<http::Route> routes_of(store::Store& store) {
  auto routes = http::customer_routes(store, test::ticking_clock("2026-06-08T10:00:00Z"));
  auto more = http::ledger_routes(store, test::ticking_clock("2026-06-08T10:00:00Z"));
  std::move(more.begin(), more.end(), std::back_inserter(routes));
  return routes;
}

struct Office : test::Ledger {
  http::Response ask(const std::string& method, const std::string& path,
                     const std::string& body = {}, http::Fields query = {}) {
    const http::Router router(routes_of(store));
    const auto match = router.match(method, path);
    REQUIRE(match.route != nullptr);
    http::Request request;
    request.parameters = match.parameters;
    request.query = std::move(query);
    request.body = body;
    request.principal.tenant = tenant;
    request.principal.subject = "user:1";
    request.language = http::Language::en;
    if (!key.empty()) request.headers["idempotency-key"] = key;
    if (!body.empty() && body.front() == '[') request.headers["content-type"] = "application/json";
    return match.route->handler(request);
  }
  json call(const std::string& method, const std::string& path, const json& body = {},
            http::Fields query = {}) {
    const auto response = ask(method, path, body.is_null() ? "" : body.dump(), std::move(query));
    status = response.status;
    return json::parse(response.body);
  }
  std::int64_t receipt(std::int64_t units) {
    return store.write([&](store::Transaction& t) {
      return receivables::post_receipt(
          t, {seller, buyer, "EUR", units, date("2026-06-05"), "VIR 1", {}, "me"});
    });
  }

  std::string tenant = seller, key;
  int status = 0;
};

struct Outcome {
  int code;
  std::string out, err;
};

Outcome run(const test::Folder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(),
                   {"--data", (folder.path / "data").string(), "--tenant", seller, "--lang", "en"});
  std::ostringstream out, err;
  const int code = cli::ledger_command(arguments, out, err);
  return {code, out.str(), err.str()};
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a customer is added, changed and shown with the account") {
  Office office;
  const json customer = {{"key", "C1"}, {"name", "Garage"}, {"siren", "200000008"}};
  CHECK(office.call("POST", "/api/v1/customers", customer)["result"] == "added");
  CHECK(office.call("POST", "/api/v1/customers", customer)["result"] == "unchanged");
  CHECK(office.call("POST", "/api/v1/customers", {{"key", "C2"}, {"name", "x"}, {"siren", "12"}})
            .contains("errorCode"));
  CHECK(office.status == 400);
  const json contact = {{"name", "Ana"}, {"email", "ana@client.example"}, {"address", "1 rue\nX"}};
  const std::string contacts = "/api/v1/customers/C1/contacts";
  CHECK(office.call("POST", contacts, contact)["result"] == "added");
  CHECK(office.call("POST", contacts, contact)["result"] == "unchanged");
  CHECK(office.call("POST", contacts, {{"email", "x@y.example"}}).contains("errorCode"));
  office.open("F1", "2026-04-30", "2026-05-31", "100.00");  // for that SIREN
  const json shown = office.call("GET", "/api/v1/customers/C1");
  CHECK(shown["contacts"][0]["address"] == "1 rue\nX");
  CHECK(shown["balances"][0]["net"] == "100.00");
  CHECK(shown["items"][0]["number"] == "F1");
  CHECK(shown["items"][0]["letter"].is_null());
  CHECK(shown["history"][0]["kind"] == "opening");
  const auto id = std::to_string(shown["contacts"][0]["id"].get<int>());
  CHECK(office.call("DELETE", contacts + "/" + id)["removed"] == true);
  CHECK(office.call("GET", "/api/v1/customers", {}, {{"text", "gar"}})["customers"].size() == 1);
  office.tenant = "300000007";
  office.call("GET", "/api/v1/customers/C1");
  CHECK(office.status == 404);
}

TEST_CASE("rows are imported through the API, as CSV and as JSON") {
  Office office;
  const auto customers = office.ask("POST", "/api/v1/imports", "customer_id,name\nC1,Un\nC2,\n",
                                    {{"kind", "customers"}});
  const json report = json::parse(customers.body);
  CHECK(report["added"] == 1);
  CHECK(report["refused"][0]["line"] == 3);
  const auto items = office.ask("POST", "/api/v1/imports",
                                R"([{"number": "F1", "customer_id": "C1", "kind": "invoice",
                                "currency": "EUR", "issue_date": "2026-01-05", "amount": "1.00"}])",
                                {{"kind", "items"}});
  CHECK(json::parse(items.body)["added"] == 1);
  CHECK(office.ask("POST", "/api/v1/imports", "x", {{"kind", "poems"}}).status == 400);
  CHECK(office.ask("POST", "/api/v1/imports", "x,y\n", {{"kind", "items"}}).status == 400);
}

TEST_CASE("a person applies a receipt, once, and takes it back, once") {
  Office office;
  const auto item = office.open("F1", "2026-04-30", "2026-05-31", "100.00");
  const auto receipt = office.receipt(6000);
  const json parts = {{"parts", {{{"item", item}, {"amount", "60.00"}}, {{"item", receipt}}}}};
  office.key = "k1";
  const auto id = office.call("POST", "/api/v1/applications", parts)["id"].get<int>();
  CHECK(office.call("POST", "/api/v1/applications", parts)["id"] == id);
  const json shown = office.call("GET", "/api/v1/customers/0002%3A200000008");
  CHECK(shown["items"][0]["open"] == "40.00");
  CHECK(shown["items"][0]["letter"] == "a");
  office.key = "k2";
  office.call("POST", "/api/v1/applications", parts);
  CHECK(office.status == 409);  // the receipt is used up
  const std::string path = "/api/v1/applications/" + std::to_string(id);
  const auto undone = office.call("DELETE", path)["id"];
  CHECK(office.call("DELETE", path)["id"] == undone);
  office.tenant = "300000007";
  office.call("DELETE", path);
  CHECK(office.status == 404);
  office.call("POST", "/api/v1/write-offs", {{"item", item}});
  CHECK(office.status == 404);
}

TEST_CASE("items are given up, doubted, paid back and cancelled through the API") {
  Office office;
  const auto item = office.open("F1", "2026-04-30", "2026-05-31", "100.00");
  const auto other = office.open("F2", "2026-04-30", "2026-05-31", "50.00");
  const auto receipt = office.receipt(6000);
  CHECK(office.call("POST", "/api/v1/doubtful", {{"item", item}, {"doubtful", true}})["changed"] ==
        true);
  CHECK(office
            .call("POST", "/api/v1/write-offs",
                  {{"item", item}, {"amount", "30.00"}, {"as", "bad_debt"}})
            .contains("id"));
  CHECK(office.call("POST", "/api/v1/refunds", {{"item", receipt}})["item"] == receipt);
  CHECK(office.call("POST", "/api/v1/cancellations", {{"item", other}})["changed"] == true);
  CHECK(office.call("POST", "/api/v1/cancellations", {{"item", other}})["changed"] == false);
  office.call("POST", "/api/v1/refunds", {{"item", receipt}, {"amount", "1.00"}});
  CHECK(office.status == 409);
  office.call("POST", "/api/v1/write-offs", {{"item", item}, {"as", "poetry"}});
  CHECK(office.status == 400);
  const auto fec = office.ask("GET", "/api/v1/exports/fec", {}, {{"to", "2026-12-31"}});
  const auto report = test::check_fec(fec.body);
  CHECK(report.faults.empty());
  CHECK(report.balance("416") == 7000);
  CHECK(report.balance("411") == 0);
  CHECK(office.ask("GET", "/api/v1/exports/items").body.find("F2") != std::string::npos);
  CHECK(office.ask("GET", "/api/v1/exports/poems").status == 404);
  CHECK(office.call("GET", "/api/v1/exports/digest")["sha256"].get<std::string>().size() == 64);
}

TEST_CASE("the description of the interface has the routes of the ledger") {
  Office office;
  const json paths = json::parse(embedded_openapi[0].content)["paths"];
  for (const http::Route& route : routes_of(office.store)) {
    std::string method = route.method;
    std::transform(method.begin(), method.end(), method.begin(), ::tolower);
    INFO(route.method << " " << route.pattern);
    REQUIRE(paths.contains(route.pattern));
    CHECK(paths[route.pattern].contains(method));
  }
}

TEST_CASE("a ledger goes out and into an empty instance on the command line") {
  const test::Folder folder, copy;
  const auto file = [&](const std::string& name, const std::string& content) {
    std::ofstream(folder.path / name, std::ios::binary) << content;
    return (folder.path / name).string();
  };
  const auto customers = file("c.csv", "customer_id,name\nC1,Un\n");
  const auto items = file("i.csv",
                          "number,customer_id,kind,issue_date,due_date,currency,amount\n"
                          "F1,C1,invoice,2026-01-05,2026-02-04,EUR,100.00\n"
                          "A1,C1,credit_note,2026-01-06,2026-01-06,EUR,20.00\n");
  REQUIRE(run(folder, {"import", "--customers", customers, "--items", items}).code == 0);
  CHECK(
      run(folder, {"write-off", "--number", "F1", "--on", "2026-03-01", "--amount", "5.00"}).code ==
      0);
  CHECK(run(folder, {"write-off", "--number", "F1", "--on", "2026-03-01", "--amount", "500.00"})
            .code == 1);
  CHECK(run(folder, {"refund", "--number", "A1", "--on", "2026-03-01"}).code == 0);
  CHECK(run(folder, {"doubtful", "--number", "F1", "--on", "2026-03-01"}).code == 0);
  CHECK(run(folder, {"doubtful", "--number", "F1", "--on", "2026-03-02", "--back"}).code == 0);
  CHECK(run(folder, {"cancel", "--number", "F9", "--on", "2026-03-01"}).code == 2);

  const auto fec = folder.path / (seller + "FEC20261231.txt");
  const auto written = run(folder, {"export", "--fec", fec.string(), "--to", "2026-12-31"});
  CHECK(written.code == 0);
  CHECK(written.err.empty());
  CHECK(test::check_fec(content_of(fec)).faults.empty());
  CHECK(run(folder, {"export", "--fec", (folder.path / "x.txt").string()}).err.find("FEC") !=
        std::string::npos);

  const auto out = (folder.path / "out").string();
  CHECK(run(folder, {"export", "--out", out}).code == 0);
  CHECK(run(copy, {"import", "--from", out}).code == 0);
  CHECK(run(copy, {"digest"}).out == run(folder, {"digest"}).out);
  CHECK(run(copy, {"import", "--from", out}).code == 1);
  CHECK(run(folder, {"export"}).code == 2);
}
