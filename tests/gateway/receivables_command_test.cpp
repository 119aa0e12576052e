#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "gateway/cli/ledger.h"
#include "gateway/cli/remind.h"
#include "gateway/cli/text_table.h"
#include "gateway/http/aged_routes.h"
#include "gateway/http/receivables_routes.h"
#include "gateway/store/reading.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using nlohmann::json;
using test::Ledger;
using test::seller;

namespace {

struct Run {
  int code;
  std::string out, err;
};

template <class Command>
Run run(Command command, const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int code = command(arguments, out, err);
  return {code, out.str(), err.str()};
}

struct Shop : Ledger {
  Shop() {
    open("F1", "2026-04-30", "2026-05-31", "1200.50", "Brasserie, du Port");
    open("A1", "2026-05-02", "2026-05-02", "200.00", "Brasserie, du Port", "381");
    open("F2", "2026-05-01", "2026-06-30", "10.00", "Café");
  }
  std::string data() const { return folder.path.string(); }
};

http::Response get(Ledger& ledger, const std::string& path, http::Fields query,
                   const std::string& tenant = seller) {
  auto routes = http::receivables_routes(ledger.store, test::ticking_clock());
  for (auto& route : http::aged_routes(ledger.store, test::ticking_clock(), nullptr))
    routes.push_back(std::move(route));
  http::Request request;
  request.query = std::move(query);
  request.principal.tenant = tenant;
  for (const http::Route& route : routes)
    if (route.pattern == "/api/v1" + path) return route.handler(request);
  FAIL("no such route: " + path);
  return {};
}

}  // namespace

TEST_CASE("the aged balance is printed as JSON and CSV while the database is in use") {
  Shop shop;
  const auto as_json = run(cli::ledger_command, {"aged", "--data", shop.data(), "--tenant", seller,
                                                 "--as-of", "2026-06-15", "--json"});
  REQUIRE(as_json.code == 0);
  const json aged = json::parse(as_json.out);
  CHECK(aged["as_of"] == "2026-06-15");
  CHECK(aged["customers"][0]["buckets"]["1-30"] == "1200.50");
  CHECK(aged["customers"][0]["credits"] == "-200.00");
  CHECK(aged["totals"][0]["net"] == "1010.50");
  const auto as_csv = run(cli::ledger_command, {"aged", "--data", shop.data(), "--tenant", seller,
                                                "--as-of", "2026-06-15", "--csv"});
  CHECK(as_csv.out ==
        "customer,name,currency,not_due,1-30,31-60,61-90,>90,gross,credits,unapplied,net,disputed,"
        "promised\n"
        "\"Brasserie, du Port\",\"Brasserie, du Port\",EUR,0.00,1200.50,0.00,0.00,0.00,1200.50,"
        "-200.00,0.00,1000.50,0.00,0.00\n"
        "Café,Café,EUR,10.00,0.00,0.00,0.00,0.00,10.00,0.00,0.00,10.00,0.00,0.00\n");
}

TEST_CASE("the aged balance is split further when asked") {
  Shop shop;
  const auto split =
      run(cli::ledger_command, {"aged", "--data", shop.data(), "--tenant", seller, "--as-of",
                                "2026-06-15", "--json", "--fine", "--horizon"});
  REQUIRE(split.code == 0);
  const json total = json::parse(split.out)["totals"][0];
  CHECK(total["buckets"].size() == 9);
  CHECK(total["buckets"]["1-30"] == "1200.50");
  CHECK(total["buckets"][">180"] == "0.00");
  CHECK(total["disputed"] == "0.00");
  CHECK(total["net"] == "1010.50");
}

TEST_CASE("tables for people are aligned, in their language") {
  Shop shop;
  const auto table = run(cli::ledger_command, {"balance", "--data", shop.data(), "--tenant", seller,
                                               "--as-of", "2026-06-15", "--lang", "en"});
  CHECK(table.out ==
        "Balance as of 2026-06-15\n\n"
        "currency  invoices  credits  unapplied       net\n"
        "EUR       1,210.50  -200.00       0.00  1,010.50\n");
}

TEST_CASE("the dry run prints one object a customer") {
  Shop shop;
  const auto plan = run(cli::remind_command, {"--data", shop.data(), "--tenant", seller, "--on",
                                              "2026-06-10", "--dry-run", "--json", "--lang", "en"});
  REQUIRE(plan.code == 0);
  std::istringstream lines(plan.out);
  std::string line;
  REQUIRE(std::getline(lines, line));
  const json first = json::parse(line);
  CHECK(first["customer"] == "Brasserie, du Port");
  CHECK(first["send"] == true);
  CHECK(first["level"] == 2);
  CHECK(first["items"].size() == 2);
  REQUIRE(std::getline(lines, line));
  CHECK(json::parse(line)["level"] == nullptr);
  CHECK_FALSE(std::getline(lines, line));
  const auto everyone =
      run(cli::remind_command, {"--data", shop.data(), "--on", "2026-06-10", "--dry-run"});
  CHECK(everyone.code == 0);
  CHECK(everyone.out.find(seller) == 0);
}

TEST_CASE("bad usage and unusable folders end with 2 and a reason") {
  Shop shop;
  test::Folder empty;
  const std::vector<std::vector<std::string>> wrong = {
      {"--data", shop.data(), "--on", "2026-06-10"},
      {"--data", shop.data(), "--on", "2026-06-10", "--send"},
      {"--data", shop.data(), "--on", "2026-02-30", "--dry-run"},
      {"--data", shop.data(), "--dry-run"},
      {"--data", empty.path.string(), "--on", "2026-06-10", "--dry-run"},
      {"--data", shop.data(), "--on", "2026-06-10", "--dry-run", "--dry-run"},
      {"--data", shop.data(), "--on", "2026-06-10", "--dry-run", "--scenario", "/no/such"},
      {"--on"},
      {"more"},
  };
  for (const auto& arguments : wrong) {
    const auto result = run(cli::remind_command, arguments);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_FALSE(result.err.empty());
  }
  CHECK(run(cli::ledger_command, {}).code == 2);
  CHECK(run(cli::ledger_command, {"aged", "--data", shop.data(), "--tenant", seller}).code == 2);
  CHECK(std::filesystem::is_empty(empty.path));
}

TEST_CASE("a database opened for reading cannot be written") {
  Shop shop;
  const auto reading = store::open_for_reading(shop.folder.path);
  REQUIRE(reading.connection);
  CHECK_THROWS(reading.connection->execute("INSERT INTO cursors (reader, seq) VALUES ('x', 1)"));
}

TEST_CASE("the API tells a tenant what it is owed, page by page, and nobody else") {
  Shop shop;
  const json first =
      json::parse(get(shop, "/receivables", {{"asOf", "2026-06-15"}, {"limit", "2"}}).body);
  CHECK(first["items"].size() == 2);
  CHECK(first["items"][0]["number"] == "F1");
  CHECK(first["items"][0]["dueBasis"] == "BT-9");
  CHECK(first["items"][0]["daysLate"] == 15);
  const std::string next = std::to_string(first["next"].get<int>());
  const json second =
      json::parse(get(shop, "/receivables", {{"asOf", "2026-06-15"}, {"after", next}}).body);
  CHECK(second["items"].size() == 1);
  CHECK(second["next"] == nullptr);
  CHECK(json::parse(get(shop, "/receivables", {{"customer", "Café"}}).body)["items"].size() == 1);

  CHECK(json::parse(
            get(shop, "/receivables/aged", {{"asOf", "2026-06-15"}}).body)["totals"][0]["net"] ==
        "1010.50");
  for (const char* route : {"/receivables", "/receivables/aged"}) {
    CHECK(get(shop, route, {}, "300000007").body.find("F1") == std::string::npos);
    CHECK(get(shop, route, {{"asOf", "x"}}).status == 400);
  }
  CHECK(get(shop, "/receivables", {{"limit", "1001"}}).status == 400);
  CHECK(get(shop, "/receivables", {{"after", "-1"}}).status == 400);
  CHECK(get(shop, "/receivables/aged", {{"by", "size"}}).status == 400);
}

TEST_CASE("a customer's name cannot command the terminal") {
  CHECK(cli::printable("a\x1b[2Jb\tc\xC2\x9B"
                       "d\x7f") == "a?[2Jb?c?d?");
  CHECK(cli::printable("Café « Été »") == "Café « Été »");
}
