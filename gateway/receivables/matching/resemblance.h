// Damaged numbers: does a text look like this invoice number after what payers, scanners and banks
// do to it? Never proof by itself: it counts only where the amount, or the payer, says the same.
#pragma once

#include <optional>
#include <string_view>

#include "gateway/receivables/matching/references.h"

namespace facteur::gateway::receivables::matching {

struct Resemblance {
  How how = How::shortened;  // confused, shortened, typo or truncated
  unsigned kept = 0;         // how many characters of the number still speak
};

// Both canonical.
std::optional<Resemblance> resemblance(std::string_view text, std::string_view number);

// Restricted Damerau-Levenshtein distance of at most one: one character wrong, missing or too many,
// or two neighbours exchanged.
bool differ_by_one(std::string_view a, std::string_view b);

}  // namespace facteur::gateway::receivables::matching
