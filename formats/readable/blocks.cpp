#include "formats/readable/blocks.h"

#include <algorithm>

#include "formats/readable/alignment.h"

namespace facteur::formats::readable {
namespace {

constexpr double inset = 9;  // of what stands in a filled box

double total_height(const Total& total) {
  return total.weight == Weight::due ? 30 : 14.5;
}

constexpr double label_width = 104;

double height_of(const Paper& paper, const Fact& fact, double width) {
  const double label = height_of(paper.lay_out(fact.label, label_width - 8, paper.styles.label));
  const double value = height_of(paper.lay_out(fact.value, width - label_width, paper.styles.body));
  return std::max(label, value) + 2;
}

// A label and, right of it, its value; over pages if it is long.
void draw_fact(Paper& paper, double x, double width, const Fact& fact) {
  const double indent = 10 * std::min(fact.depth, 5);
  const bool is_group = fact.value.empty();
  const Lines label = paper.lay_out(fact.label, is_group ? width : label_width - 8,
                                    is_group ? paper.styles.strong : paper.styles.label);
  const Lines value = paper.lay_out(fact.value, width - label_width - indent, paper.styles.body);
  paper.need(std::max(height_of(label), std::min(height_of(value), 40.0)) + (is_group ? 14 : 0));
  const double top = paper.y();
  for (const Line& line : label) {
    paper.put(x + indent, paper.y() + paper.styles.body.size, line.text, *line.style);
    paper.space(line_height(*line.style));
  }
  const double below = paper.y();
  paper.move_to(top);
  paper.write(x + indent + label_width, value);
  if (paper.y() >= top) paper.move_to(std::max(below, paper.y()));
  paper.space(2);
}

void draw_list(Paper& paper, double x, double width, const Facts& facts) {
  for (const Fact& fact : facts) draw_fact(paper, x, width, fact);
}

void draw_pairs(Paper& paper, const Facts& facts) {
  constexpr double tallest = 120;
  for (std::size_t i = 0; i < facts.size(); i += 2) {
    const bool pair = i + 1 < facts.size();
    const double left = height_of(paper, facts[i], half_width);
    const double right = pair ? height_of(paper, facts[i + 1], half_width) : 0;
    if (std::max(left, right) > tallest) {
      draw_fact(paper, left_edge, text_width, facts[i]);
      if (pair) draw_fact(paper, left_edge, text_width, facts[i + 1]);
      continue;
    }
    paper.need(std::max(left, right));
    const double top = paper.y();
    draw_fact(paper, left_edge, half_width, facts[i]);
    paper.move_to(top);
    if (pair) draw_fact(paper, right_half, half_width, facts[i + 1]);
    paper.move_to(top + std::max(left, right));
  }
}

// What stands in the strip is short: the rest goes below it.
constexpr double due_width = 150;
constexpr double tallest_key = 40;

double key_height(const Paper& paper, const Fact& fact, double width) {
  return height_of(paper.lay_out(fact.value, width - 2 * inset, paper.styles.name));
}

void draw_key_cell(Paper& paper, double x, double width, const Fact& fact) {
  const double top = paper.y();
  paper.put(x + inset, top + 15, fact.label, paper.styles.label);
  paper.move_to(top + 19);
  paper.write(x + inset, paper.lay_out(fact.value, width - 2 * inset, paper.styles.name));
  paper.move_to(top);
}

// So that it fits, down to a size that can be read.
pdf::Style shrunk(const Paper& paper, const std::string& text, pdf::Style style, double width) {
  while (style.size > 7 && paper.width(text, style) > width) style.size -= 0.5;
  return style;
}

void draw_due(Paper& paper, const Fact& due, double x, double width, double height) {
  const double top = paper.y();
  paper.document().fill(x, top, width, height, paper.styles.accent);
  const pdf::Style label{pdf::Face::regular, 7.5, colour::white};
  const pdf::Style value =
      shrunk(paper, due.value, {pdf::Face::bold, 15, colour::white}, width - 2 * inset);
  paper.put_right(x + width - inset, top + 15, due.label, label);
  paper.put_right(x + width - inset, top + 32, due.value, value);
}

void draw_last_total(Paper& paper, const Total& total, double x, double width) {
  const double top = paper.y(), baseline = top + 16;
  paper.document().fill(x, top, width, 24, paper.styles.accent);
  const pdf::Style label{pdf::Face::bold, 8.5, colour::white};
  paper.put(x + inset, baseline, total.label, label);
  const double room = width - 3 * inset - paper.width(total.label, label);
  const pdf::Style value = shrunk(paper, total.value, {pdf::Face::bold, 12, colour::white}, room);
  paper.put_right(x + width - inset, baseline, total.value, value);
}

// On white, with the margin that scanners need.
void draw_code(Paper& paper, const Sheet& sheet, double x, double side) {
  const double top = paper.y(), module = side / (sheet.qr.size + 8);
  paper.document().fill(x, top, side, side, colour::white);
  std::vector<pdf::Box> boxes;
  for (const Run& run : dark_runs(sheet.qr))
    boxes.push_back(
        {x + (run.x + 4) * module, top + (run.y + 4) * module, run.length * module, module});
  paper.document().fill_all(boxes, 0x000000);
  const double width = paper.width(sheet.qr_caption, paper.styles.small);
  paper.put(x + (side - width) / 2, top + side + 9, sheet.qr_caption, paper.styles.small);
}

}  // namespace

void draw_key(Paper& paper, const Sheet& sheet) {
  const bool due = !sheet.due.value.empty();
  if (sheet.key.empty() && !due) return;
  const double width = text_width - (due ? due_width : 0);
  const double each = sheet.key.empty() ? 0 : width / double(sheet.key.size());
  Facts inside, outside;
  double tallest = line_height(paper.styles.name);
  for (const Fact& fact : sheet.key) {
    const double height = key_height(paper, fact, each);
    (height > tallest_key ? outside : inside).push_back(fact);
    if (height <= tallest_key) tallest = std::max(tallest, height);
  }
  const double height = tallest + 27;
  paper.need(height);
  paper.document().fill(left_edge, paper.y(), text_width, height, colour::band);
  paper.document().fill(left_edge, paper.y(), text_width, 1.5, paper.styles.accent);
  double x = left_edge;
  for (const Fact& fact : inside) {
    draw_key_cell(paper, x, each, fact);
    x += each;
  }
  if (due) draw_due(paper, sheet.due, right_edge - due_width, due_width, height);
  paper.space(height + 4);
  draw_list(paper, left_edge, text_width, outside);
}

void draw_section(Paper& paper, const Section& section, Density density) {
  if (section.facts.empty()) return;
  paper.heading(section.heading);
  if (density == Density::pairs)
    draw_pairs(paper, section.facts);
  else
    draw_list(paper, left_edge, text_width, section.facts);
}

double totals_height(const Sheet& sheet) {
  double sum = sheet.totals.empty() ? 0 : 42;
  for (const Total& total : sheet.totals) sum += total_height(total);
  return sum;
}

bool sums_stand_together(double vat_height) {
  return vat_height < 330;
}

void draw_totals(Paper& paper, const Sheet& sheet) {
  if (sheet.totals.empty()) return;
  const double x = right_half, width = right_edge - x;
  if (paper.y() > top_edge + Paper::running_head_height) paper.space(16);
  paper.write(x, paper.lay_out(sheet.totals_heading, width, paper.styles.heading));
  paper.space(4);
  for (const Total& total : sheet.totals) {
    if (paper.full()) return;
    const double top = paper.y(), height = total_height(total);
    if (total.weight == Weight::due) {
      paper.space(5);
      draw_last_total(paper, total, x, width);
    } else {
      const auto& style = total.weight == Weight::sum ? paper.styles.strong : paper.styles.body;
      if (total.weight == Weight::sum) paper.rule(x, width, 0.4, colour::rule);
      paper.put(x, top + 10.5, total.label, style);
      paper.put_right(right_edge - 4, top + 10.5, total.value, style);
    }
    paper.move_to(top + height);
  }
}

void draw_payment(Paper& paper, const Sheet& sheet) {
  constexpr double side = 84, tallest_box = 300;
  const Facts& facts = sheet.payment.facts;
  if (facts.empty()) return;
  const bool code = sheet.qr.size > 0;
  const double width = text_width - 2 * inset - (code ? side + gutter : 0);
  double height = 0;
  for (const Fact& fact : facts) height += height_of(paper, fact, width);
  if (height > tallest_box) {
    paper.heading(sheet.payment.heading);
    draw_list(paper, left_edge, text_width, facts);
    if (!code) return;
    paper.need(side + 14);
    draw_code(paper, sheet, left_edge, side);
    paper.space(side + 14);
    return;
  }
  height = std::max(height, code ? side + 14 : 0) + 2 * inset - 2;
  paper.heading(sheet.payment.heading, height);
  if (paper.full()) return;
  const double top = paper.y();
  paper.document().fill(left_edge, top, text_width, height, colour::band);
  paper.move_to(top + inset);
  if (code) draw_code(paper, sheet, right_edge - inset - side, side);
  paper.move_to(top + inset);
  draw_list(paper, left_edge + inset, width, facts);
  paper.move_to(top + height);
}

}  // namespace facteur::formats::readable
