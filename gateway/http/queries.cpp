#include "gateway/http/queries.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "gateway/http/problems.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::http {

std::optional<std::string> query_text(const Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  if (found == request.query.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

std::optional<formats::Date> query_date(const Request& request, const std::string& name) {
  const auto given = query_text(request, name);
  if (!given) return std::nullopt;
  const auto day = formats::Date::parse(*given);
  if (!day) throw Refused{invalid_field(name, "YYYY-MM-DD")};
  return day;
}

std::int64_t query_number(const Request& request, const std::string& name, std::int64_t otherwise,
                          std::int64_t highest) {
  const auto given = query_text(request, name);
  if (!given) return otherwise;
  std::int64_t value = -1;
  const auto [end, error] = std::from_chars(given->data(), given->data() + given->size(), value);
  const bool whole = error == std::errc() && end == given->data() + given->size();
  if (!whole || value < 0 || value > highest)
    throw Refused{invalid_field(name, "0.." + std::to_string(highest))};
  return value;
}

nlohmann::json json_body(const Request& request) {
  auto body = nlohmann::json::parse(request.body, nullptr, false);
  if (!body.is_object()) throw Refused{invalid_field("body", "{...}")};
  return body;
}

formats::Date Desk::today() const {
  return *formats::Date::parse(paris_day(clock()));
}

Handler answering(const Desk& desk, Action action) {
  return answering([desk, action](const Request& request) { return action(desk, request); });
}

Handler answering(std::function<nlohmann::ordered_json(const Request&)> action) {
  return [action = std::move(action)](Request& request) {
    try {
      Response response;
      response.body = receivables::dump(action(request));
      return response;
    } catch (const Refused& refused) {
      return answer(request, refused.problem);
    }
  };
}

}  // namespace facteur::gateway::http
