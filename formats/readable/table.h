// Draws a table on pages: its column headings stand on each, rows stay whole where they can, and
// sums are carried from page to page ("À reporter", "Report").
#pragma once

#include <vector>

#include "formats/readable/paper.h"
#include "formats/readable/sheet.h"

namespace facteur::formats::readable {

// Both must outlive the drawing.
class TableDrawing {
 public:
  TableDrawing(Paper& paper, const Table& table, bool french);

  // Of the whole table, heading included, if it is not broken.
  double height() const;

  // From where the paper stands. The last row comes with at least `below` points of room after it,
  // so that what sums it up does not stand alone on the next page.
  void draw(double below = 0);

 private:
  struct Cells {
    std::vector<Lines> texts;  // one a column
    Lines details;
    double height = 0;
  };
  struct Alignment {
    double reserve = 0;  // for the decimals, right of where whole numbers end
    bool decimal = false;
  };

  Alignment alignment_of(std::size_t column, std::size_t decimals) const;
  double left_of(std::size_t column) const;
  double inset_of(const Row& row, std::size_t column) const;
  Cells lay_out(const Row& row) const;
  void draw_headings();
  void turn_page(std::size_t next_row);
  void draw_carried(const char* label, const Row& row);
  void draw_row(std::size_t index, Cells cells, double reserve);
  double draw_lines(Lines& lines, std::size_t column, double x, double room);
  void draw_line(const Line& line, std::size_t column, double x, double baseline);

  Paper& paper_;
  const Table& table_;
  const bool french_;
  double width_ = 0;
  std::vector<Alignment> alignments_;
};

}  // namespace facteur::formats::readable
