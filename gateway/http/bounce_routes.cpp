#include "gateway/http/bounce_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/receivables/reminders/bounces.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables::reminders;
using Json = nlohmann::ordered_json;

Json take(store::Store& store, const std::string& bounces, const Request& request) {
  const auto bounce = delivery::read_bounce(request.body, bounces);
  if (!bounce) throw Refused{invalid_field("body", "message/rfc822")};
  const BounceOutcome outcome = store.write([&](store::Transaction& transaction) {
    return take_bounce(transaction, request.principal.tenant, *bounce);
  });
  return {{"outcome", to_string(outcome)},
          {"recipient", bounce->recipient},
          {"status", bounce->status},
          {"reason", bounce->reason}};
}

}  // namespace

std::vector<Route> bounce_routes(store::Store& store, std::string bounces) {
  const auto handler = answering([&store, bounces = std::move(bounces)](const Request& request) {
    return take(store, bounces, request);
  });
  return {
      {"POST", "/api/v1/mail/bounces", Access::member, delivery::largest_bounce, false, handler}};
}

}  // namespace facteur::gateway::http
