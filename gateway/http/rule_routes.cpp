#include "gateway/http/rule_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/http/lookup.h"
#include "gateway/http/problems.h"
#include "gateway/http/requirement_sheets.h"
#include "gateway/http/rule_sheets.h"

namespace facteur::gateway::http {
namespace {

using Json = nlohmann::ordered_json;

Response list_all(const Request& request, const flows::RequirementSets& requirements) {
  const auto french = in_french(request);
  if (!french) return answer(request, invalid_field("lang", "fr, en"));
  Json sets = Json::array();
  for (const formats::RuleSet& set : formats::rule_sets()) sets.push_back(to_json(set, *french));
  for (const auto& set : requirements) sets.push_back(to_json(*set, *french));
  return json_answer({{"sets", std::move(sets)}});
}

Response show_one(const Request& request, const flows::RequirementSets& requirements) {
  const auto french = in_french(request);
  if (!french) return answer(request, invalid_field("lang", "fr, en"));
  const std::string_view name = request.parameter("set");
  if (const formats::RuleSet* set = formats::find_rule_set(name))
    return json_answer(set_with_rules(*set, *french));
  for (const auto& set : requirements)
    if (set->name == name) return json_answer(set_with_rules(*set, *french));
  return answer(request, not_found());
}

}  // namespace

std::vector<Route> rule_routes(const flows::RequirementSets& requirements) {
  return {
      {"GET", "/api/v1/rules", Access::reader, 0, false,
       [requirements](Request& request) { return list_all(request, requirements); }},
      {"GET", "/api/v1/rules/{set}", Access::reader, 0, false,
       [requirements](Request& request) { return show_one(request, requirements); }},
  };
}

}  // namespace facteur::gateway::http
