#include "gateway/portal/pages.h"

#include <stdexcept>

#include "gateway/portal/embedded_templates.h"
#include "gateway/portal/texts.h"

namespace facteur::gateway::portal {
namespace {

namespace mustache = kainjow::mustache;

std::string with_texts(std::string_view page, Language language) {
  std::string localized;
  for (;;) {
    const auto begin = page.find("[[");
    localized += page.substr(0, begin);
    if (begin == std::string_view::npos) return localized;
    const auto end = page.find("]]", begin);
    if (end == std::string_view::npos) throw std::logic_error("a template with an open [[");
    const auto words = text(page.substr(begin + 2, end - begin - 2), language);
    localized += mustache::html_escape(std::string(words));
    page.remove_prefix(end + 2);
  }
}

}  // namespace

Pages::Pages() {
  for (const Language language : {Language::fr, Language::en})
    for (const auto& file : embedded_templates) {
      std::string page = with_texts(file.content, language);
      if (mustache::mustache parsed(page); !parsed.is_valid())
        throw std::logic_error(std::string(file.name) + ": " + parsed.error_message());
      localized_[static_cast<int>(language)].emplace(file.name, std::move(page));
    }
}

std::string Pages::render(std::string_view name, Language language, Values values) const {
  const auto& pages = localized_[static_cast<int>(language)];
  // A template keeps state while it renders: each rendering has its own.
  mustache::mustache page(pages.find(name)->second), layout(pages.find("layout")->second);
  values.set("content", page.render(values));
  values.set("language", language == Language::fr ? "fr" : "en");
  return layout.render(values);
}

http::Response html(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.type = "text/html; charset=utf-8";
  response.body = std::move(body);
  response.headers = {
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action "
       "'self'; "
       "base-uri 'none'; frame-ancestors 'none'"},
      {"X-Frame-Options", "DENY"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cache-Control", "no-store"},
  };
  return response;
}

http::Response redirect(std::string path) {
  http::Response response = html(303, "");
  response.headers.emplace_back("Location", std::move(path));
  return response;
}

}  // namespace facteur::gateway::portal
