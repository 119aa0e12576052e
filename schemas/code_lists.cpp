#include "schemas/code_lists.h"

#include <algorithm>
#include <string>

namespace facteur {
namespace {

// The rows of one code, first to last. Not a subrange of std::ranges: clang 14, which the fuzzers
// are built with, refuses libstdc++ 12's.
std::span<const CodeRow> rows_of(std::span<const CodeRow> rows, std::string_view code) {
  const auto first = std::ranges::lower_bound(rows, code, {}, &CodeRow::code);
  const auto last = std::ranges::upper_bound(rows, code, {}, &CodeRow::code);
  return rows.subspan(static_cast<std::size_t>(first - rows.begin()),
                      static_cast<std::size_t>(last - first));
}

}  // namespace

bool CodeList::contains(std::string_view code) const {
  return std::binary_search(current_.begin(), current_.end(), code);
}

bool CodeList::contains(std::string_view code, CodeRow::Day day) const {
  const auto same = rows_of(rows_, code);
  return std::ranges::any_of(same, [day](const CodeRow& row) { return row.valid_on(day); });
}

const CodeRow* CodeList::find(std::string_view code) const {
  const auto same = rows_of(rows_, code);
  return same.empty() ? nullptr : &same.back();
}

bool CodeList::holds_part(std::string_view part) const {
  if (part.empty() || contains(part)) return true;
  std::string window = " ";
  for (const std::string_view code : current_) {
    window.append(code).append(" ");
    if (window.find(part) != std::string::npos) return true;
    window.erase(0, window.size() - std::min(window.size(), part.size()));  // a match may straddle
  }
  return false;
}

const CodeList* find_code_list(std::string_view id) {
  const auto lists = all_code_lists();
  const auto found =
      std::ranges::find(lists, id, [](const CodeList* list) { return list->facts().id; });
  return found == lists.end() ? nullptr : *found;
}

}  // namespace facteur
