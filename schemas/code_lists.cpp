#include "schemas/code_lists.h"

#include <algorithm>
#include <string>

namespace facteur {

bool CodeList::contains(std::string_view code) const {
  return std::binary_search(codes_.begin(), codes_.end(), code);
}

bool CodeList::holds_part(std::string_view part) const {
  if (part.empty() || contains(part)) return true;
  std::string window = " ";
  for (const std::string_view code : codes_) {
    window.append(code).append(" ");
    if (window.find(part) != std::string::npos) return true;
    window.erase(0, window.size() - std::min(window.size(), part.size()));  // a match may straddle
  }
  return false;
}

}  // namespace facteur
