#include "formats/bank/read.h"

#include <algorithm>
#include <string>

#include "formats/bank/camt.h"
#include "formats/bank/cfonb120.h"
#include "formats/bank/faults.h"
#include "formats/bank/mt940.h"
#include "formats/utf8.h"

namespace facteur::formats::bank {
namespace {

Reading refused(Wrong wrong, std::string_view value = {}) {
  Reading reading;
  add_fault(reading, wrong, 0, value);
  return reading;
}

Reading read_text(std::string_view utf8, const ReadOptions& options) {
  if (looks_like_cfonb120(utf8)) return read_cfonb120(utf8);
  if (looks_like_mt940(utf8)) return read_mt940(utf8);
  for (const CsvMapping& mapping : options.csv)
    if (fits(utf8, mapping)) return read_csv(utf8, mapping);
  if (options.csv_chosen && !options.csv.empty()) return read_csv(utf8, options.csv.front());
  return refused(Wrong::unknown_format);
}

}  // namespace

Reading read_statements(std::string_view bytes, const ReadOptions& options) {
  if (bytes.size() > options.limits.bytes)
    return refused(Wrong::too_large, std::to_string(options.limits.bytes));
  constexpr std::string_view blank(" \t\r\n\0\x1A", 6);
  if (bytes.find_first_not_of(blank) == std::string_view::npos) return refused(Wrong::empty);
  if (looks_like_xml(bytes)) return read_camt(bytes, options.limits);
  return read_text(to_utf8(bytes), options);
}

std::string_view to_string(Format format) {
  switch (format) {
    case Format::cfonb120:
      return "cfonb120";
    case Format::camt053:
      return "camt053";
    case Format::camt054:
      return "camt054";
    case Format::mt940:
      return "mt940";
    case Format::csv:
      return "csv";
  }
  return "csv";
}

}  // namespace facteur::formats::bank
