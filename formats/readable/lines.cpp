// The invoice lines, one row each, and the allowances and charges of the whole document.
#include <algorithm>
#include <map>

#include "formats/readable/display.h"
#include "formats/readable/view.h"
#include "formats/rules/sub_lines.h"
#include "formats/typed.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

std::string vat(View& view, Node group, Term category, Term rate) {
  const std::string percent = view.take(group, rate);
  const std::string code = view.take(group, category);
  if (percent.empty()) return code;
  return code == "S" ? percent : percent + " (" + code + ")";
}

std::string unit_of(Node quantity) {
  return std::string(quantity.attribute(Attribute::unit));
}

// "12,50", and "/ 100 kg" below when the price is not for one of the unit that is counted.
Phrases price(View& view, Node line) {
  const Node group = line.first(BG_29), net = group.first(BT_146), base = group.first(BT_149);
  view.mark_shown(net);
  Phrases phrases;
  add(phrases, net ? amount_figure(net, view.french) : "");
  const std::string counted = view.take(base);
  const bool for_one = short_figure(base.text(), 0, false) == "1" &&
                       (unit_of(base).empty() || unit_of(base) == unit_of(line.first(BT_129)));
  if (!counted.empty() && !for_one) add(phrases, "/ " + counted, Tone::quiet);
  return phrases;
}

// An allowance or charge, of a line or of the document.
struct AdjustmentTerms {
  Term group, amount, base, percentage, reason, code;
  bool deducted;
};
constexpr AdjustmentTerms line_adjustments[] = {
    {BG_27, BT_136, BT_137, BT_138, BT_139, BT_140, true},
    {BG_28, BT_141, BT_142, BT_143, BT_144, BT_145, false},
};
constexpr AdjustmentTerms document_adjustments[] = {
    {BG_20, BT_92, BT_93, BT_94, BT_97, BT_98, true},
    {BG_21, BT_99, BT_100, BT_101, BT_104, BT_105, false},
};

// What is deducted is written without a sign.
std::string signed_amount(const std::string& amount, bool deducted) {
  const bool is_zero = amount.find_first_of("123456789") == amount.npos;
  return deducted && !is_zero && !amount.starts_with('-') ? "-" + amount : amount;
}

// "5 % de 100,00"
std::string computed_from(View& view, Node group, const AdjustmentTerms& terms) {
  const std::string percentage = view.take(group, terms.percentage);
  const std::string base = view.take_amount(group, terms.base);
  if (base.empty()) return percentage;
  return (percentage.empty() ? "" : percentage + " ") + view.say("sur ", "of ") + base;
}

// "Fidélité (95 Remise)"; the code alone when the sender gives no words.
std::string reason(View& view, Node group, const AdjustmentTerms& terms) {
  const std::string words = view.take(group, terms.reason), code = view.take(group, terms.code);
  if (words.empty() || code.empty()) return words + code;
  return words + " (" + code + ")";
}

void add_part(std::string& to, const std::string& part) {
  if (!to.empty() && !part.empty()) to += " · ";
  to += part;
}

void add_line_adjustments(View& view, Phrases& what, Node line) {
  for (const AdjustmentTerms& terms : line_adjustments) {
    for (const Node group : each(line, terms.group)) {
      std::string parts = reason(view, group, terms);
      add_part(parts, computed_from(view, group, terms));
      add_part(parts, signed_amount(view.take(group, terms.amount), terms.deducted));
      add(what, view.joined(label(terms.group, view.french), parts), Tone::quiet);
    }
  }
}

constexpr int deepest = 5;  // that lines are indented; those below stand in line with it

class LineTable {
 public:
  LineTable(View& view, Table& table) : view_(view), table_(table) {}

  void add_lines() {
    for (const Node line : each(view_.root, BG_25)) add_line(line, depth_of(line));
  }

 private:
  void add_line(Node line, int depth) {
    const Node item = line.first(BG_31), quantity = line.first(BT_129);
    Row row;
    row.depth = std::min(depth, deepest);
    row.cells.resize(table_.columns.size());
    add(row.cells[0], view_.take(line, BT_126), Tone::quiet);
    add(row.cells[1], view_.take(item, BT_153), Tone::strong);
    add(row.cells[1], view_.take(item, BT_154));
    view_.mark_shown(quantity);
    add(row.cells[2], short_figure(quantity.text(), 0, view_.french));
    add(row.cells[3], unit(unit_of(quantity), view_.french));
    row.cells[4] = price(view_, line);
    add(row.cells[5], vat(view_, line.first(BG_30), BT_151, BT_152));
    add(row.cells[6], view_.take_amount(line, BT_131));
    add_line_adjustments(view_, row.details, line);
    row.carried = carried(line, depth);
    const std::size_t place = table_.rows.size();
    table_.rows.push_back(std::move(row));
    for (const Node part : each(line, BG_DEX_01)) add_line(part, depth + 1);
    add(table_.rows[place].details, view_.take_rest_inline(line), Tone::quiet);
  }

  // Lines of the French extension name the line that they are part of, which comes before them.
  int depth_of(Node line) {
    const Node parent = line.first(EXT_FR_FE_162);
    int depth = 0;
    if (parent) {
      const auto found = depths_.find(code(parent));
      depth = found == depths_.end() ? 1 : found->second + 1;
    }
    if (const Node number = line.first(BT_126)) depths_.emplace(code(number), depth);
    return depth;
  }

  // Sub-lines of XRechnung (depth, but no parent named) are in the sum of the line around them.
  std::string carried(Node line, int depth) {
    const bool inside = depth > 0 && line.term() == BG_DEX_01;
    if (!inside && is_counted(line)) sum_ = sum_ + decimal(line.first(BT_131)).value();
    return sum_ ? figure(sum_->money(), view_.french) : "";
  }

  View& view_;
  Table& table_;
  std::map<std::string_view, int> depths_;  // by number of line
  MaybeDecimal sum_ = Decimal();
};

// For the numbers of lines, which some senders make of many digits.
int width_of_numbers(Node document) {
  constexpr int narrowest = 26, widest = 60, digit = 4;
  std::size_t longest = 0;
  for (const Node line : each(document, BG_25))
    longest = std::max(longest, line.text(BT_126).size());
  return std::clamp(int(std::min<std::size_t>(longest, 100)) * digit + 8, narrowest, widest);
}

}  // namespace

void take_lines(View& view, Sheet& sheet) {
  if (!view.root.first(BG_25)) return;
  Table& table = sheet.lines;
  table.heading = view.say("Lignes", "Lines");
  const int numbers = width_of_numbers(view.root);
  table.columns = {
      {view.say("N°", "No."), numbers},
      {view.say("Désignation", "Description"), 229 - numbers},
      {view.say("Quantité", "Quantity"), 52, Align::decimal},
      {view.say("Unité", "Unit"), 46},
      {view.say("Prix net", "Net price"), 62, Align::decimal},
      {view.say("TVA", "VAT"), 40, Align::right},
      {view.say("Montant HT", "Net amount"), 70, Align::decimal},
  };
  LineTable(view, table).add_lines();
}

void take_adjustments(View& view, Sheet& sheet) {
  if (!view.root.first(BG_20) && !view.root.first(BG_21)) return;
  Table& table = sheet.adjustments;
  table.heading = view.say("Remises et frais", "Allowances and charges");
  table.titled = 0;
  table.columns = {
      {view.say("Motif", "Reason"), 269},
      {view.say("Calcul", "Computed from"), 100, Align::right},
      {view.say("TVA", "VAT"), 60, Align::right},
      {view.say("Montant HT", "Net amount"), 70, Align::decimal},
  };
  for (const AdjustmentTerms& terms : document_adjustments) {
    for (const Node group : each(view.root, terms.group)) {
      Row row;
      row.cells.resize(table.columns.size());
      add(row.cells[0], label(terms.group, view.french), Tone::strong);
      add(row.cells[0], reason(view, group, terms));
      add(row.cells[1], computed_from(view, group, terms));
      const bool allowance = terms.group == BG_20;
      add(row.cells[2], vat(view, group, allowance ? BT_95 : BT_102, allowance ? BT_96 : BT_103));
      add(row.cells[3], signed_amount(view.take_amount(group, terms.amount), terms.deducted));
      add(row.details, view.take_rest_inline(group), Tone::quiet);
      table.rows.push_back(std::move(row));
    }
  }
}

}  // namespace facteur::formats::readable
