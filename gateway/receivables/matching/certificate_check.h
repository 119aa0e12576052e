// Is a sum as unique, and a choice as plausible, as its certificate says? Part of the checker.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gateway/receivables/matching/combination.h"

namespace facteur::gateway::receivables::matching {

struct Searched {
  std::vector<OpenPart> parts;  // that were open to the choice
  std::int64_t amount = 0;
  formats::Date booked_on;
};

// The certificate is right and the chosen parts are what it speaks of. `rivals`: what namesakes had
// open, to whom the choice must not be put in doubt.
bool holds(const Certificate& certificate, const Searched& searched,
           const std::vector<Index>& chosen, const std::vector<Searched>& rivals);

}  // namespace facteur::gateway::receivables::matching
