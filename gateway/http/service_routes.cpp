#include "gateway/http/service_routes.h"

#include <Poco/Base64Decoder.h>
#include <Poco/Exception.h>
#include <Poco/StreamCopier.h>
#include <Poco/String.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "gateway/http/router.h"

namespace facteur::gateway::http {
namespace {

constexpr std::size_t form_limit = 16 * 1024;

struct Credentials {
  std::string id, secret;
};

std::optional<Credentials> basic_credentials(std::string_view authorization) {
  if (Poco::icompare(std::string(authorization.substr(0, 6)), "basic ") != 0) return std::nullopt;
  std::istringstream encoded{std::string(authorization.substr(6))};
  std::string decoded;
  try {
    Poco::Base64Decoder decoder(encoded);
    Poco::StreamCopier::copyToString(decoder, decoded);
  } catch (const Poco::Exception&) {
    return std::nullopt;
  }
  const auto colon = decoded.find(':');
  if (colon == std::string::npos) return std::nullopt;
  // RFC 6749 §2.3.1: both are form-encoded before they are joined.
  auto id = percent_decode(std::string_view(decoded).substr(0, colon), true);
  auto secret = percent_decode(std::string_view(decoded).substr(colon + 1), true);
  if (!id || !secret) return std::nullopt;
  return Credentials{*id, *secret};
}

// RFC 6749 §5.2. The words are fixed by that standard; the description is for people.
Response token_error(const Request& request, int status, const char* error, const char* fr,
                     const char* en) {
  Response response;
  response.status = status;
  response.body = nlohmann::json{{"error", error},
                                 {"error_description", request.language == Language::fr ? fr : en}}
                      .dump();
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"facteur\"");
  return response;
}

Response grant(accounts::Accounts& accounts, Request& request) {
  const Fields form = parse_form(request.body);
  const auto field = [&form](const char* name) {
    const auto entry = form.find(name);
    return entry == form.end() ? std::string() : entry->second;
  };
  if (field("grant_type") != "client_credentials")
    return token_error(request, 400, "unsupported_grant_type",
                       "Seul grant_type=client_credentials est accepté.",
                       "Only grant_type=client_credentials is accepted.");
  const auto credentials = basic_credentials(request.header("authorization"))
                               .value_or(Credentials{field("client_id"), field("client_secret")});
  const auto token = accounts.grant_token(credentials.id, credentials.secret, request.address);
  if (!token)
    return token_error(
        request, 401, "invalid_client",
        "Identifiant ou secret inconnu, ou trop d'essais : attendez un quart d'heure.",
        "Unknown id or secret, or too many tries: wait a quarter of an hour.");
  Response response;
  response.body = nlohmann::json{{"access_token", token->access_token},
                                 {"token_type", "Bearer"},
                                 {"expires_in", token->expires_in}}
                      .dump();
  return response;
}

}  // namespace

std::vector<Route> service_routes(accounts::Accounts& accounts, const Metrics& metrics,
                                  std::function<std::vector<Figure>()> figures) {
  return {
      {"POST", "/oauth/token", Access::anyone, form_limit, false,
       [&accounts](Request& request) { return grant(accounts, request); }},
      {"GET", "/metrics", Access::anyone, 0, false,
       [&metrics, figures = std::move(figures)](Request&) {
         Response response;
         response.type = "text/plain; version=0.0.4; charset=utf-8";
         response.body = prometheus_text(metrics, figures());
         return response;
       }},
  };
}

}  // namespace facteur::gateway::http
