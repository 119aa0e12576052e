#include "schemas/code_lists.h"

#include <algorithm>
#include <string>

namespace facteur {

bool CodeList::contains(std::string_view code) const {
  return std::binary_search(current_.begin(), current_.end(), code);
}

bool CodeList::contains(std::string_view code, CodeRow::Day day) const {
  const auto same = std::ranges::equal_range(rows_, code, {}, &CodeRow::code);
  return std::ranges::any_of(same, [day](const CodeRow& row) { return row.valid_on(day); });
}

const CodeRow* CodeList::find(std::string_view code) const {
  const auto same = std::ranges::equal_range(rows_, code, {}, &CodeRow::code);
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
