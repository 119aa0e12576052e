// What all pages share: the services behind them, who is looking, and the ways to answer.
// Internal to the portal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/portal/pages.h"
#include "gateway/portal/portal.h"

namespace facteur::gateway::portal {

// Somebody signed in, with one of their companies chosen.
struct Visitor {
  Principal principal;
  Language language;

  bool may_change() const { return principal.role == accounts::Role::member; }
};

class Site {
 public:
  Site(PortalData given, accounts::Accounts& accounts, PortalOptions options)
      : data(std::move(given)), accounts(accounts), options(std::move(options)) {}

  const PortalData data;
  accounts::Accounts& accounts;
  const PortalOptions options;

  // By the session cookie and the cookie of the company chosen last. The tenant is empty only for
  // somebody who belongs to no company.
  std::optional<Visitor> visitor(const http::Request& request) const;

  // A page for somebody signed in, or for a stranger.
  http::Response page(const http::Request& request, const Visitor& visitor, std::string_view name,
                      Values values, int status = 200) const;
  http::Response page(const http::Request& request, std::string_view name, Values values,
                      int status = 200) const;

  // A page that says why not. `key`: of the table of texts.
  http::Response refusal(const http::Request& request, const Visitor& visitor, int status,
                         std::string_view key) const;
  http::Response refusal(const http::Request& request, const Visitor& visitor,
                         const http::Problem& problem) const;

  // "name=value" with the attributes that keep it from scripts, other sites and plain HTTP.
  // `seconds`: how long it is kept; 0 removes it, less than 0 keeps it until the browser closes.
  std::pair<std::string, std::string> cookie(std::string_view name, std::string_view value,
                                             int seconds) const;

  Language language_of_stranger(const http::Request& request) const;

 private:
  http::Response answer(const http::Request& request, Language language, std::string_view name,
                        Values values, int status) const;

  Pages pages_;
};

inline constexpr std::string_view session_cookie = "facteur_session";
inline constexpr std::string_view company_cookie = "facteur_company";
inline constexpr std::string_view language_cookie = "facteur_lang";
inline constexpr std::string_view login_cookie = "facteur_login";

// Whether the form's token is that of the session: else another site made the browser send it.
bool is_own_form(const Visitor& visitor, std::string_view token);

// Sets `key` to the text, or to false when it is empty, so that a template can ask for it.
void set_text(Values& values, const std::string& key, std::string_view text);

// All but letters, digits, '.', '-' and '_' as %XX: fit for a link or a header.
std::string percent_encoded(std::string_view text);

// The pages; each in the file of its name.
http::Response show_home(const Site& site, const http::Request& request, const Visitor& visitor);
http::Response show_flow(const Site& site, const http::Request& request, const Visitor& visitor);
http::Response send_document(const Site& site, const http::Request& request,
                             const Visitor& visitor);
http::Response show_bundle(const Site& site, const http::Request& request, const Visitor& visitor);
http::Response take_upload(const Site& site, http::Request& request, const Visitor& visitor);
http::Response show_login(const Site& site, const http::Request& request);
http::Response take_login(const Site& site, const http::Request& request);
http::Response take_logout(const Site& site, const http::Request& request, const Visitor& visitor);
http::Response take_company(const Site& site, const http::Request& request, const Visitor& visitor);

}  // namespace facteur::gateway::portal
