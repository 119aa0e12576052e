#include "formats/readable/alignment.h"

#include <algorithm>

namespace facteur::formats::readable {
namespace {

constexpr std::string_view figure_space = "\u2007", point_space = "\u2008", no_break = "\u00A0";

std::size_t decimals_in(std::string_view figure, char sign) {
  const std::string_view fraction = fraction_of(figure, sign);
  return fraction.empty() ? 0 : fraction.size() - 1;
}

}  // namespace

bool is_figure(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text[0] < '0' || text[0] > '9') return false;
  while (!text.empty()) {
    const bool spaced = text.starts_with(no_break);
    const char c = text[0];
    if (!spaced && (c < '0' || c > '9') && c != ',' && c != '.') return false;
    text.remove_prefix(spaced ? no_break.size() : 1);
  }
  return true;
}

std::string_view fraction_of(std::string_view figure, char sign) {
  const std::size_t at = figure.find(sign);
  return at == figure.npos ? std::string_view() : figure.substr(at);
}

std::vector<std::size_t> decimals_of(const Table& table, char sign) {
  std::vector<std::size_t> most(table.columns.size());
  for (const Row& row : table.rows)
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (table.columns[i].align != Align::decimal) continue;
      for (const Phrase& phrase : row.cells[i])
        if (is_figure(phrase.text)) most[i] = std::max(most[i], decimals_in(phrase.text, sign));
    }
  return most;
}

std::string padding_to(std::size_t decimals, std::string_view figure, char sign) {
  const std::size_t own = decimals_in(figure, sign);
  std::string padding;
  if (own == 0 && decimals > 0) padding += point_space;
  for (std::size_t i = own; i < decimals; ++i) padding += figure_space;
  return padding;
}

std::vector<Run> dark_runs(const QrCode& code) {
  std::vector<Run> runs;
  for (int y = 0; y < code.size; ++y) {
    for (int x = 0; x < code.size; ++x) {
      if (!code.is_dark(x, y)) continue;
      const bool goes_on = x > 0 && code.is_dark(x - 1, y);
      if (goes_on) {
        ++runs.back().length;
      } else {
        runs.push_back({x, y, 1});
      }
    }
  }
  return runs;
}

}  // namespace facteur::formats::readable
