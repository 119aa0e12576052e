// The invoice lines, one table row each, and the allowances and charges of the whole document.
#include "formats/readable/display.h"
#include "formats/readable/view.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

void add(Paragraphs& out, std::string text, const pdf::Style& style) {
  if (!text.empty()) out.push_back({std::move(text), style});
}

std::string vat(View& view, Node group, Term category, Term rate) {
  const std::string percent = view.take(group, rate);
  const std::string code = view.take(group, category);
  if (percent.empty()) return code;
  return code == "S" ? percent : percent + " (" + code + ")";
}

// "12,50", or "12,50 / 100 kg" when the price is not for one of the unit that is counted.
std::string price(View& view, Node line) {
  const Node group = line.first(BG_29), net = group.first(BT_146), base = group.first(BT_149);
  view.mark_shown(net);
  const std::string amount = short_figure(net.text(), 2, view.french);
  const std::string counted = view.take(base);
  const auto unit_of = [](Node node) { return node.attribute(Attribute::unit); };
  const bool for_one = short_figure(base.text(), 0, false) == "1" &&
                       (unit_of(base).empty() || unit_of(base) == unit_of(line.first(BT_129)));
  return counted.empty() || for_one ? amount : amount + " / " + counted;
}

std::vector<Paragraphs> line_cells(View& view, Node line) {
  const Node item = line.first(BG_31);
  Paragraphs what;
  add(what, view.take(item, BT_153), style::strong);
  add(what, view.take(item, BT_154), style::body);
  const std::string number = view.take(line, BT_126);
  const std::string amount = view.take_amount(line, BT_131);
  const std::string how_many = view.take(line, BT_129);
  const std::string each_one = price(view, line);
  const std::string rate = vat(view, line.first(BG_30), BT_151, BT_152);
  add(what, view.take_rest_inline(line), style::small);
  return {{{number}}, what, {{how_many}}, {{each_one}}, {{rate}}, {{amount}}};
}

struct AdjustmentTerms {
  Term group, amount, reason, category, rate;
};

}  // namespace

void draw_lines(View& view) {
  if (!view.root.first(BG_25)) return;
  const std::vector<Column> columns = {
      {30, view.say("N°", "No.")},
      {245.28, view.say("Désignation", "Description")},
      {65, view.say("Quantité", "Quantity"), true},
      {65, view.say("Prix net", "Net price"), true},
      {45, view.say("TVA", "VAT"), true},
      {65, view.say("Montant HT", "Net amount"), true},
  };
  view.paper.heading(view.say("Lignes", "Lines"));
  view.paper.column_headings(columns);
  view.paper.repeat_headings(&columns);
  for (const Node line : each(view.root, BG_25)) {
    if (view.paper.full()) break;
    view.paper.row(columns, line_cells(view, line));
  }
  view.paper.repeat_headings(nullptr);
}

void draw_adjustments(View& view) {
  if (!view.root.first(BG_20) && !view.root.first(BG_21)) return;
  const std::vector<Column> columns = {
      {70, view.say("Nature", "Kind")},
      {310.28, view.say("Motif", "Reason")},
      {60, view.say("TVA", "VAT"), true},
      {75, view.say("Montant HT", "Net amount"), true},
  };
  view.paper.heading(view.say("Remises et frais", "Allowances and charges"));
  view.paper.column_headings(columns);
  for (const auto& [group, amount, reason, category, rate] :
       {AdjustmentTerms{BG_20, BT_92, BT_97, BT_95, BT_96},
        AdjustmentTerms{BG_21, BT_99, BT_104, BT_102, BT_103}}) {
    for (const Node node : each(view.root, group)) {
      Paragraphs why;
      add(why, view.take(node, reason), style::body);
      const std::string tax = vat(view, node, category, rate);
      const std::string sum = view.take_amount(node, amount);
      add(why, view.take_rest_inline(node), style::small);
      const bool is_zero = sum.find_first_of("123456789") == sum.npos;
      const std::string sign = group == BG_20 && !is_zero && !sum.starts_with('-') ? "-" : "";
      view.paper.row(columns, {{{label(group, view.french)}}, why, {{tax}}, {{sign + sum}}});
    }
  }
}

}  // namespace facteur::formats::readable
