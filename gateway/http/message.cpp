#include "gateway/http/message.h"

#include <nlohmann/json.hpp>

namespace facteur::gateway::http {
namespace {

std::string_view find(const Fields& fields, std::string_view name) {
  const auto entry = fields.find(name);
  return entry == fields.end() ? std::string_view() : entry->second;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  return find(headers, name);
}
std::string_view Request::parameter(std::string_view name) const {
  return find(parameters, name);
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    auto pair = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    pair.remove_prefix(std::min(pair.size(), pair.find_first_not_of(' ')));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      return pair.substr(equals + 1);
  }
  return {};
}

Response answer(const Request& request, const Problem& problem) {
  nlohmann::json error = {
      {"errorCode", problem.code},
      {"errorMessage", request.language == Language::fr ? problem.fr : problem.en},
      {"type", "about:blank"},
      {"instance", request.path},
  };
  if (!problem.details.empty()) error["details"] = problem.details;
  Response response;
  response.status = problem.status;
  response.body = error.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (problem.status == 401)
    response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"facteur\"");
  return response;
}

}  // namespace facteur::gateway::http
