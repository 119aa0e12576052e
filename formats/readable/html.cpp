#include "formats/readable/html.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "formats/base64.h"
#include "formats/readable/alignment.h"
#include "formats/readable/embedded_style.h"
#include "formats/utf8.h"

namespace facteur::formats::readable {
namespace {

std::string_view escape_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

// C0 but for tab and line ends, DEL, C1.
bool is_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
}

class Page {
 public:
  Page(const Sheet& sheet, const Look& look) : sheet_(sheet), look_(look) {
    out_.reserve(32 * 1024 + 1024 * sheet.lines.rows.size());
  }

  std::string write() {
    head();
    out_ += "<body>\n";
    header();
    out_ += "<main>\n";
    key_facts();
    parties();
    section(sheet_.references, "references");
    table(sheet_.lines, "lines");
    table(sheet_.adjustments, "adjustments");
    sums();
    payment();
    notes();
    table(sheet_.attachments, "attachments");
    for (const Section& one : sheet_.sections) section(one, "more");
    out_ += "</main>\n<footer><p>";
    text(sheet_.legend);
    out_ += "</p></footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void raw(std::string_view markup) { out_ += markup; }
  void text(std::string_view content) { append_escaped(out_, content); }
  // <name class="...">content</name>, nothing when there is no content.
  void element(std::string_view open, std::string_view content, std::string_view close) {
    if (content.empty()) return;
    raw(open);
    text(content);
    raw(close);
  }

  void head() {
    std::array<char, 32> accent{};
    std::snprintf(accent.data(), accent.size(), ":root{--accent:#%06X}\n", look_.accent & 0xFFFFFF);
    raw("<!DOCTYPE html>\n<html lang=\"");
    raw(sheet_.french ? "fr" : "en");
    raw("\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    text(sheet_.title + " " + sheet_.number);
    if (!sheet_.sender.name.empty()) text(" – " + sheet_.sender.name);
    raw("</title>\n<style>\n");
    raw(accent.data());
    raw(embedded_style);
    raw("</style>\n</head>\n");
  }

  void logo() {
    if (!look_.logo) return;
    raw("<img class=\"logo\" alt=\"");
    text(sheet_.sender.name);
    raw("\" src=\"data:image/");
    raw(look_.logo->kind == pdf::Picture::Kind::png ? "png" : "jpeg");
    raw(";base64,");
    raw(encode_base64(look_.logo->file));
    raw("\">\n");
  }

  void header() {
    raw("<header>\n");
    if (look_.logo || !sheet_.sender.empty()) {
      raw("<div class=\"sender\">\n");
      logo();
      party(sheet_.sender);
      raw("</div>\n");
    }
    raw("<div class=\"what\">\n<h1>");
    text(sheet_.title);
    element(" <span class=\"number\">", sheet_.number, "</span>");
    raw("</h1>\n");
    element("<p class=\"stamp\">", sheet_.stamp, "</p>\n");
    raw("<div class=\"recipient\">\n");
    party(sheet_.recipient);
    raw("</div>\n</div>\n</header>\n");
  }

  void party(const Party& party) {
    if (party.empty()) return;
    element("<p class=\"role\">", party.role, "</p>\n");
    element("<p class=\"name\">", party.name, "</p>\n");
    if (!party.address.empty()) {
      raw("<address>");
      for (const std::string& line : party.address) {
        if (&line != &party.address.front()) raw("<br>");
        text(line);
      }
      raw("</address>\n");
    }
    facts(party.details, "details");
  }

  void key_facts() {
    if (sheet_.key.empty() && sheet_.due.value.empty()) return;
    raw("<dl class=\"key\">\n");
    for (const Fact& fact : sheet_.key) one_fact(fact, "");
    if (!sheet_.due.value.empty()) one_fact(sheet_.due, " class=\"due\"");
    raw("</dl>\n");
  }

  void one_fact(const Fact& fact, std::string_view attributes) {
    raw("<div");
    raw(attributes);
    raw("><dt>");
    text(fact.label);
    raw("</dt><dd>");
    text(fact.value);
    raw("</dd></div>\n");
  }

  void facts(const Facts& all, std::string_view kind) {
    if (all.empty()) return;
    raw("<dl class=\"");
    raw(kind);
    raw("\">\n");
    std::size_t at = 0;
    facts_from(all, at, 0);
    raw("</dl>\n");
  }

  // The facts at this depth; those of a group stand in a list of their own within it.
  void facts_from(const Facts& all, std::size_t& at, int depth) {
    while (at < all.size() && all[at].depth >= depth) {
      const Fact& fact = all[at++];
      const bool is_group = at < all.size() && all[at].depth > fact.depth;
      if (!is_group) {
        one_fact(fact, "");
        continue;
      }
      raw("<div class=\"group\"><dt>");
      text(fact.label);
      raw("</dt><dd class=\"in\"><dl>\n");
      facts_from(all, at, fact.depth + 1);
      raw("</dl></dd></div>\n");
    }
  }

  void heading(std::string_view content, std::string_view id) {
    if (content.empty()) return;
    raw("<h2 id=\"");
    raw(id);
    raw("\">");
    text(content);
    raw("</h2>\n");
  }

  void open_section(std::string_view kind) {
    raw("<section class=\"");
    raw(kind);
    raw("\" aria-labelledby=\"");
    raw(kind);
    raw("\">\n");
  }

  void section(const Section& section, std::string_view kind) {
    if (section.facts.empty()) return;
    const std::string id = std::string(kind) + std::to_string(++sections_);
    raw("<section class=\"");
    raw(kind);
    raw("\" aria-labelledby=\"");
    raw(id);
    raw("\">\n");
    heading(section.heading, id);
    facts(section.facts, "facts");
    raw("</section>\n");
  }

  void parties() {
    if (sheet_.parties.empty()) return;
    raw("<div class=\"parties\">\n");
    for (const Party& one : sheet_.parties) {
      raw("<div class=\"party\">\n");
      party(one);
      raw("</div>\n");
    }
    raw("</div>\n");
  }

  void table(const Table& table, std::string_view kind) {
    if (table.rows.empty()) return;
    open_section(kind);
    heading(table.heading, kind);
    raw("<table aria-labelledby=\"");
    raw(kind);
    raw("\">\n<thead><tr>");
    for (const Column& column : table.columns) {
      raw(column.align == Align::left ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">");
      text(column.heading);
      raw("</th>");
    }
    raw("</tr></thead>\n<tbody>\n");
    const std::vector<std::size_t> decimals = decimals_of(table, sign_);
    for (const Row& one : table.rows) row(table, one, decimals);
    raw("</tbody>\n</table>\n</section>\n");
  }

  void row(const Table& table, const Row& row, const std::vector<std::size_t>& decimals) {
    raw("<tr");
    if (row.depth > 0 || !row.details.empty()) {
      raw(row.details.empty() ? " class=\"d" : " class=\"has d");
      raw(std::to_string(row.depth));
      raw("\"");
    }
    raw(">");
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const bool titles = i == table.titled;
      raw(titles                                  ? "<th scope=\"row\">"
          : table.columns[i].align == Align::left ? "<td>"
                                                  : "<td class=\"n\">");
      for (const Phrase& one : row.cells[i])
        phrase(one, table.columns[i].align == Align::decimal ? decimals[i] : 0);
      raw(titles ? "</th>" : "</td>");
    }
    raw("</tr>\n");
    details(table, row);
  }

  // A row of their own, across the columns from the one that names the row.
  void details(const Table& table, const Row& row) {
    if (row.details.empty()) return;
    raw("<tr class=\"more d");
    raw(std::to_string(row.depth));
    raw("\">");
    for (std::size_t i = 0; i < table.titled; ++i) raw("<td></td>");
    raw("<td colspan=\"");
    raw(std::to_string(table.columns.size() - table.titled));
    raw("\">");
    for (const Phrase& one : row.details) phrase(one, 0);
    raw("</td></tr>\n");
  }

  void phrase(const Phrase& phrase, std::size_t decimals) {
    raw(phrase.tone == Tone::plain    ? "<p>"
        : phrase.tone == Tone::strong ? "<p class=\"s\">"
                                      : "<p class=\"q\">");
    text(phrase.text);
    if (decimals > 0 && is_figure(phrase.text)) raw(padding_to(decimals, phrase.text, sign_));
    raw("</p>");
  }

  void sums() {
    raw("<div class=\"sums\">\n");
    table(sheet_.vat, "vat");
    totals();
    raw("</div>\n");
  }

  void totals() {
    if (sheet_.totals.empty()) return;
    open_section("totals");
    heading(sheet_.totals_heading, "totals");
    raw("<table aria-labelledby=\"totals\">\n<tbody>\n");
    for (const Total& total : sheet_.totals) {
      raw(total.weight == Weight::part  ? "<tr>"
          : total.weight == Weight::sum ? "<tr class=\"sum\">"
                                        : "<tr class=\"sum due\">");
      element("<th scope=\"row\">", total.label, "</th>");
      element("<td class=\"n\">", total.value, "</td></tr>\n");
    }
    raw("</tbody>\n</table>\n</section>\n");
  }

  void payment() {
    if (sheet_.payment.facts.empty() && sheet_.qr.size == 0) return;
    open_section("payment");
    heading(sheet_.payment.heading, "payment");
    raw("<div class=\"how\">\n");
    facts(sheet_.payment.facts, "facts");
    code();
    raw("</div>\n</section>\n");
  }

  // The modules as one path: a run of dark ones is a rectangle one high.
  void code() {
    const QrCode& qr = sheet_.qr;
    if (qr.size == 0) return;
    const std::string side = std::to_string(qr.size + 8);
    raw("<figure><svg viewBox=\"-4 -4 " + side + " " + side + "\" role=\"img\" aria-label=\"");
    text(sheet_.qr_caption);
    raw("\"><path d=\"");
    for (const Run& run : dark_runs(qr)) {
      const std::string length = std::to_string(run.length);
      raw("M" + std::to_string(run.x) + " " + std::to_string(run.y) + "h" + length + "v1h-" +
          length + "z");
    }
    raw("\"/></svg><figcaption>");
    text(sheet_.qr_caption);
    raw("</figcaption></figure>\n");
  }

  void notes() {
    if (sheet_.notes.empty()) return;
    open_section("notes");
    heading(sheet_.notes_heading, "notes");
    for (const Phrase& note : sheet_.notes) {
      phrase(note, 0);
      raw("\n");
    }
    raw("</section>\n");
  }

  const Sheet& sheet_;
  const Look& look_;
  const char sign_ = decimal_sign(sheet_.french);
  std::string out_;
  int sections_ = 0;
};

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto odd = std::ranges::find_if_not(text, is_plain);
    const auto plain = std::size_t(odd - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    if (const std::string_view escape = escape_of(text[0]); !escape.empty()) {
      out += escape;
      text.remove_prefix(1);
      continue;
    }
    const char32_t c = take_code_point(text);
    append_utf8(out, is_control(c) ? replacement_character : c);
  }
}

std::string html_of(const Sheet& sheet, const Look& look) {
  return Page(sheet, look).write();
}

}  // namespace facteur::formats::readable
