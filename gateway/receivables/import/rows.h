// Rows of a table that came from outside: CSV (RFC 4180) or a JSON array of objects. Untrusted:
// nothing is assumed of them, a row that cannot be read is given out with its fault.
//
// CSV: the first line names the columns. The separator is the one of ',', ';', tab and '|'
// that stands most often in it. UTF-8 with or without a byte order mark; what is not UTF-8 is read
// as Windows-1252.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/csv_table.h"
#include "formats/finding.h"

namespace facteur::gateway::receivables {

struct Row {
  std::size_t line = 0;  // where it begins in a CSV file; the n-th object in JSON; from 1
  std::vector<std::string>
      fields;  // trimmed, in the order of the columns asked for; "" when absent
  std::optional<formats::Text> fault;  // the row cannot be read
};

// A column that an import knows. A file must have the required ones; others are passed over.
struct Column {
  std::string_view name;
  bool required;
};

// The whole table cannot be read: no header, a column missing or there twice, no JSON.
struct TableFault {
  std::size_t line = 0;
  formats::Text reason;
};

class Rows {
 public:
  // Throw TableFault. `exact`: a table that we wrote: fields keep their blanks and may be long.
  static Rows of_csv(const std::string& text, const std::vector<Column>& columns,
                     bool exact = false);
  static Rows of_json(std::string_view text, const std::vector<Column>& columns);

  // False after the last row.
  bool next(Row& row);

 private:
  void read_header(const std::vector<Column>& columns);
  bool next_of_csv(Row& row);
  std::optional<formats::CsvRow> next_record();

  std::unique_ptr<const std::string> text_;  // what csv_ reads, wherever this moves
  std::optional<formats::CsvRows> csv_;
  bool exact_ = false, ended_ = false;
  std::vector<std::optional<std::size_t>> places_;  // of each column asked for, in a record
  std::size_t width_ = 0;                           // fields of the header
  std::vector<Row> ready_;                          // of JSON, the last one first
};

}  // namespace facteur::gateway::receivables
