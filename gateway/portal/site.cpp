#include "gateway/portal/site.h"

#include "gateway/portal/texts.h"

namespace facteur::gateway::portal {
namespace {

constexpr int year_of_seconds = 365 * 24 * 3600;

std::optional<Language> parse_language(std::string_view text) {
  if (text == "fr") return Language::fr;
  if (text == "en") return Language::en;
  return std::nullopt;
}

std::string_view code(Language language) {
  return language == Language::fr ? "fr" : "en";
}

std::string_view asked_language(const http::Request& request) {
  const auto asked = request.query.find("lang");
  return asked == request.query.end() ? std::string_view() : asked->second;
}

// The language chosen on the page, now or before; else `otherwise`.
Language choose_language(const http::Request& request, Language otherwise) {
  if (const auto asked = parse_language(asked_language(request))) return *asked;
  return parse_language(request.cookie(language_cookie)).value_or(otherwise);
}

// Where the link to the other language leads: a page that can be asked for with GET.
std::string address_of(const http::Request& request) {
  return request.method == "GET" || request.path == "/portal/login" ? request.path : "/portal";
}

void set_visitor(Values& values, const Visitor& visitor) {
  const Principal& principal = visitor.principal;
  values.set("signed_in", true);
  values.set("person", principal.name);
  values.set("company", principal.tenant_name);
  values.set("csrf", principal.csrf);
  values.set("auditor", !visitor.may_change());
  values.set("choice", principal.memberships.size() > 1);
  Values companies{Values::type::list};
  for (const auto& membership : principal.memberships) {
    Values company;
    company.set("siren", membership.tenant);
    company.set("name", membership.tenant_name);
    company.set("chosen", membership.tenant == principal.tenant);
    companies.push_back(company);
  }
  values.set("companies", companies);
}

}  // namespace

std::optional<Visitor> Site::visitor(const http::Request& request) const {
  const auto session = request.cookie(session_cookie);
  const auto company = request.cookie(company_cookie);
  auto principal = accounts.session(session, company);
  // The company may have been chosen by somebody else on the same machine.
  if (principal && principal->tenant.empty()) principal = accounts.session(session, "");
  if (!principal) return std::nullopt;
  const auto own = parse_language(principal->language).value_or(Language::fr);
  const Language language = choose_language(request, own);
  principal->language = code(language);
  return Visitor{std::move(*principal), language};
}

Language Site::language_of_stranger(const http::Request& request) const {
  return choose_language(request, request.language);
}

http::Response Site::answer(const http::Request& request, Language language, std::string_view name,
                            Values values, int status) const {
  const Language other = language == Language::fr ? Language::en : Language::fr;
  values.set("other_language", std::string(code(other)));
  values.set("here", address_of(request));
  http::Response response = html(status, pages_.render(name, language, std::move(values)));
  if (parse_language(asked_language(request)))
    response.headers.push_back(cookie(language_cookie, code(language), year_of_seconds));
  return response;
}

http::Response Site::page(const http::Request& request, const Visitor& visitor,
                          std::string_view name, Values values, int status) const {
  set_visitor(values, visitor);
  values.set("credit", data.ledger != nullptr);
  return answer(request, visitor.language, name, std::move(values), status);
}

http::Response Site::page(const http::Request& request, std::string_view name, Values values,
                          int status) const {
  return answer(request, language_of_stranger(request), name, std::move(values), status);
}

http::Response Site::refusal(const http::Request& request, const Visitor& visitor, int status,
                             std::string_view key) const {
  Values values;
  values.set("title", std::string(text("error.title", visitor.language)));
  values.set("message", std::string(text(key, visitor.language)));
  return page(request, visitor, "message", std::move(values), status);
}

http::Response Site::refusal(const http::Request& request, const Visitor& visitor,
                             const http::Problem& problem) const {
  Values values;
  values.set("title", std::string(text("error.title", visitor.language)));
  values.set("message", visitor.language == Language::fr ? problem.fr : problem.en);
  set_text(values, "code", problem.code);
  set_text(values, "details", problem.details);
  return page(request, visitor, "message", std::move(values), problem.status);
}

std::pair<std::string, std::string> Site::cookie(std::string_view name, std::string_view value,
                                                 int seconds) const {
  std::string line = std::string(name) + "=" + std::string(value) + "; Path=/; HttpOnly";
  line += "; SameSite=Lax";
  if (seconds >= 0) line += "; Max-Age=" + std::to_string(seconds);
  if (options.secure_cookies) line += "; Secure";
  return {"Set-Cookie", line};
}

bool is_own_form(const Visitor& visitor, std::string_view token) {
  return !token.empty() && accounts::equal_secrets(token, visitor.principal.csrf);
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (letter || digit || c == '.' || c == '-' || c == '_') {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return encoded;
}

void set_text(Values& values, const std::string& key, std::string_view text) {
  if (text.empty())
    values.set(key, false);
  else
    values.set(key, std::string(text));
}

}  // namespace facteur::gateway::portal
