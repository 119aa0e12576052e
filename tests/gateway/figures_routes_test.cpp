// The figures and the aged balance through the API.
#include "gateway/http/figures_routes.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "gateway/http/aged_routes.h"
#include "gateway/receivables/ledger.h"
#include "tests/gateway/figures_fixture.h"

using namespace facteur::gateway;
using facteur::gateway::receivables::end_of_day;
using nlohmann::json;

namespace {

http::Response get(test::Ledger& ledger, const std::string& pattern, http::Fields query,
                   http::Fields parameters = {}, const std::string& accept = "") {
  auto routes = http::figures_routes(ledger.store, test::ticking_clock(), nullptr);
  for (auto& route : http::aged_routes(ledger.store, test::ticking_clock(), nullptr))
    routes.push_back(std::move(route));
  http::Request request;
  request.query = std::move(query);
  request.parameters = std::move(parameters);
  request.headers["accept"] = accept;
  request.principal.tenant = test::seller;
  for (const http::Route& route : routes)
    if (route.pattern == "/api/v1" + pattern) return route.handler(request);
  FAIL("no such route: " + pattern);
  return {};
}

const http::Fields quarter = {{"asOf", "2026-06-30"}, {"window", "91"}};

json items_of(test::Ledger& ledger, const char* figure) {
  return json::parse(
      get(ledger, "/figures/{name}/items", quarter, {{"name", figure}}).body)["currencies"][0];
}

http::Fields with(http::Fields query, const http::Fields& more) {
  query.insert(more.begin(), more.end());
  return query;
}

}  // namespace

TEST_CASE("the API gives the figures of each currency, as JSON or as a sheet", "[figures]") {
  test::FiguresLedger ledger;
  const json figures = json::parse(get(ledger, "/figures", quarter).body)["currencies"][0];
  CHECK(figures["dsoSimple"] == "76.32");
  CHECK(figures["details"]["dsoCountBack"]["unit"] == "days");
  CHECK(get(ledger, "/figures", with(quarter, {{"format", "csv"}})).body.find("currency,name") ==
        0);
  CHECK(get(ledger, "/figures", quarter, {}, "text/csv, application/json").body[0] == 'c');
  CHECK(get(ledger, "/figures", with(quarter, {{"format", "xls"}})).status == 400);
  CHECK(get(ledger, "/figures", {{"window", "0"}}).status == 400);
  CHECK(get(ledger, "/figures", {{"asOf", "2026-02-30"}}).status == 400);
}

TEST_CASE("the items of a figure add up to it", "[figures]") {
  test::FiguresLedger ledger;
  CHECK(items_of(ledger, "balance")["sum"] == "260000.00");
  const json simple = items_of(ledger, "dso_simple");
  CHECK(simple["count"] == 6);
  CHECK(simple["sum"] == "260000.00");
  CHECK(simple["items"][0]["number"] == "JUN-2");
  CHECK(simple["items"][0]["days"] == "27.89");  // 95000 / 310000 x 91
  CHECK(items_of(ledger, "overdue")["sum"] == "70000.00");
  CHECK(items_of(ledger, "not_due")["sum"] == "190000.00");
  CHECK(items_of(ledger, "sales")["sum"] == "310000.00");
  CHECK(items_of(ledger, "mdl")["sum"] == "300000.00");
  CHECK(get(ledger, "/figures/{name}/items", quarter, {{"name", "luck"}}).status == 404);
}

TEST_CASE("the movements of a line of the bridge add up to it", "[figures]") {
  test::FiguresLedger ledger;
  const json bridge = json::parse(get(ledger, "/figures/bridge", quarter).body)["currencies"][0];
  CHECK(bridge["opening"] == "250000.00");
  CHECK(bridge["closing"] == "260000.00");
  const json collected =
      json::parse(get(ledger, "/figures/bridge/{line}", quarter, {{"line", "collected"}}).body);
  CHECK(collected["count"] == 6);
  CHECK(get(ledger, "/figures/bridge/{line}", quarter, {{"line", "lost"}}).status == 404);
}

TEST_CASE("the aged balance has finer buckets and a horizon, with the same totals", "[figures]") {
  test::FiguresLedger ledger;
  const http::Fields day = {{"asOf", "2026-06-30"}};
  const json usual = json::parse(get(ledger, "/receivables/aged", day).body)["totals"][0];
  const json fine = json::parse(
      get(ledger, "/receivables/aged", with(day, {{"buckets", "fine"}, {"horizon", "true"}}))
          .body)["totals"][0];
  CHECK(usual["buckets"]["notDue"] == "190000.00");
  CHECK(usual["buckets"]["31-60"] == "20000.00");
  CHECK(usual["buckets"][">90"] == "5000.00");
  CHECK(fine["buckets"]["dueIn0-30"] == "95000.00");
  CHECK(fine["buckets"]["dueIn31-60"] == "95000.00");
  CHECK(fine["buckets"]["91-120"] == "5000.00");
  CHECK(fine["gross"] == usual["gross"]);
  CHECK(fine["net"] == usual["net"]);
  const json cell =
      json::parse(get(ledger, "/receivables/aged/items", with(day, {{"bucket", "1-30"}})).body);
  CHECK(cell["count"] == 1);
  CHECK(cell["sums"][0]["open"] == "45000.00");
  const json young =
      json::parse(get(ledger, "/receivables/aged/items", with(day, {{"bucket", "notDue"}})).body);
  CHECK(young["sums"][0]["open"] == "190000.00");
  CHECK(get(ledger, "/receivables/aged/items", with(day, {{"bucket", "old"}})).status == 400);
}

TEST_CASE("what is disputed stands beside the aged balance", "[figures]") {
  test::FiguresLedger ledger;
  ledger.store.write([&](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO disputes (tenant, item, units, reason, department, owner, deadline_on, note,"
        " made_on, made_at, made_by) SELECT ?, id, 120000, 'price', 'sales', '', 20260630, '',"
        " 20260601, 0, 'me' FROM receivable_items WHERE number = 'FEB-2'",
        test::seller);
  });
  const json aged =
      json::parse(get(ledger, "/receivables/aged", {{"asOf", "2026-06-30"}}).body)["totals"][0];
  CHECK(aged["disputed"] == "1200.00");
  CHECK(aged["gross"] == "260000.00");

  const json figures = json::parse(get(ledger, "/figures", quarter).body)["currencies"][0];
  CHECK(figures["disputed"] == "1200.00");
  CHECK(figures["disputesOpen"] == "1");
  CHECK(figures["disputes"]["byReason"][0]["key"] == "price");
  CHECK(figures["disputes"]["byAge"][0]["key"] == "0-30");
  CHECK(items_of(ledger, "disputed")["sum"] == "1200.00");
  // FEB-2, MAR-2 and APR-2 are overdue; the dispute is an action on the first.
  CHECK(figures["coverageRate"] == "33.33");
  CHECK(items_of(ledger, "coverage_rate")["count"] == 2);
}

TEST_CASE("what people noted later does not change a report of what was known before",
          "[figures]") {
  test::FiguresLedger ledger;
  http::Fields then = with(quarter, {{"knownOn", "2026-12-31"}});
  const auto reports = [&] {
    return get(ledger, "/figures", then).body + get(ledger, "/receivables/aged", then).body;
  };
  then.erase("window");
  const std::string before = reports();
  ledger.store.write([&](store::Transaction& t) {
    const std::int64_t known_at = end_of_day(test::date("2027-01-15")).microseconds;
    t.sql().execute(
        "INSERT INTO disputes (tenant, item, reason, department, owner, deadline_on, note, made_on,"
        " made_at, made_by) SELECT ?, id, 'price', 'sales', '', 20260630, '', 20260601, ?, 'me'"
        " FROM receivable_items WHERE number = 'FEB-2'",
        test::seller, known_at);
    t.sql().execute(
        "INSERT INTO promises (tenant, account, units, promised_on, pauses_until, source, note,"
        " made_on, made_at, made_by) SELECT ?, account, 100000, 20260705, 20260710, 'buyer', '',"
        " 20260620, ?, 'me' FROM receivable_items WHERE number = 'MAR-2'",
        test::seller, known_at);
  });
  CHECK(reports() == before);
  then["knownOn"] = "2027-01-15";
  CHECK(reports() != before);
  CHECK(reports().find("\"disputed\":\"5000.00\"") != std::string::npos);
}

TEST_CASE("promises for days of the window are kept or broken", "[figures]") {
  test::FiguresLedger ledger;
  const auto promise = [&](const char* number, std::int64_t units, int day) {
    ledger.store.write([&](store::Transaction& t) {
      t.sql().execute(
          "INSERT INTO promises (tenant, account, units, promised_on, pauses_until, source, note,"
          " made_on, made_at, made_by) SELECT ?, account, ?, ?, ?, 'buyer', '', 20260501, 0, 'me'"
          " FROM receivable_items WHERE number = ?",
          test::seller, units, day, day + 2, number);
      t.sql().execute(
          "INSERT INTO promise_items SELECT last_insert_rowid(), id, ? FROM receivable_items"
          " WHERE number = ?",
          units, number);
    });
  };
  promise("MAR-1", 9'000'000, 20260515);  // paid on the day
  promise("MAR-2", 2'000'000, 20260610);  // never
  promise("MAY-2", 8'000'000, 20260720);  // not decided yet
  const json figures = json::parse(get(ledger, "/figures", quarter).body)["currencies"][0];
  CHECK(figures["promisesKeptRate"] == "50.00");
  CHECK(figures["promisesReceivedRate"] == "81.82");
  CHECK(figures["promisesBroken"] == "20000.00");
  CHECK(figures["promisesDue"] == "80000.00");
}

TEST_CASE("a name cannot become a formula of a spreadsheet", "[figures]") {
  test::Ledger ledger;
  ledger.open("F1", "2026-06-01", "2026-06-15", "10.00", "=cmd()|x");
  const auto sheet =
      get(ledger, "/receivables/aged", {{"asOf", "2026-06-30"}, {"format", "csv"}}).body;
  CHECK(sheet.find("'=cmd()|x,'=cmd()|x,EUR,0.00,10.00,") != std::string::npos);
}
