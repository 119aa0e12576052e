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

// Do more lines than that begin so? Seen before anything is kept of them.
bool more_lines_than(std::size_t most, std::string_view utf8, std::string_view beginning) {
  for (std::size_t count = 0; !utf8.empty();) {
    if (utf8.starts_with(beginning) && ++count > most) return true;
    utf8.remove_prefix(std::min(std::min(utf8.find('\n'), utf8.size()) + 1, utf8.size()));
  }
  return false;
}

Reading read_text(std::string_view utf8, const ReadOptions& options) {
  const auto too_many = [&](std::string_view beginning) {
    return more_lines_than(options.movements, utf8, beginning);
  };
  const std::string most = std::to_string(options.movements);
  if (looks_like_cfonb120(utf8))
    return too_many("04") ? refused(Wrong::too_many_movements, most) : read_cfonb120(utf8);
  if (looks_like_mt940(utf8))
    return too_many(":61:") ? refused(Wrong::too_many_movements, most) : read_mt940(utf8);
  auto mapping = std::find_if(options.csv.begin(), options.csv.end(),
                              [utf8](const CsvMapping& each) { return fits(utf8, each); });
  if (mapping == options.csv.end() && options.csv_chosen) mapping = options.csv.begin();
  if (mapping == options.csv.end()) return refused(Wrong::unknown_format);
  return too_many("") ? refused(Wrong::too_many_movements, most) : read_csv(utf8, *mapping);
}

}  // namespace

Reading read_statements(std::string_view bytes, const ReadOptions& options) {
  if (bytes.size() > options.limits.bytes)
    return refused(Wrong::too_large, std::to_string(options.limits.bytes));
  constexpr std::string_view blank(" \t\r\n\0\x1A", 6);
  if (bytes.find_first_not_of(blank) == std::string_view::npos) return refused(Wrong::empty);
  if (looks_like_xml(bytes)) return read_camt(bytes, options.limits, options.movements);
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
