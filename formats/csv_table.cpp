#include "formats/csv_table.h"

#include <algorithm>

namespace facteur::formats {

std::optional<CsvRow> CsvRows::next() {
  while (!rest_.empty() && take_line_end()) {
  }
  if (rest_.empty() || open_quote_) return std::nullopt;
  CsvRow row{line_, {}};
  while (true) {
    row.fields.push_back(take_field());
    if (open_quote_) return std::nullopt;
    if (rest_.empty() || take_line_end()) return row;
    rest_.remove_prefix(1);  // the separator
  }
}

std::string CsvRows::take_field() {
  std::string field = rest_.starts_with('"') ? take_quoted() : std::string();
  return field += take_plain();
}

std::string CsvRows::take_plain() {
  if (open_quote_) return {};
  const char ends[] = {separator_, '\r', '\n'};
  const auto end = std::min(rest_.find_first_of(std::string_view(ends, sizeof ends)), rest_.size());
  std::string field(rest_.substr(0, end));
  rest_.remove_prefix(end);
  return field;
}

std::string CsvRows::take_quoted() {
  std::string field;
  rest_.remove_prefix(1);
  while (true) {
    const auto quote = rest_.find('"');
    if (quote == std::string_view::npos) {
      open_quote_ = true;
      return field;
    }
    const std::string_view piece = rest_.substr(0, quote);
    line_ += static_cast<std::uint32_t>(std::count(piece.begin(), piece.end(), '\n'));
    field += piece;
    rest_.remove_prefix(quote + 1);
    if (!rest_.starts_with('"')) break;
    field += '"';
    rest_.remove_prefix(1);
  }
  return field;
}

bool CsvRows::take_line_end() {
  if (rest_.starts_with("\r\n")) {
    rest_.remove_prefix(2);
  } else if (rest_.starts_with('\n') || rest_.starts_with('\r')) {
    rest_.remove_prefix(1);
  } else {
    return false;
  }
  ++line_;
  return true;
}

char guess_separator(std::string_view utf8) {
  const std::string_view line = utf8.substr(0, utf8.find_first_of("\r\n"));
  char best = ';';
  std::ptrdiff_t most = 0;
  for (const char candidate : {';', ',', '\t', '|'}) {
    const auto count = std::count(line.begin(), line.end(), candidate);
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}

}  // namespace facteur::formats
