// Comma-separated values (RFC 4180), with the separator that the file uses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::formats {

struct CsvRow {
  std::uint32_t line = 0;  // 1-based, where it begins
  std::vector<std::string> fields;
};

class CsvRows {
 public:
  // `utf8` must outlive this.
  CsvRows(std::string_view utf8, char separator) : rest_(utf8), separator_(separator) {}
  // The next row that is not blank; nothing at the end, or where a quoted field does not end: then
  // open_quote(), and line() is where that field begins.
  std::optional<CsvRow> next();
  bool open_quote() const { return open_quote_; }
  std::uint32_t line() const { return line_; }

 private:
  std::string take_field();
  std::string take_quoted();
  std::string take_plain();
  bool take_line_end();

  std::string_view rest_;
  const char separator_;
  std::uint32_t line_ = 1;
  bool open_quote_ = false;
};

// The separator that the first line holds most of: semicolon, comma, tab, vertical bar.
char guess_separator(std::string_view utf8);

}  // namespace facteur::formats
