// A report of one table as PDF, A4 landscape: title, what it is about, columns of text and of
// amounts, totals at the end, page numbers. Pure: the same report gives the same bytes.
#pragma once

#include <string>
#include <vector>

#include "formats/pdf/document.h"

namespace facteur::formats::readable {

struct ReportColumn {
  std::string title;
  bool amount = false;  // set to the right, and never cut
};

// Every row has one text a column; texts are UTF-8 and come from strangers. What is too long for
// its column is cut with "…".
struct Report {
  bool french = true;
  std::string title;
  std::vector<std::string> notes;  // below the title: whose, of which day
  std::vector<ReportColumn> columns;
  std::vector<std::vector<std::string>> rows, totals;
};

// At most 3,000 pages; what does not fit is not drawn, and the last page says so.
std::string report_pdf(const Report& report, const pdf::FontPair& fonts);

}  // namespace facteur::formats::readable
