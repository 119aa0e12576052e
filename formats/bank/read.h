// Reading account statements, whichever format they come in.
#pragma once

#include <string_view>
#include <vector>

#include "formats/bank/csv.h"
#include "formats/bank/statement.h"
#include "formats/read.h"

namespace facteur::formats::bank {

struct ReadOptions {
  Limits limits;
  std::size_t movements = most_movements;  // of one file: TOO-LARGE beyond
  // Of CSV files: the first that fits the heading is used.
  std::vector<CsvMapping> csv;
  // The first was chosen for these files: whatever is none of the other formats is read by it.
  bool csv_chosen = false;
};

// Recognises the format by what the file holds, never by its name. Whatever is wrong with the file
// is a fault of the reading; nothing of a reading with faults may be booked. Pure; safe from any
// thread.
Reading read_statements(std::string_view bytes, const ReadOptions& options = {});

// "cfonb120", "camt053", "camt054", "mt940", "csv".
std::string_view to_string(Format format);

}  // namespace facteur::formats::bank
