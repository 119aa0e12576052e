#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "gateway/cli/ledger.h"
#include "tests/gateway/figures_fixture.h"

using namespace facteur::gateway;
using nlohmann::json;

namespace {

struct Run {
  int code;
  std::string out, err;
};

Run figures(test::Ledger& ledger, std::vector<std::string> more) {
  std::vector<std::string> arguments = {
      "figures", "--data", ledger.folder.path.string(), "--tenant", test::seller, "--lang", "en"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  std::ostringstream out, err;
  const int code = cli::ledger_command(arguments, out, err);
  return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("the figures are printed as one JSON object a currency", "[figures]") {
  test::FiguresLedger ledger;
  const Run run = figures(ledger, {"--as-of", "2026-06-30", "--window", "91", "--json"});
  REQUIRE(run.code == 0);
  const json printed = json::parse(run.out);
  CHECK(printed["currency"] == "EUR");
  CHECK(printed["window_begin"] == "2026-04-01");
  CHECK(printed["dso_simple"] == "76.32");
  CHECK(printed["cei"] == "81.08");
  CHECK(printed["details"]["dso_simple"]["formula"] == "260,000.00 / 310,000.00 × 91 = 76.32");
  CHECK(printed["details"]["dso_simple"]["operands"]["sales"] == "310000.00");
  CHECK(printed["bridge"]["opening"] == "250000.00");
  CHECK(printed["bridge"]["invoiced"] == "310000.00");
  CHECK(printed["bridge"]["collected"] == "-300000.00");
  CHECK(printed["bridge"]["closing"] == "260000.00");
}

TEST_CASE("a figure that is not defined is null with its reason", "[figures]") {
  test::FiguresLedger ledger;
  const Run run = figures(ledger, {"--as-of", "2026-12-31", "--window", "30", "--json"});
  REQUIRE(run.code == 0);
  const json printed = json::parse(run.out);
  CHECK(printed["dso_simple"].is_null());
  CHECK(printed["details"]["dso_simple"]["reason"] == "NO_SALES");
}

TEST_CASE("where nothing is known yet the figures say so, and the bridge is of zeros",
          "[figures]") {
  test::FiguresLedger ledger;
  const json before =
      json::parse(figures(ledger, {"--as-of", "2020-12-31", "--window", "30", "--json"}).out);
  CHECK(before["bridge"]["opening"] == "0.00");
  CHECK(before["bridge"]["closing"] == "0.00");
  test::Ledger empty;
  const Run run = figures(empty, {"--as-of", "2026-06-30", "--window", "30", "--json"});
  REQUIRE(run.code == 0);
  const json nothing = json::parse(run.out);
  CHECK(nothing["currency"] == "EUR");
  CHECK(nothing["balance"] == "0.00");
  CHECK(nothing["dso_simple"].is_null());
}

TEST_CASE("for people a figure is written in words where there is no value", "[figures]") {
  test::FiguresLedger ledger;
  const Run run = figures(ledger, {"--as-of", "2026-12-31", "--window", "30"});
  CHECK(run.out.find("no sales") != std::string::npos);
  CHECK(run.out.find("NO_SALES") == std::string::npos);
  CHECK(run.out.find("260,000.00") != std::string::npos);
}

TEST_CASE("the figures of one customer, and as a sheet", "[figures]") {
  test::FiguresLedger ledger;
  const Run run =
      figures(ledger, {"--as-of", "2026-06-30", "--window", "91", "--csv", "--customer", "C2"});
  REQUIRE(run.code == 0);
  CHECK(run.out.find("currency,name,value,unit,reason,formula,title\n") == 0);
  CHECK(run.out.find("EUR,overdue,70000.00,money,,") != std::string::npos);
}

TEST_CASE("figures want a day and a window that make sense", "[figures]") {
  test::FiguresLedger ledger;
  CHECK(figures(ledger, {"--as-of", "2026-06-30", "--json"}).code == 2);
  CHECK(figures(ledger, {"--as-of", "2026-06-30", "--window", "0"}).code == 2);
  CHECK(figures(ledger, {"--as-of", "2026-06-30", "--window", "91x"}).code == 2);
  CHECK(figures(ledger, {"--window", "91"}).code == 2);
  CHECK(figures(ledger, {"--as-of", "2026-06-30", "--window", "91", "--credit-notes", "x"}).code ==
        2);
}
