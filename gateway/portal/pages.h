// Templates (templates/*.html, mustache) become pages. A text of the table is written [[key]] in a
// template and put in once a language at the start, so that a missing text is found by the first
// test that starts. Every value is escaped for HTML; no template uses the unescaped form but the
// layout for the page within it. Thread-safe.
#pragma once

#include <kainjow/mustache.hpp>
#include <map>
#include <string>
#include <string_view>

#include "gateway/http/message.h"

namespace facteur::gateway::portal {

using http::Language;
using Values = kainjow::mustache::data;

class Pages {
 public:
  // Throws std::logic_error for a template that is no mustache or wants a text that is not there.
  Pages();

  // The page `name` within the layout. Adds what the layout needs to `values`: the caller sets
  // "title" and, for somebody signed in, "signed_in", "person", "company", "csrf".
  std::string render(std::string_view name, Language language, Values values) const;

 private:
  std::map<std::string, std::string, std::less<>> localized_[2];  // by language, then name
};

// An answer with a page: HTML, and the headers that keep a browser to it.
http::Response html(int status, std::string body);

// 303 See Other, to a path of our own.
http::Response redirect(std::string path);

}  // namespace facteur::gateway::portal
