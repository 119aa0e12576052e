// Signing in and out, and choosing the company to look at.
#include "gateway/http/router.h"
#include "gateway/portal/site.h"
#include "gateway/portal/texts.h"

namespace facteur::gateway::portal {
namespace {

constexpr int login_seconds = 3600;
constexpr std::size_t token_bytes = 32;

std::string field(const http::Fields& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? "" : found->second;
}

// Nobody is signed in yet, so the form's token is bound to a cookie of its own: another site can
// set neither, and so cannot sign a browser in under a name that is not its user's.
http::Response login_page(const Site& site, const http::Request& request, Values values,
                          int status) {
  std::string token(request.cookie(login_cookie));
  const std::string fresh = accounts::base64url(site.options.random(token_bytes));
  if (token.size() != fresh.size()) token = fresh;
  values.set("title", std::string(text("login.title", site.language_of_stranger(request))));
  values.set("csrf", token);
  http::Response response = site.page(request, "login", std::move(values), status);
  response.headers.push_back(site.cookie(login_cookie, token, login_seconds));
  return response;
}

}  // namespace

http::Response show_login(const Site& site, const http::Request& request) {
  if (site.visitor(request)) return redirect("/portal");
  return login_page(site, request, {}, 200);
}

http::Response take_login(const Site& site, const http::Request& request) {
  const auto form = http::parse_form(request.body);
  const auto expected = request.cookie(login_cookie);
  Values values;
  values.set("email", field(form, "email"));
  if (expected.empty() || !accounts::equal_secrets(field(form, "csrf"), expected)) {
    values.set("expired", true);
    return login_page(site, request, std::move(values), 403);
  }
  const auto session =
      site.accounts.sign_in(field(form, "email"), field(form, "password"), request.address);
  if (!session) {
    values.set("refused", true);
    return login_page(site, request, std::move(values), 403);
  }
  // A new session has a new cookie: whatever cookie the browser came with is worth nothing.
  site.accounts.sign_out(request.cookie(session_cookie));
  http::Response response = redirect("/portal");
  response.headers.push_back(site.cookie(session_cookie, session->cookie, -1));
  response.headers.push_back(site.cookie(login_cookie, "", 0));
  return response;
}

http::Response take_logout(const Site& site, const http::Request& request, const Visitor&) {
  site.accounts.sign_out(request.cookie(session_cookie));
  http::Response response = redirect("/portal/login");
  response.headers.push_back(site.cookie(session_cookie, "", 0));
  response.headers.push_back(site.cookie(company_cookie, "", 0));
  return response;
}

http::Response take_company(const Site& site, const http::Request& request,
                            const Visitor& visitor) {
  const std::string wanted = field(http::parse_form(request.body), "company");
  for (const auto& membership : visitor.principal.memberships)
    if (membership.tenant == wanted) {
      http::Response response = redirect("/portal");
      response.headers.push_back(site.cookie(company_cookie, wanted, -1));
      return response;
    }
  return site.refusal(request, visitor, 404, "error.not_found");
}

}  // namespace facteur::gateway::portal
