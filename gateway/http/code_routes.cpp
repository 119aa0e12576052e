#include "gateway/http/code_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/http/code_sheets.h"
#include "gateway/http/problems.h"

namespace facteur::gateway::http {
namespace {

using Json = nlohmann::ordered_json;

std::optional<std::string> query(const Request& request, const char* name) {
  const auto found = request.query.find(name);
  if (found == request.query.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

// Null for another language than ours.
std::optional<bool> french(const Request& request) {
  const auto lang = query(request, "lang");
  if (!lang) return request.language == Language::fr;
  if (*lang != "fr" && *lang != "en") return std::nullopt;
  return *lang == "fr";
}

Response json_answer(const Json& json) {
  Response response;
  response.body = json.dump();
  return response;
}

Response list_all(Request& request) {
  const auto in_french = french(request);
  if (!in_french) return answer(request, invalid_field("lang", "fr, en"));
  Json lists = Json::array();
  for (const CodeListFacts& facts : code_sheets()) lists.push_back(to_json(facts, *in_french));
  return json_answer({{"lists", std::move(lists)}});
}

Response show_one(Request& request) {
  const auto in_french = french(request);
  if (!in_french) return answer(request, invalid_field("lang", "fr, en"));
  const auto day = query(request, "on");
  const auto on = day ? formats::Date::parse(*day) : std::nullopt;
  if (day && !on) return answer(request, invalid_field("on", "YYYY-MM-DD"));
  const auto sheet = code_sheet(request.parameter("list"), on);
  return sheet ? json_answer(to_json(*sheet, *in_french)) : answer(request, not_found());
}

}  // namespace

std::vector<Route> code_routes() {
  return {
      {"GET", "/api/v1/codes", Access::reader, 0, false, list_all},
      {"GET", "/api/v1/codes/{list}", Access::reader, 0, false, show_one},
  };
}

}  // namespace facteur::gateway::http
