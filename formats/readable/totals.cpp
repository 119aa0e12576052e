// What is owed, and how to pay it.
#include <algorithm>

#include "formats/readable/display.h"
#include "formats/readable/view.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

constexpr double box_width = 230;
constexpr double box_left = right_edge - box_width;

void draw_vat(View& view) {
  if (!view.root.first(BG_23)) return;
  const std::vector<Column> columns = {
      {235.28, view.say("Catégorie", "Category")},
      {80, view.say("Taux", "Rate"), true},
      {100, view.say("Base HT", "Taxable amount"), true},
      {100, view.say("TVA", "VAT"), true},
  };
  view.paper.heading(view.say("Ventilation de la TVA", "VAT breakdown"));
  view.paper.column_headings(columns);
  for (const Node group : each(view.root, BG_23)) {
    const std::string code = view.take(group, BT_118);
    const std::string named = vat_category(code, view.french);
    Paragraphs what = {{named == code ? code : named + " (" + code + ")"}};
    const std::string rate = view.take(group, BT_119);
    const std::string base = view.take_amount(group, BT_116);
    const std::string tax = view.take_amount(group, BT_117);
    const Paragraphs rest = view.take_rest(group);
    what.insert(what.end(), rest.begin(), rest.end());
    view.paper.row(columns, {what, {{rate}}, {{base}}, {{tax}}});
  }
}

void draw_total_row(View& view, Term term, const pdf::Style& style) {
  Paper& paper = view.paper;
  const Node node = view.root.first(BG_22).first(term);
  if (!node) return;
  const std::string text = view.take(node);
  paper.need(16);
  if (paper.full()) return;
  paper.document().text(box_left + 6, paper.y() + 10, label(term, view.french), style);
  const double width = paper.document().width(text, style);
  paper.document().text(right_edge - 6 - width, paper.y() + 10, text, style);
  paper.space(14);
}

void draw_box(View& view) {
  Paper& paper = view.paper;
  for (const Term term : {BT_106, BT_107, BT_108, BT_109, BT_110, BT_111})
    draw_total_row(view, term, style::body);
  draw_total_row(view, BT_112, style::strong);
  draw_total_row(view, BT_113, style::body);
  draw_total_row(view, BT_114, style::body);
  paper.need(22);
  if (!paper.full()) paper.document().fill(box_left, paper.y(), box_width, 20, colour::band);
  paper.space(3);
  draw_total_row(view, BT_115, {pdf::Face::bold, 10.5, colour::accent});
  paper.space(4);
}

// "Virement (30)", with the sender's own words for it when they say something else.
std::string means_of_payment(View& view, Node payment) {
  const std::string code = view.take(payment, BT_81);
  const std::string named = payment_means(code, view.french);
  const std::string said = view.take(payment, BT_82);
  std::string text = named == code ? code : named + " (" + code + ")";
  return said.empty() || said == named ? text : text + " – " + said;
}

Paragraphs payment_lines(View& view) {
  Paragraphs lines;
  const auto add = [&lines](std::string text, const pdf::Style& style = style::body) {
    if (!text.empty()) lines.push_back({std::move(text), style});
  };
  for (const Node payment : each(view.root, BG_16)) {
    add(means_of_payment(view, payment), style::strong);
    for (const Node account : each(payment, BG_17))
      for (const Term term : {BT_84, BT_85, BT_86}) add(view.take_labelled(account, term));
    const Paragraphs rest = view.take_rest(payment, style::body);
    lines.insert(lines.end(), rest.begin(), rest.end());
  }
  add(view.take_labelled(view.root, BT_20));
  if (!lines.empty())
    lines.insert(lines.begin(), {view.say("Paiement", "Payment"), style::heading});
  return lines;
}

}  // namespace

// The totals stand right, how to pay them left; a long text about payment goes below instead.
void draw_totals(View& view) {
  constexpr double beside = box_left - left_edge - 24, tallest_beside = 260, box_height = 165;
  draw_vat(view);
  const Paragraphs payment = payment_lines(view);
  Paper& paper = view.paper;
  const double height = paper.height(beside, payment);
  const bool fits = height < tallest_beside;
  paper.space(10);
  paper.need(fits ? std::max(height, box_height) : box_height);
  const double top = paper.y();
  draw_box(view);
  const double bottom = paper.y();
  if (fits) paper.move_to(top);
  paper.write(left_edge, fits ? beside : text_width, payment);
  paper.move_to(std::max(bottom, paper.y()));
}

}  // namespace facteur::formats::readable
