// The parts of the HTTP edge that are pure: routes, forms, the objects of the Flow Service.
#include <catch2/catch.hpp>

#include "gateway/http/flow_json.h"
#include "gateway/http/metrics.h"
#include "gateway/http/router.h"

using namespace facteur::gateway;
using namespace facteur::gateway::http;

namespace {

Router router_of(std::initializer_list<std::pair<const char*, const char*>> routes) {
  std::vector<Route> table;
  for (const auto& [method, pattern] : routes)
    table.push_back(
        {method, pattern, Access::anyone, 0, false, [](Request&) { return Response(); }});
  return Router(std::move(table));
}

std::string refusal(const std::variant<ParsedFlowInfo, Problem>& parsed) {
  const auto* problem = std::get_if<Problem>(&parsed);
  return problem ? problem->code : "";
}

std::string refusal(const std::variant<ParsedSearch, Problem>& parsed) {
  const auto* problem = std::get_if<Problem>(&parsed);
  return problem ? problem->code : "";
}

// "taken", or the code of the refusal.
std::string info(const std::string& members) {
  const auto parsed = parse_flow_info("{" + members + "}");
  return std::holds_alternative<Problem>(parsed) ? refusal(parsed) : "taken";
}

}  // namespace

TEST_CASE("a route is found by method and segments; a parameter is one segment, decoded") {
  const Router router = router_of(
      {{"GET", "/v1/flows/{flowId}"}, {"POST", "/v1/flows/search"}, {"POST", "/v1/flows"}});
  CHECK(router.match("POST", "/v1/flows").route->pattern == "/v1/flows");
  CHECK(router.match("GET", "/v1/flows/a%2Fb").parameters.at("flowId") == "a/b");
  CHECK(router.match("POST", "/v1/flows/search").route->pattern == "/v1/flows/search");
  CHECK(router.match("DELETE", "/v1/flows").path_known);
  CHECK_FALSE(router.match("DELETE", "/v1/flows").route);
  CHECK_FALSE(router.match("GET", "/v1/flows/a/b").path_known);
  CHECK_FALSE(router.match("GET", "/v1/flows/%zz").path_known);
  CHECK_FALSE(router.match("GET", "/v1/flows/%00").path_known);
  CHECK_FALSE(router.match("GET", "/v1/flows/").path_known);
  CHECK_FALSE(router.match("GET", "").path_known);
}

TEST_CASE("forms are decoded; what cannot be decoded is dropped") {
  const Fields fields = parse_form("a=1+2&b=%C3%A9&c=%&=x&d&a=later");
  CHECK(fields.at("a") == "1 2");
  CHECK(fields.at("b") == "é");
  CHECK(fields.at("d").empty());
  CHECK(fields.size() == 3);
}

TEST_CASE("flowInfo needs a plain name and a known syntax") {
  CHECK(info(R"("name":"a.xml","flowSyntax":"UBL")") == "taken");
  CHECK(info(R"("flowSyntax":"UBL")") == "MISSING_REQUIRED_FIELD");
  CHECK(info(R"("name":"a.xml")") == "MISSING_REQUIRED_FIELD");
  CHECK(info(R"("name":"a.xml","flowSyntax":"EDIFACT")") == "INVALID_FIELD");
  CHECK(info(R"("name":7,"flowSyntax":"UBL")") == "INVALID_FIELD");
  for (const char* name : {"../a.xml", "a/b", "a\\\\b", "..", ".", "", "a\\u0000b", "a\\nb"})
    CHECK(info(R"("flowSyntax":"UBL","name":")" + std::string(name) + "\"") == "INVALID_FILE_NAME");
  CHECK(info(R"("name":"a","flowSyntax":"UBL","sha256":"ABC")") == "INVALID_FIELD");
  CHECK(info(R"("name":"a","flowSyntax":"UBL","trackingId":")" + std::string(65, 't') + "\"") ==
        "INVALID_FIELD");
  CHECK(refusal(parse_flow_info("[]")) == "INVALID_JSON");
  CHECK(refusal(parse_flow_info("{")) == "INVALID_JSON");
  CHECK(refusal(parse_flow_info(std::string(10'000, '['))) == "INVALID_JSON");
}

TEST_CASE("a search needs a criterion and keeps to the interface's lists and limits") {
  CHECK(refusal(parse_search(R"({"where":{"ackStatus":"Ok"}})")).empty());
  CHECK(refusal(parse_search("{}")) == "MISSING_REQUIRED_FIELD");
  CHECK(refusal(parse_search(R"({"where":{}})")) == "MISSING_REQUIRED_FIELD");
  CHECK(refusal(parse_search(R"({"where":{"ackStatus":"Fine"}})")) == "INVALID_FIELD");
  CHECK(refusal(parse_search(R"({"where":{"flowType":"SupplierInvoice"}})")) == "INVALID_FIELD");
  CHECK(refusal(parse_search(R"({"where":{"updatedAfter":"yesterday"}})")) == "INVALID_FIELD");
  CHECK(refusal(parse_search(R"({"limit":101,"where":{"ackStatus":"Ok"}})")) == "INVALID_FIELD");
  CHECK(refusal(parse_search(R"({"limit":0,"where":{"ackStatus":"Ok"}})")) == "INVALID_FIELD");
  CHECK(refusal(parse_search(R"({"cursor":"x","where":{"ackStatus":"Ok"}})")) == "INVALID_FIELD");
}

TEST_CASE("the cursor of a page is where the next one starts") {
  const auto first = std::get<ParsedSearch>(parse_search(R"({"where":{"ackStatus":"Ok"}})"));
  const std::string page = search_content_json(first, {}, Instant{42}, Language::fr);
  const auto at = page.find("\"nextCursor\":\"") + 14;
  const std::string cursor = page.substr(at, page.find('"', at) - at);
  const auto second = std::get<ParsedSearch>(
      parse_search(R"({"where":{"ackStatus":"Ok"},"cursor":")" + cursor + "\"}"));
  CHECK(second.cursor == Instant{42});
}

TEST_CASE("an acknowledgement speaks the caller's language") {
  flows::Flow flow;
  flow.ack_status = "Error";
  flow.ack_details =
      R"([{"level":"Error","item":"BT-1","reasonCode":"BR-02","fr":"manque","en":"missing"}])";
  CHECK(flow_json(flow, Language::fr).find("\"reasonMessage\":\"manque\"") != std::string::npos);
  CHECK(flow_json(flow, Language::en).find("\"reasonMessage\":\"missing\"") != std::string::npos);
}

TEST_CASE("figures are written as Prometheus reads them") {
  Metrics metrics;
  metrics.responses[2] = 7;
  const std::string text = prometheus_text(metrics, {{"facteur_x", "gauge", "An x.", 3}});
  CHECK(text.find("facteur_http_responses_total{class=\"2xx\"} 7\n") != std::string::npos);
  CHECK(text.find("# TYPE facteur_x gauge\nfacteur_x 3\n") != std::string::npos);
}
