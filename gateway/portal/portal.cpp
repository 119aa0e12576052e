#include "gateway/portal/portal.h"

#include <memory>

#include "gateway/http/router.h"
#include "gateway/portal/credit/credit.h"
#include "gateway/portal/embedded_assets.h"
#include "gateway/portal/site.h"

namespace facteur::gateway::portal {
namespace {

using http::Access;
using http::Request;
using http::Response;
using SitePtr = std::shared_ptr<const Site>;

constexpr std::size_t no_body = 0;
constexpr std::size_t form_limit = 8 * 1024;

// Pages keep their own door: a stranger is led to the login page, where the API answers 401.
template <class Work>
http::Handler signed_in(SitePtr site, Work work) {
  return [site, work](Request& request) {
    const auto visitor = site->visitor(request);
    if (!visitor) return redirect("/portal/login");
    if (visitor->principal.tenant.empty())
      return site->refusal(request, *visitor, 403, "error.no_company");
    return work(*site, request, *visitor);
  };
}

// The same for a form that changes something: it must be our own.
template <class Work>
http::Handler own_form(SitePtr site, Work work) {
  return [site, work](Request& request) {
    const auto visitor = site->visitor(request);
    if (!visitor) return redirect("/portal/login");
    const auto form = http::parse_form(request.body);
    const auto token = form.find("csrf");
    if (token == form.end() || !is_own_form(*visitor, token->second))
      return site->refusal(request, *visitor, 403, "error.forged");
    return work(*site, request, *visitor);
  };
}

template <class Work>
http::Handler open(SitePtr site, Work work) {
  return [site, work](Request& request) { return work(*site, request); };
}

http::Handler asset(std::string_view name, const char* type) {
  std::string body;
  for (const auto& file : embedded_assets)
    if (file.name == name) body = file.content;
  return [body, type](Request&) {
    Response response;
    response.type = type;
    response.body = body;
    response.headers = {{"X-Content-Type-Options", "nosniff"},
                        {"Cache-Control", "public, max-age=3600"}};
    return response;
  };
}

}  // namespace

std::vector<http::Route> portal_routes(PortalData data, accounts::Accounts& accounts,
                                       PortalOptions options) {
  const bool credit = data.ledger != nullptr;
  const auto site = std::make_shared<const Site>(std::move(data), accounts, std::move(options));
  // The upload holds itself to its limit, so that the answer is a page and not the API's.
  constexpr std::size_t own_limit = static_cast<std::size_t>(-1);
  constexpr auto anyone = Access::anyone;
  std::vector<http::Route> routes = {
      {"GET", "/", anyone, no_body, false, [](Request&) { return redirect("/portal"); }},
      {"GET", "/portal", anyone, no_body, false, signed_in(site, show_home)},
      {"GET", "/portal/login", anyone, no_body, false, open(site, show_login)},
      {"POST", "/portal/login", anyone, form_limit, false, open(site, take_login)},
      {"POST", "/portal/logout", anyone, form_limit, false, own_form(site, take_logout)},
      {"POST", "/portal/company", anyone, form_limit, false, own_form(site, take_company)},
      {"POST", "/portal/upload", anyone, own_limit, true, signed_in(site, take_upload)},
      {"GET", "/portal/deposits/{id}", anyone, no_body, false, signed_in(site, show_bundle)},
      {"GET", "/portal/flows/{flowId}", anyone, no_body, false, signed_in(site, show_flow)},
      {"GET", "/portal/flows/{flowId}/{document}", anyone, no_body, false,
       signed_in(site, send_document)},
      {"GET", "/portal/style.css", anyone, no_body, false,
       asset("style", "text/css; charset=utf-8")},
      {"GET", "/portal/icon.svg", anyone, no_body, false, asset("icon", "image/svg+xml")},
  };
  if (!credit) return routes;
  routes.push_back(
      {"POST", "/portal/statements", anyone, own_limit, true, signed_in(site, take_statement)});
  for (const CreditPage& page : credit_pages)
    routes.push_back(
        {"GET", std::string(page.path), anyone, no_body, false, signed_in(site, page.show)});
  for (const CreditForm& form : credit_forms)
    routes.push_back(
        {"POST", std::string(form.path), anyone, form_limit, false, own_form(site, form.take)});
  return routes;
}

}  // namespace facteur::gateway::portal
