// The code lists as the command line and the API show them.
#include "gateway/cli/codes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "gateway/http/code_routes.h"
#include "tests/gateway/calls.h"

using namespace facteur::gateway;
using nlohmann::json;

namespace {

test::Run codes(const std::vector<std::string>& arguments) {
  return test::run(cli::codes_command, arguments);
}

http::Response get(const std::string& path, http::Fields query = {}) {
  return test::get(http::code_routes(), path, std::move(query));
}

json row_of(const json& list, const std::string& code) {
  for (const json& row : list["codes"]) {
    if (row["code"] == code) return row;
  }
  return {};
}

}  // namespace

TEST_CASE("facteur codes lists the lists, one JSON object a line") {
  const test::Run run = codes({"--json", "--lang", "en"});
  CHECK(run.status == 0);
  std::istringstream lines(run.out);
  std::vector<std::string> ids;
  for (std::string line; std::getline(lines, line);) ids.push_back(json::parse(line)["id"]);
  CHECK(std::ranges::is_sorted(ids));
  for (const char* id : {"currencies", "units", "french_frames", "lifecycle_statuses"})
    CHECK(std::ranges::count(ids, id) == 1);
}

TEST_CASE("facteur codes shows the codes of a day, with names in the language asked for") {
  const test::Run run = codes({"currencies", "--on", "2024-11-14", "--json", "--lang", "fr"});
  CHECK(run.status == 0);
  const json list = json::parse(run.out);
  CHECK(list["standard"] == "ISO 4217");
  CHECK(row_of(list, "HRK")["until"] == "2024-11-14");
  CHECK(row_of(list, "USD")["name"] == "Dollar américain");
  CHECK(row_of(list, "XCG").is_null());
  CHECK(codes({"currencies", "--lang", "en"}).out.find("2026-05-14") != std::string::npos);
}

TEST_CASE("facteur codes refuses an unknown list and a day without a list") {
  CHECK(codes({"nothing"}).status == 2);
  CHECK(codes({"--on", "2026-01-01"}).status == 2);
  CHECK(codes({"currencies", "--on", "yesterday"}).status == 2);
  CHECK(codes({"--help"}).status == 0);
}

TEST_CASE("the API lists the code lists and shows one") {
  const json lists = json::parse(get("/api/v1/codes").body)["lists"];
  CHECK(lists.size() >= 30);
  for (const json& facts : lists) {
    const auto one = get("/api/v1/codes/" + facts["id"].get<std::string>());
    CHECK(one.status == 200);
    CHECK_FALSE(json::parse(one.body)["codes"].empty());
  }
  const json statuses = json::parse(get("/api/v1/codes/lifecycle_statuses").body);
  CHECK(row_of(statuses, "212")["name"] == "Encaissée");
}

TEST_CASE("the API refuses a list, a day or a language that is none") {
  CHECK(get("/api/v1/codes/nothing").status == 404);
  CHECK(get("/api/v1/codes/units", {{"on", "2026-02-30"}}).status == 400);
  CHECK(get("/api/v1/codes/units", {{"lang", "de"}}).status == 400);
  CHECK(get("/api/v1/codes", {{"lang", "de"}}).status == 400);
}
