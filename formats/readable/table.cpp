#include "formats/readable/table.h"

#include <algorithm>

#include "formats/readable/alignment.h"

namespace facteur::formats::readable {
namespace {

constexpr double padding = 4;  // beside a cell
constexpr double above = 3.5;  // in a row
constexpr double below_row = 4;
constexpr double band = 16;  // of the column headings
constexpr double carried_band = 16;
constexpr double step = 11;  // of deeper rows
// Rows up to this height go to the next page rather than be split.
constexpr double kept_together = 220;
constexpr double split_at_least = 70;

}  // namespace

TableDrawing::TableDrawing(Paper& paper, const Table& table, bool french)
    : paper_(paper), table_(table), french_(french) {
  const auto decimals = decimals_of(table, decimal_sign(french));
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    width_ += table.columns[i].share;
    alignments_.push_back(alignment_of(i, decimals[i]));
  }
}

// Where whole numbers and decimals are too long for the column together, all are set flush right.
TableDrawing::Alignment TableDrawing::alignment_of(std::size_t column, std::size_t decimals) const {
  if (table_.columns[column].align != Align::decimal) return {};
  const auto& style = paper_.styles.body;
  const char sign = decimal_sign(french_);
  double widest = 0;
  for (const Row& row : table_.rows)
    for (const Phrase& phrase : row.cells[column])
      if (is_figure(phrase.text)) {
        const std::string_view whole = std::string_view(phrase.text);
        const std::size_t size = whole.size() - fraction_of(whole, sign).size();
        widest = std::max(widest, paper_.width(whole.substr(0, size), style));
      }
  const double reserve =
      decimals == 0 ? 0 : paper_.width(std::string(1, sign) + std::string(decimals, '0'), style);
  const bool fits = widest + reserve <= table_.columns[column].share - 2 * padding;
  return {reserve, fits};
}

double TableDrawing::left_of(std::size_t column) const {
  double x = left_edge;
  for (std::size_t i = 0; i < column; ++i) x += table_.columns[i].share;
  return x;
}

double TableDrawing::inset_of(const Row& row, std::size_t column) const {
  return column == table_.titled ? step * row.depth : 0;
}

TableDrawing::Cells TableDrawing::lay_out(const Row& row) const {
  Cells cells;
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    const double width = table_.columns[i].share - 2 * padding - inset_of(row, i);
    cells.texts.push_back(paper_.lay_out(row.cells[i], width));
    cells.height = std::max(cells.height, height_of(cells.texts.back()));
  }
  const double left = left_of(table_.titled) + inset_of(row, table_.titled);
  cells.details = paper_.lay_out(row.details, left_edge + width_ - left - 2 * padding);
  cells.height += height_of(cells.details) + above + below_row;
  return cells;
}

double TableDrawing::height() const {
  double sum = 42 + band;
  for (const Row& row : table_.rows) sum += lay_out(row).height;
  return sum;
}

void TableDrawing::draw_headings() {
  const auto& style = paper_.styles.column;
  double x = left_edge;
  for (const Column& column : table_.columns) {
    const double baseline = paper_.y() + style.size;
    const bool first = x == left_edge;
    if (column.align == Align::left)
      paper_.put(x + (first ? 0 : padding), baseline, column.heading, style);
    else
      paper_.put_right(x + column.share - padding, baseline, column.heading, style);
    x += column.share;
  }
  paper_.space(band - 4);
  paper_.rule(left_edge, width_, 0.9, paper_.styles.accent);
  paper_.space(1);
}

void TableDrawing::draw_carried(const char* label, const Row& row) {
  if (row.carried.empty()) return;
  const auto& style = paper_.styles.strong;
  const double baseline = paper_.y() + 11;
  const std::size_t last = table_.columns.size() - 1;
  const double x = left_of(last);
  paper_.put_right(x - padding, baseline, label, paper_.styles.label);
  draw_line({row.carried, &style}, last, x, baseline);
  paper_.space(carried_band);
}

void TableDrawing::turn_page(std::size_t next_row) {
  if (next_row > 0)
    draw_carried(french_ ? "À reporter" : "Carried forward", table_.rows[next_row - 1]);
  paper_.start_page();
  draw_headings();
  if (next_row > 0) {
    draw_carried(french_ ? "Report" : "Brought forward", table_.rows[next_row - 1]);
    if (!table_.rows[next_row - 1].carried.empty())
      paper_.rule(left_edge, width_, 0.4, colour::rule);
  }
}

void TableDrawing::draw_line(const Line& line, std::size_t column, double x, double baseline) {
  const Column& facts = table_.columns[column];
  if (facts.align == Align::left) {
    paper_.put(x + (column == 0 ? 0 : padding), baseline, line.text, *line.style);
    return;
  }
  const double right = x + facts.share - padding;
  if (!alignments_[column].decimal || !is_figure(line.text)) {
    paper_.put_right(right, baseline, line.text, *line.style);
    return;
  }
  const auto fraction = fraction_of(line.text, decimal_sign(french_));
  const double whole =
      paper_.width(line.text.substr(0, line.text.size() - fraction.size()), *line.style);
  paper_.put(right - alignments_[column].reserve - whole, baseline, line.text, *line.style);
}

// Draws what fits into `room`, takes it off, and says how much was used.
double TableDrawing::draw_lines(Lines& lines, std::size_t column, double x, double room) {
  double used = 0;
  std::size_t drawn = 0;
  for (; drawn < lines.size(); ++drawn) {
    const double height = line_height(*lines[drawn].style);
    if (used + height > room) break;
    const double size = lines[drawn].style->size;
    // All first lines of a row stand on one baseline, small ones too.
    const double baseline = used == 0 ? std::max(size, paper_.styles.body.size) : size;
    draw_line(lines[drawn], column, x, paper_.y() + used + baseline);
    used += height;
  }
  lines.erase(lines.begin(), lines.begin() + std::ptrdiff_t(drawn));
  return used;
}

// Cell by cell, so that the text of the page reads in order; what is left goes on over the page.
void TableDrawing::draw_row(std::size_t index, Cells cells, double reserve) {
  for (;;) {
    paper_.space(above);
    double x = left_edge, tallest = 0;
    for (std::size_t i = 0; i < cells.texts.size(); x += table_.columns[i++].share) {
      const double inset = inset_of(table_.rows[index], i);
      tallest = std::max(
          tallest, draw_lines(cells.texts[i], i, x + inset, paper_.room() - reserve - below_row));
    }
    paper_.space(tallest);
    bool done = std::ranges::all_of(cells.texts, &Lines::empty);
    if (done) {
      const double left = left_of(table_.titled) + inset_of(table_.rows[index], table_.titled);
      paper_.space(
          draw_lines(cells.details, table_.titled, left, paper_.room() - reserve - below_row));
      done = cells.details.empty();
    }
    paper_.space(below_row);
    if (done || paper_.full()) break;
    turn_page(index);
  }
  paper_.rule(left_edge, width_, 0.4, colour::rule);
}

void TableDrawing::draw(double below) {
  if (table_.rows.empty()) return;
  const double first = std::min(lay_out(table_.rows.front()).height, kept_together);
  const bool alone = table_.rows.size() == 1;
  const double reserve = table_.rows.front().carried.empty() ? 0 : carried_band;
  paper_.heading(table_.heading, band + first + (alone ? below : reserve));
  draw_headings();
  for (std::size_t i = 0; i < table_.rows.size() && !paper_.full(); ++i) {
    Cells cells = lay_out(table_.rows[i]);
    const bool last = i + 1 == table_.rows.size();
    double needed = cells.height + (last ? below : reserve);
    if (needed > paper_.room_of_a_page() - band - carried_band) needed = cells.height + reserve;
    const bool whole = cells.height <= kept_together;
    if (i > 0 && paper_.room() < (whole ? needed : split_at_least)) turn_page(i);
    draw_row(i, std::move(cells), last ? 0 : reserve);
  }
}

}  // namespace facteur::formats::readable
