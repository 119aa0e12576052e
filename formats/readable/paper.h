// Flows text onto A4 pages from top to bottom: paragraphs, tables, boxes, page breaks, footers.
//
// Lengths are points; `y` grows downwards. What does not fit into the page limit is not drawn, and
// the last page says so.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/pdf/document.h"

namespace facteur::formats::readable {

inline constexpr double left_edge = 40, right_edge = pdf::page_width - 40;
inline constexpr double top_edge = 40, bottom_edge = pdf::page_height - 46;
inline constexpr double text_width = right_edge - left_edge;

namespace colour {
inline constexpr std::uint32_t ink = 0x1B1F24, grey = 0x5B6570, rule = 0xC9D1D9, band = 0xEFF3F6,
                               accent = 0x0B4F6C, alarm = 0x9B1C1C;
}

namespace style {
using pdf::Face;
inline constexpr pdf::Style body{Face::regular, 8.5, colour::ink};
inline constexpr pdf::Style strong{Face::bold, 8.5, colour::ink};
inline constexpr pdf::Style small{Face::regular, 7, colour::grey};
inline constexpr pdf::Style heading{Face::bold, 9.5, colour::accent};
inline constexpr pdf::Style column{Face::bold, 7.5, colour::accent};
inline constexpr pdf::Style title{Face::bold, 19, colour::accent};
}  // namespace style

struct Paragraph {
  std::string text;
  pdf::Style style = style::body;
};
using Paragraphs = std::vector<Paragraph>;

struct Column {
  double width;
  std::string heading;
  bool figures = false;  // flush right
};

class Paper {
 public:
  explicit Paper(const pdf::FontPair& fonts) : document_(fonts) { start_page(); }

  double y() const { return y_; }
  void move_to(double y) { y_ = y; }
  void space(double height) { y_ += height; }

  // Starts a new page unless `height` is left on this one.
  void need(double height);

  // Draws paragraphs at `x`, wrapped to `width`, going on over pages.
  void write(double x, double width, const Paragraphs& paragraphs);
  void heading(std::string_view text);
  double height(double width, const Paragraphs& paragraphs) const;

  // One row of a table whose columns stand side by side from the left edge. Short rows are kept
  // on one page.
  void row(const std::vector<Column>& columns, const std::vector<Paragraphs>& cells);
  void column_headings(const std::vector<Column>& columns);
  // While columns are set, their headings stand at the top of each new page.
  void repeat_headings(const std::vector<Column>* columns) { repeated_ = columns; }

  pdf::Document& document() { return document_; }
  const pdf::Document& document() const { return document_; }

  // Draws on each page what `draw(page, of)` says: footers that know the number of pages.
  void on_every_page(const std::function<void(std::size_t, std::size_t)>& draw);
  bool full() const { return full_; }

 private:
  struct Line {
    std::string_view text;
    const pdf::Style* style;
  };
  std::vector<Line> lines(double width, const Paragraphs& paragraphs) const;
  std::vector<std::string_view> wrap(std::string_view text, double width,
                                     const pdf::Style& style) const;
  void start_page();

  pdf::Document document_;
  double y_ = top_edge;
  const std::vector<Column>* repeated_ = nullptr;
  bool full_ = false;
};

}  // namespace facteur::formats::readable
