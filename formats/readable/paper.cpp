#include "formats/readable/paper.h"

#include <algorithm>

#include "formats/utf8.h"

namespace facteur::formats::readable {
namespace {

// Far more than the 10,000 lines of the largest invoices take.
constexpr std::size_t page_limit = 3000;
constexpr double cell_padding = 4;
// Rows up to this height are moved to the next page rather than split.
constexpr double kept_together = 150;

double line_height(const pdf::Style& style) {
  return style.size * 1.28;
}

// The part of `text` before the first line break, which is taken off too.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find_first_of("\r\n");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(line.size());
  if (text.starts_with("\r\n")) text.remove_prefix(1);
  if (!text.empty()) text.remove_prefix(1);
  return line;
}

// The size of the first code point of `text`.
std::size_t first_character(std::string_view text) {
  std::string_view rest = text;
  take_code_point(rest);
  return text.size() - rest.size();
}

}  // namespace

// Breaks after the last space that fits, or inside a word longer than a line.
std::vector<std::string_view> Paper::wrap(std::string_view text, double width,
                                          const pdf::Style& style) const {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    std::string_view rest = take_line(text);
    if (rest.empty()) lines.push_back(rest);
    while (!rest.empty()) {
      double used = 0;
      std::size_t fits = 0, after_space = 0;
      for (std::string_view ahead = rest; !ahead.empty();) {
        const std::size_t before = rest.size() - ahead.size();
        const char first = ahead.front();
        take_code_point(ahead);
        const std::size_t after = rest.size() - ahead.size();
        used += document_.width(rest.substr(before, after - before), style);
        if (used > width && first != ' ') break;
        fits = after;
        if (first == ' ') after_space = after;
      }
      if (fits < rest.size() && after_space > 0) fits = after_space;
      if (fits == 0) fits = first_character(rest);  // wider than the column: it sticks out
      std::string_view line = rest.substr(0, fits);
      while (line.ends_with(' ')) line.remove_suffix(1);
      lines.push_back(line);
      rest.remove_prefix(fits);
    }
  }
  return lines;
}

std::vector<Paper::Line> Paper::lines(double width, const Paragraphs& paragraphs) const {
  std::vector<Line> all;
  for (const Paragraph& paragraph : paragraphs)
    for (const std::string_view line : wrap(paragraph.text, width, paragraph.style))
      all.push_back({line, &paragraph.style});
  return all;
}

double Paper::height(double width, const Paragraphs& paragraphs) const {
  double sum = 0;
  for (const Line& line : lines(width, paragraphs)) sum += line_height(*line.style);
  return sum;
}

void Paper::start_page() {
  if (document_.page_count() == page_limit) {
    full_ = true;
    return;
  }
  document_.add_page();
  y_ = top_edge;
  if (repeated_) column_headings(*repeated_);
}

void Paper::need(double height) {
  if (y_ + height > bottom_edge) start_page();
}

void Paper::write(double x, double width, const Paragraphs& paragraphs) {
  for (const auto& [text, style] : lines(width, paragraphs)) {
    need(line_height(*style));
    if (full_) return;
    document_.text(x, y_ + style->size, text, *style);
    y_ += line_height(*style);
  }
}

void Paper::heading(std::string_view text) {
  space(10);
  need(50);
  write(left_edge, text_width, {{std::string(text), style::heading}});
  space(3);
}

void Paper::column_headings(const std::vector<Column>& columns) {
  if (full_) return;
  constexpr double band = 15;
  document_.fill(left_edge, y_, text_width, band, colour::band);
  double x = left_edge;
  for (const auto& [width, heading, figures] : columns) {
    const double slack = width - 2 * cell_padding - document_.width(heading, style::column);
    document_.text(x + cell_padding + (figures ? slack : 0), y_ + 10.5, heading, style::column);
    x += width;
  }
  y_ += band + 3;
}

void Paper::row(const std::vector<Column>& columns, const std::vector<Paragraphs>& cells) {
  std::vector<std::vector<Line>> texts;
  std::size_t longest = 0;
  double tallest = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    texts.push_back(lines(columns[i].width - 2 * cell_padding, cells[i]));
    longest = std::max(longest, texts[i].size());
    double height = 0;
    for (const Line& line : texts[i]) height += line_height(*line.style);
    tallest = std::max(tallest, height);
  }
  if (tallest < kept_together) need(tallest + 5);
  for (std::size_t n = 0; n < longest; ++n) {
    double step = 0, size = 0;
    for (const auto& text : texts) {
      if (n >= text.size()) continue;
      step = std::max(step, line_height(*text[n].style));
      size = std::max(size, text[n].style->size);
    }
    need(step);
    if (full_) return;
    double x = left_edge;
    for (std::size_t i = 0; i < columns.size(); x += columns[i++].width) {
      if (n >= texts[i].size()) continue;
      const auto& [text, style] = texts[i][n];
      const double slack = columns[i].width - 2 * cell_padding - document_.width(text, *style);
      document_.text(x + cell_padding + (columns[i].figures ? slack : 0), y_ + size, text, *style);
    }
    y_ += step;
  }
  y_ += 2.5;
  document_.line(left_edge, y_, right_edge, y_, 0.4, colour::rule);
  y_ += 2.5;
}

void Paper::on_every_page(const std::function<void(std::size_t, std::size_t)>& draw) {
  for (std::size_t page = 0; page < document_.page_count(); ++page) {
    document_.draw_on(page);
    draw(page + 1, document_.page_count());
  }
}

}  // namespace facteur::formats::readable
