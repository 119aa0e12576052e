#include "formats/readable/paper.h"

#include <utility>

#include "formats/readable/direction.h"
#include "formats/utf8.h"

namespace facteur::formats::readable {
namespace {

// Far more than the 10,000 lines of the largest invoices take.
constexpr std::size_t page_limit = 3000;

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

// After these a word may be broken that is longer than a line: addresses, identifiers.
bool breaks_word(char c) {
  return c == ':' || c == '#' || c == '/' || c == '-' || c == '_' || c == '?' || c == '&';
}

// How much of `text` goes into a line. A character wider than the line sticks out of it.
std::size_t fitting(const pdf::Document& document, std::string_view text, double width,
                    const pdf::Style& style) {
  double used = 0;
  std::size_t fits = 0, after_space = 0, after_mark = 0;
  for (std::string_view ahead = text; !ahead.empty();) {
    const std::size_t before = text.size() - ahead.size();
    const char first = ahead.front();
    take_code_point(ahead);
    const std::size_t after = text.size() - ahead.size();
    used += document.width(text.substr(before, after - before), style);
    if (used > width && first != ' ') break;
    fits = after;
    if (first == ' ') after_space = after;
    if (breaks_word(first)) after_mark = after;
  }
  if (fits < text.size() && after_space > 0) return after_space;
  if (fits < text.size() && after_mark > 0) return after_mark;
  return fits > 0 ? fits : first_character(text);
}

}  // namespace

double height_of(const Lines& lines) {
  double sum = 0;
  for (const Line& line : lines) sum += line_height(*line.style);
  return sum;
}

void Paper::wrap(Lines& to, std::string_view text, double width, const pdf::Style& style) const {
  while (!text.empty()) {
    std::string_view rest = take_line(text);
    if (rest.empty()) to.push_back({rest, &style});
    while (!rest.empty()) {
      const std::size_t taken = fitting(document_, rest, width, style);
      std::string_view line = rest.substr(0, taken);
      while (line.ends_with(' ')) line.remove_suffix(1);
      to.push_back({line, &style});
      rest.remove_prefix(taken);
    }
  }
}

Lines Paper::lay_out(const Phrases& phrases, double width) const {
  Lines lines;
  for (const Phrase& phrase : phrases) wrap(lines, phrase.text, width, styles.of(phrase.tone));
  return lines;
}

Lines Paper::lay_out(std::string_view text, double width, const pdf::Style& style) const {
  Lines lines;
  wrap(lines, text, width, style);
  return lines;
}

void Paper::set_running_head(std::string left, std::string right) {
  running_left_ = std::move(left);
  running_right_ = std::move(right);
}

void Paper::start_page() {
  if (document_.page_count() == page_limit) {
    full_ = true;
    return;
  }
  document_.add_page();
  y_ = top_edge;
  if (document_.page_count() == 1) return;
  const double right = width(running_right_, styles.small);
  const Lines left = lay_out(running_left_, text_width - right - gutter, styles.small);
  if (!left.empty()) put(left_edge, y_, left.front().text, styles.small);
  put_right(right_edge, y_, running_right_, styles.small);
  y_ += 5;
  rule(left_edge, text_width, 0.4, colour::rule);
  y_ = top_edge + running_head_height;
}

void Paper::need(double height) {
  const bool fresh = y_ <= top_edge + running_head_height;
  if (!fresh && y_ + height > bottom_edge) start_page();
}

void Paper::put(double x, double baseline, std::string_view text, const pdf::Style& style) {
  if (full_) return;
  if (has_direction(text))
    document_.text(x, baseline, drawing_order(text), style);
  else
    document_.text(x, baseline, text, style);
}

void Paper::put_right(double right, double baseline, std::string_view text,
                      const pdf::Style& style) {
  put(right - width(text, style), baseline, text, style);
}

void Paper::rule(double x, double width, double thickness, std::uint32_t colour) {
  if (!full_) document_.line(x, y_, x + width, y_, thickness, colour);
}

void Paper::write(double x, const Lines& lines) {
  for (const auto& [text, style] : lines) {
    need(line_height(*style));
    if (full_) return;
    put(x, y_ + style->size, text, *style);
    y_ += line_height(*style);
  }
}

void Paper::heading(std::string_view text, double below) {
  if (text.empty()) return;
  need(16 + 18 + below);
  if (y_ > top_edge + running_head_height) space(16);
  write(left_edge, lay_out(text, text_width, styles.heading));
  space(4);
}

void Paper::on_every_page(const std::function<void(std::size_t, std::size_t)>& draw) {
  for (std::size_t page = 0; page < document_.page_count(); ++page) {
    document_.draw_on(page);
    draw(page + 1, document_.page_count());
  }
}

}  // namespace facteur::formats::readable
