#include "formats/readable/report.h"

#include <algorithm>

#include "formats/readable/paper.h"

namespace facteur::formats::readable {
namespace {

constexpr double sheet_width = pdf::page_height, sheet_height = pdf::page_width;
constexpr double margin = 36, foot = 40, row_gap = 5, column_gap = 8;
constexpr double largest_type = 8.5, smallest_type = 4.5;
constexpr std::size_t most_pages = 3000;
constexpr std::uint32_t accent = 0x1D3557;

// Without its last character: a whole one of UTF-8.
void drop_character(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
  if (!text.empty()) text.pop_back();
}

class ReportDrawing {
 public:
  ReportDrawing(const Report& report, const pdf::FontPair& fonts)
      : report_(report), document_(fonts, pdf::Orientation::landscape) {
    choose_type();
  }

  std::string draw() {
    start_page();
    draw_head();
    draw_headings();
    for (const auto& row : report_.rows)
      if (!draw_row(row, style(pdf::Face::regular))) break;
    draw_totals();
    draw_feet();
    return document_.finish(report_.title, report_.french ? "fr" : "en");
  }

 private:
  pdf::Style style(pdf::Face face) const { return {face, size_, colour::ink}; }

  // Columns of amounts are as wide as their widest text; those of text share what is left, the
  // first one before all. Type shrinks until the first column has room for a name.
  void choose_type() {
    constexpr double enough_for_a_name = 110;
    for (size_ = largest_type; size_ > smallest_type; size_ -= 0.25) {
      measure();
      if (widths_.empty() || widths_.front() >= enough_for_a_name) return;
    }
    measure();
  }

  void measure() {
    widths_.assign(report_.columns.size(), 0);
    for (std::size_t i = 1; i < widths_.size(); ++i) {
      widths_[i] = document_.width(report_.columns[i].title, style(pdf::Face::bold));
      for (const auto* rows : {&report_.rows, &report_.totals})
        for (const auto& row : *rows)
          widths_[i] = std::max(widths_[i], document_.width(row.at(i), style(pdf::Face::bold)));
      widths_[i] += column_gap;
    }
    if (widths_.empty()) return;
    double taken = 0;
    for (const double width : widths_) taken += width;
    widths_.front() = std::max(0.0, sheet_width - 2 * margin - taken);
  }

  void start_page() {
    document_.add_page();
    y_ = margin;
  }

  void draw_head() {
    y_ += 16;
    document_.text(margin, y_, report_.title, {pdf::Face::bold, 18, accent});
    for (const std::string& note : report_.notes) {
      y_ += 13;
      document_.text(margin, y_, note, {pdf::Face::regular, 9, colour::grey});
    }
    y_ += 16;
  }

  void draw_headings() {
    const pdf::Style heading{pdf::Face::bold, size_, accent};
    std::vector<std::string> titles;
    for (const ReportColumn& column : report_.columns) titles.push_back(column.title);
    put_row(titles, heading);
    document_.line(margin, y_, sheet_width - margin, y_, 0.8, accent);
  }

  bool has_room(double height) const { return y_ + height <= sheet_height - foot; }

  bool turn_page() {
    if (document_.page_count() == most_pages) {
      full_ = true;
      return false;
    }
    start_page();
    draw_headings();
    return true;
  }

  double row_height() const { return size_ + row_gap; }

  bool draw_row(const std::vector<std::string>& row, const pdf::Style& type) {
    if (!has_room(row_height()) && !turn_page()) return false;
    put_row(row, type);
    document_.line(margin, y_, sheet_width - margin, y_, 0.3, colour::rule);
    return true;
  }

  void put_row(const std::vector<std::string>& row, const pdf::Style& type) {
    y_ += row_height();
    const double baseline = y_ - row_gap * 0.6;
    double x = margin;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (report_.columns[i].amount)
        document_.text(x + widths_[i] - document_.width(row[i], type), baseline, row[i], type);
      else
        document_.text(x + (i == 0 ? 0 : column_gap), baseline, fitted(row[i], i, type), type);
      x += widths_[i];
    }
  }

  std::string fitted(std::string text, std::size_t column, const pdf::Style& type) const {
    // No page is wider than this many characters; measuring all of a long text would be slow.
    constexpr std::size_t longest = 400;
    bool cut = text.size() > longest;
    while (text.size() > longest) drop_character(text);
    const double room = widths_[column] - (column == 0 ? column_gap : 0);
    while (!text.empty() && document_.width(cut ? text + "…" : text, type) > room) {
      drop_character(text);
      cut = true;
    }
    return cut ? text + "…" : text;
  }

  void draw_totals() {
    for (const auto& row : report_.totals) {
      if (full_) return;
      if (!has_room(row_height()) && !turn_page()) return;
      document_.fill(margin, y_ + 0.5, sheet_width - 2 * margin, row_height(), colour::band);
      put_row(row, style(pdf::Face::bold));
    }
  }

  void draw_feet() {
    const pdf::Style small{pdf::Face::regular, 7.5, colour::grey};
    const std::size_t pages = document_.page_count();
    for (std::size_t page = 0; page < pages; ++page) {
      document_.draw_on(page);
      const std::string number = std::to_string(page + 1) + " / " + std::to_string(pages);
      document_.text(sheet_width - margin - document_.width(number, small), sheet_height - 24,
                     number, small);
      document_.text(margin, sheet_height - 24, report_.title, small);
    }
    if (full_)
      document_.text(sheet_width / 3, sheet_height - 24,
                     report_.french ? "Suite non reproduite : trop de pages"
                                    : "The rest is left out: too many pages",
                     small);
  }

  const Report& report_;
  pdf::Document document_;
  double size_ = largest_type;
  double y_ = margin;
  bool full_ = false;
  std::vector<double> widths_;
};

}  // namespace

std::string report_pdf(const Report& report, const pdf::FontPair& fonts) {
  return ReportDrawing(report, fonts).draw();
}

}  // namespace facteur::formats::readable
