// Sets text on A4 pages from top to bottom: wrapping, page breaks, what every page carries.
//
// Lengths are points; `y` grows downwards. What does not fit into the page limit is not drawn, and
// the last page says so.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/pdf/document.h"
#include "formats/readable/sheet.h"

namespace facteur::formats::readable {

// Two columns of equal width carry everything; an address stands in the window of a French envelope
// (DL, 35 x 100 mm, right) when the page is folded in three: the right column, from 50 mm down.
inline constexpr double left_edge = 48, right_edge = pdf::page_width - 48;
inline constexpr double top_edge = 44, bottom_edge = pdf::page_height - 54;
inline constexpr double text_width = right_edge - left_edge;
inline constexpr double gutter = 28, half_width = (text_width - gutter) / 2;
inline constexpr double right_half = left_edge + half_width + gutter;
inline constexpr double window_top = 142;

namespace colour {
inline constexpr std::uint32_t ink = 0x1B1F24, grey = 0x56606B, rule = 0xD5DBE1, band = 0xF3F6F8,
                               alarm = 0x9B1C1C, white = 0xFFFFFF;
}

// The scale of type, in points.
struct Styles {
  explicit Styles(std::uint32_t accent)
      : heading{pdf::Face::bold, 10, accent},
        column{pdf::Face::bold, 7, accent},
        title{pdf::Face::bold, 24, accent},
        stamp{pdf::Face::bold, 9, accent},
        accent(accent) {}

  pdf::Style body{pdf::Face::regular, 8.5, colour::ink};
  pdf::Style strong{pdf::Face::bold, 8.5, colour::ink};
  pdf::Style small{pdf::Face::regular, 7, colour::grey};
  pdf::Style label{pdf::Face::regular, 7.5, colour::grey};
  pdf::Style name{pdf::Face::bold, 10, colour::ink};
  pdf::Style address{pdf::Face::regular, 9.5, colour::ink};
  pdf::Style number{pdf::Face::bold, 11.5, colour::ink};
  pdf::Style heading, column, title, stamp;
  std::uint32_t accent;

  const pdf::Style& of(Tone tone) const {
    return tone == Tone::strong ? strong : tone == Tone::quiet ? small : body;
  }
};

inline double line_height(const pdf::Style& style) {
  return style.size * 1.3;
}

// A line of type; the text is that of whoever asked for it.
struct Line {
  std::string_view text;
  const pdf::Style* style;
};
using Lines = std::vector<Line>;

double height_of(const Lines& lines);

class Paper {
 public:
  Paper(const pdf::FontPair& fonts, std::uint32_t accent) : styles(accent), document_(fonts) {
    start_page();
  }

  const Styles styles;

  double y() const { return y_; }
  void move_to(double y) { y_ = y; }
  void space(double height) { y_ += height; }
  // What is left of this page, and what a new one has.
  double room() const { return bottom_edge - y_; }
  double room_of_a_page() const { return bottom_edge - top_edge - running_head_height; }
  // Starts a new page unless `height` is left on this one, or none has so much.
  void need(double height);
  void start_page();
  // Stands at the head of each page but the first.
  void set_running_head(std::string left, std::string right);

  // Breaks after the last space that fits, or inside a word longer than a line.
  void wrap(Lines& to, std::string_view text, double width, const pdf::Style& style) const;
  Lines lay_out(const Phrases& phrases, double width) const;
  Lines lay_out(std::string_view text, double width, const pdf::Style& style) const;

  // Draws lines below each other, going on over pages.
  void write(double x, const Lines& lines);
  // One line, without moving on. `baseline` is given.
  void put(double x, double baseline, std::string_view text, const pdf::Style& style);
  void put_right(double right, double baseline, std::string_view text, const pdf::Style& style);
  double width(std::string_view text, const pdf::Style& style) const {
    return document_.width(text, style);
  }
  // A heading that `below` points of what it is about come with.
  void heading(std::string_view text, double below = 40);
  void rule(double x, double width, double thickness, std::uint32_t colour);

  pdf::Document& document() { return document_; }

  // Draws on each page what `draw(page, of)` says: footers that know the number of pages.
  void on_every_page(const std::function<void(std::size_t, std::size_t)>& draw);
  bool full() const { return full_; }

  static constexpr double running_head_height = 26;

 private:
  pdf::Document document_;
  double y_ = top_edge;
  std::string running_left_, running_right_;
  bool full_ = false;
};

}  // namespace facteur::formats::readable
