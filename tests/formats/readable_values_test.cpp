// The law of readable views: whatever the structured document holds, people can read.
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "formats/read.h"
#include "formats/readable.h"
#include "formats/readable/display.h"
#include "formats/utf8.h"
#include "tests/formats/page_text.h"
#include "tests/formats/shared_documents.h"

using namespace facteur;
using namespace facteur::formats;

namespace {

// The ways in which a value may be written for people, without white space.
std::vector<std::string> forms(Node node, bool french) {
  using namespace readable;
  const std::string_view text = node.text();
  std::vector<std::string> all = {shown_value(node, french),     figure(text, french),
                                  short_figure(text, 0, french), amount_figure(node, french),
                                  document_type(text, french),   payment_means(text, french),
                                  vat_category(text, french),    country_name(text, french)};
  all.push_back(with_currency(amount_figure(node, french), "EUR", french));
  for (std::string& form : all) form = test::packed(form);
  return all;
}

using Shown = bool (*)(const std::string& view, const std::string& form);

bool in_one_piece(const std::string& view, const std::string& form) {
  return view.find(form) != view.npos;
}

// A text that runs over the end of a page has what stands at its foot in its midst: of long ones,
// each beginning is looked for in turn. What the font lacks is a box.
bool on_paper(const std::string& view, const std::string& form) {
  constexpr std::size_t piece = 12, longest = 72;
  std::string drawn;
  for (std::string_view rest = form; !rest.empty();) {
    const char32_t c = take_code_point(rest);
    append_utf8(drawn, test::view_fonts()->regular.draws(c) ? c : U'□');
  }
  if (view.find(drawn) != view.npos) return true;
  if (drawn.size() < longest) return false;
  std::size_t found = 0, pieces = 0;
  for (std::size_t at = 0; at + piece <= drawn.size(); at += piece, ++pieces)
    found += view.find(drawn.substr(at, piece)) != view.npos;
  return found + 1 >= pieces;
}

// Null when every value is there, else the first that is not.
Node missing(const Invoice& invoice, const std::string& view, bool french, Shown stands_in) {
  for (std::uint32_t i = 1; i < invoice.size(); ++i) {
    const Node node(&invoice, i);
    const TermFacts* known = facts(node.term());
    if (known == nullptr || known->type == DataType::group || test::packed(node.text()).empty())
      continue;
    const auto all = forms(node, french);
    const auto shown = [&](const std::string& form) { return stands_in(view, form); };
    if (std::ranges::none_of(all, shown)) return node;
  }
  return {};
}

std::vector<std::string> invoices() {
  std::vector<std::string> files;
  for (const char* part : {"published/ubl-", "published/cii/"})
    for (std::string& file : test::accepted_documents(part)) files.push_back(std::move(file));
  return files;
}

template <class Render>
void check_all(const Render& render, Shown shown, std::size_t step) {
  const auto files = invoices();
  for (std::size_t i = 0; i < files.size(); i += step) {
    const bool french = i % 2 == 0;
    const auto reading = read(test::bytes_of(test::shared_documents() / files[i]));
    if (!reading.invoice) continue;
    const std::string view = test::packed(render(*reading.invoice, french));
    const Node lost = missing(*reading.invoice, view, french, shown);
    if (!lost) continue;
    CAPTURE(files[i], name(lost.term()), std::string(lost.text().substr(0, 200)));
    FAIL_CHECK("a value is not shown");
  }
}

}  // namespace

TEST_CASE("every value of every published invoice stands on the web page") {
  check_all([](const Invoice& invoice,
               bool french) { return test::text_of_html(readable_html(invoice, french)); },
            in_one_piece, 1);
}

TEST_CASE("every value of published invoices stands on the paper") {
  if (!test::view_fonts()) return;
  check_all(
      [](const Invoice& invoice, bool french) {
        return test::text_of_pages(readable_pdf(invoice, *test::view_fonts(), french));
      },
      on_paper, 7);
}
