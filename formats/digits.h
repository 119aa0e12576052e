// Numbers as written: how many digits, how many decimals.
#pragma once

#include <cstddef>
#include <string_view>

namespace facteur::formats {

struct Digits {
  std::size_t in_all;    // before and after the point; a sign counts as one
  std::size_t decimals;  // at most
  bool negative;         // may it be
};

// Digits, perhaps a point with digits after it, perhaps a minus sign before; nothing else.
bool is_number_of(std::string_view text, const Digits& allowed);

}  // namespace facteur::formats
