// Exact subset sums: which of these amounts add up to that one? All solutions up to a number of
// members are found, so that "there is no other" is a fact and not a hope.
// Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace facteur::gateway::receivables::matching {

using Positions = std::vector<unsigned>;  // ascending

struct SubsetSums {
  std::vector<Positions> solutions;  // none empty, each once
  bool complete = true;              // false: there are more than were asked for
};

// Subsets of at most `most_members` with exactly this sum. Up to 40 amounts by meeting in the
// middle (two halves of n/2, joined on their sums), beyond by sums of pairs, which allow four
// members at most. Throws std::invalid_argument when asked for more than `reach(n)` members.
SubsetSums subsets_with_sum(std::span<const std::int64_t> amounts, std::int64_t target,
                            std::size_t most_members, std::size_t most_solutions);

// How many members are searched among n amounts, so that no search takes more than some
// milliseconds: all subsets up to 20 amounts, single ones beyond 3,000.
std::size_t reach(std::size_t n);

}  // namespace facteur::gateway::receivables::matching
