#include "gateway/http/code_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/http/code_sheets.h"
#include "gateway/http/lookup.h"
#include "gateway/http/problems.h"

namespace facteur::gateway::http {
namespace {

using Json = nlohmann::ordered_json;

Response list_all(Request& request) {
  const auto french = in_french(request);
  if (!french) return answer(request, invalid_field("lang", "fr, en"));
  Json lists = Json::array();
  for (const CodeListFacts& facts : code_sheets()) lists.push_back(to_json(facts, *french));
  return json_answer({{"lists", std::move(lists)}});
}

Response show_one(Request& request) {
  const auto french = in_french(request);
  if (!french) return answer(request, invalid_field("lang", "fr, en"));
  const auto day = query(request, "on");
  const auto on = day ? formats::Date::parse(*day) : std::nullopt;
  if (day && !on) return answer(request, invalid_field("on", "YYYY-MM-DD"));
  const auto sheet = code_sheet(request.parameter("list"), on);
  return sheet ? json_answer(to_json(*sheet, *french)) : answer(request, not_found());
}

}  // namespace

std::vector<Route> code_routes() {
  return {
      {"GET", "/api/v1/codes", Access::reader, 0, false, list_all},
      {"GET", "/api/v1/codes/{list}", Access::reader, 0, false, show_one},
  };
}

}  // namespace facteur::gateway::http
