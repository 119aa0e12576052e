#include "gateway/http/lookup.h"

#include <nlohmann/json.hpp>

namespace facteur::gateway::http {

std::optional<std::string> query(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  if (found == request.query.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

std::optional<bool> in_french(const Request& request) {
  const auto lang = query(request, "lang");
  if (!lang) return request.language == Language::fr;
  if (*lang != "fr" && *lang != "en") return std::nullopt;
  return *lang == "fr";
}

Response json_answer(const nlohmann::ordered_json& value) {
  Response response;
  response.body = value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return response;
}

}  // namespace facteur::gateway::http
