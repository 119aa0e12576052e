#include "gateway/http/completion_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/http/completion.h"
#include "gateway/http/problems.h"

namespace facteur::gateway::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t largest_document = 10u << 20;  // bytes

Response complete(Request& request) {
  const auto asked = request.query.find("recompute");
  const std::string recompute = asked == request.query.end() ? "false" : asked->second;
  if (recompute != "true" && recompute != "false")
    return answer(request, invalid_field("recompute", "true, false"));

  const bool french = request.language == Language::fr;
  const formats::Reading reading = read_document(request.body);
  const auto done = complete_document(reading, recompute == "true");
  if (!done) {
    const formats::Text why = why_not(reading);
    return answer(request, unreadable_document(french ? why.fr : why.en));
  }
  Json json = {{"complete", done->completion.complete()},
               {"figures", Json::array()},
               {"losses", Json::array()},
               {"documentType", done->type},
               {"document", done->bytes}};
  for (const auto& figure : done->completion.figures)
    json["figures"].push_back(to_json(figure, french));
  for (const auto& loss : done->losses) json["losses"].push_back(to_json(loss, french));
  Response response;
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

}  // namespace

std::vector<Route> completion_routes() {
  return {{"POST", "/api/v1/invoices/complete", Access::member, largest_document, false, complete}};
}

}  // namespace facteur::gateway::http
