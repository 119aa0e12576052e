#include <catch2/catch.hpp>
#include <future>
#include <vector>

#include "formats/read.h"
#include "formats/readable.h"
#include "formats/readable/html.h"
#include "sample.h"
#include "tests/formats/page_text.h"

using namespace facteur;
using namespace facteur::formats;

namespace {

bool mentions(const std::string& text, const std::string& what) {
  return text.find(what) != text.npos;
}

readable::Sheet sheet_with(const std::string& text) {
  using namespace readable;
  Sheet sheet;
  sheet.title = sheet.number = sheet.stamp = sheet.legend = text;
  sheet.sender = sheet.recipient = {text, text, {text}, {{text, text}}};
  sheet.key = {{text, text}};
  sheet.due = {text, text};
  sheet.parties = {sheet.sender};
  sheet.references = {text, {{text, text}, {text, "", 0}, {text, text, 1}}};
  sheet.lines = {text, {{text, 250}, {text, 249}}, {{{{{text}}, {{text}}}, {{text}}, 2, text}}, 1};
  sheet.adjustments = sheet.vat = sheet.attachments = sheet.lines;
  sheet.totals = {{text, text, Weight::due}};
  sheet.totals_heading = sheet.notes_heading = sheet.qr_caption = text;
  sheet.payment = {text, {{text, text}}};
  sheet.qr = {1, {true}};
  sheet.notes = {{text}};
  sheet.sections = {{text, {{text, text}}}};
  return sheet;
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += what.size()) ++n;
  return n;
}

}  // namespace

TEST_CASE("no text of a document becomes markup of its web page") {
  const std::string hostile =
      "\"'></title></style><script>alert(1)</script><img src=x onerror=alert(1)>&lt;\xFF\x01";
  const std::string page = readable::html_of(sheet_with(hostile), {});
  const std::string plain = readable::html_of(sheet_with("x"), {});
  CHECK_FALSE(mentions(page, "<script"));
  CHECK_FALSE(mentions(page, "<img"));
  CHECK_FALSE(mentions(page, "\x01"));
  CHECK(count(page, "<") == count(plain, "<"));
  CHECK(count(page, ">") == count(plain, ">"));
  CHECK(count(page, "\"") == count(plain, "\""));
  CHECK(mentions(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(mentions(page, "&amp;lt;\uFFFD\uFFFD"));
}

TEST_CASE("the web page asks for nothing else") {
  const std::string page = readable::html_of(sheet_with("http://example.org/x.png"), {});
  for (const char* reference : {"<script", "<link", "<iframe", "<object", "<form",
                                "href=", "src=", "url(", "@import", "javascript:"}) {
    CAPTURE(reference);
    CHECK_FALSE(mentions(page, reference));
  }
}

TEST_CASE("the web page says its language, its landmarks and what heads what") {
  const std::string page = readable::html_of(sheet_with("x"), {});
  for (const char* part :
       {"<!DOCTYPE html>", "<html lang=\"fr\">", "<title>", "<header>", "<main>", "<footer>",
        "<h1>", "<th scope=\"col\">", "<th scope=\"row\">", "role=\"img\" aria-label="}) {
    CAPTURE(part);
    CHECK(mentions(page, part));
  }
  CHECK(count(page, "<h1>") == 1);
  auto english = sheet_with("x");
  english.french = false;
  CHECK(mentions(readable::html_of(english, {}), "<html lang=\"en\">"));
}

TEST_CASE("every id of the web page is there once, and every label finds its heading") {
  const std::string page = readable::html_of(sheet_with("x"), {});
  const std::string open = " aria-labelledby=\"";
  for (std::size_t at = 0; (at = page.find(open, at)) != page.npos;) {
    at += open.size();
    const std::string id = page.substr(at, page.find('"', at) - at);
    CAPTURE(id);
    CHECK(count(page, " id=\"" + id + "\"") == 1);
  }
}

TEST_CASE("a logo stands in the web page itself, in the colour of the house") {
  readable::Look look;
  look.accent = 0x123456;
  look.logo = pdf::Picture{pdf::Picture::Kind::jpeg, 2, 2, 3, "\xFF\xD8\xFF", {}};
  const std::string page = readable::html_of(sheet_with("x"), look);
  CHECK(mentions(page, "src=\"data:image/jpeg;base64,/9j/\""));
  CHECK(mentions(page, "--accent:#123456"));
}
