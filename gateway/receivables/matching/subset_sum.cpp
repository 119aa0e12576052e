#include "gateway/receivables/matching/subset_sum.h"

#include <algorithm>
#include <stdexcept>

namespace facteur::gateway::receivables::matching {
namespace {

constexpr std::size_t most_by_halves = 40;

// A subset of one half: bit i is amount `first + i`.
struct Partial {
  std::int64_t sum;
  std::uint32_t members;
  unsigned count;
};

bool by_sum(const Partial& a, const Partial& b) {
  return a.sum < b.sum;
}

// All subsets of at most `most` members, the empty one first.
std::vector<Partial> partials(std::span<const std::int64_t> half, std::size_t most) {
  std::vector<Partial> all{{0, 0, 0}};
  for (std::size_t i = 0; i < half.size(); ++i)
    for (std::size_t j = 0, end = all.size(); j < end; ++j) {
      const Partial& base = all[j];
      if (base.count < most)
        all.push_back({base.sum + half[i], base.members | (1u << i), base.count + 1});
    }
  return all;
}

void append_members(Positions& out, std::uint32_t members, std::size_t first) {
  for (unsigned i = 0; members != 0; ++i, members >>= 1)
    if (members & 1) out.push_back(static_cast<unsigned>(first) + i);
}

SubsetSums by_halves(std::span<const std::int64_t> amounts, std::int64_t target, std::size_t most,
                     std::size_t most_solutions) {
  const std::size_t middle = amounts.size() / 2;
  const auto left = partials(amounts.first(middle), most);
  auto right = partials(amounts.subspan(middle), most);
  std::sort(right.begin(), right.end(), by_sum);
  SubsetSums found;
  for (const Partial& begin : left) {
    auto [at, end] =
        std::equal_range(right.begin(), right.end(), Partial{target - begin.sum, 0, 0}, by_sum);
    for (; at != end; ++at) {
      const std::size_t count = begin.count + at->count;
      if (count == 0 || count > most) continue;
      if (found.solutions.size() == most_solutions) {
        found.complete = false;
        return found;
      }
      Positions& solution = found.solutions.emplace_back();
      append_members(solution, begin.members, 0);
      append_members(solution, at->members, middle);
    }
  }
  return found;
}

// Up to four members among many amounts.
class ByPairs {
 public:
  ByPairs(std::span<const std::int64_t> amounts, std::size_t most, std::size_t most_solutions)
      : amounts_(amounts), most_(most), most_solutions_(most_solutions) {
    if (most < 2) return;
    pairs_.reserve(amounts.size() * (amounts.size() - 1) / 2);
    for (unsigned j = 1; j < amounts.size(); ++j)
      for (unsigned i = 0; i < j; ++i) pairs_.push_back({amounts[i] + amounts[j], i, j});
    std::sort(pairs_.begin(), pairs_.end());
  }

  SubsetSums run(std::int64_t target) {
    for (unsigned i = 0; i < amounts_.size(); ++i)
      if (amounts_[i] == target) add({i});
    if (most_ >= 2) each_pair(target, [this](const Pair& pair) { add({pair.i, pair.j}); });
    if (most_ >= 3)
      for (unsigned k = 2; k < amounts_.size(); ++k)
        each_pair(target - amounts_[k], [this, k](const Pair& pair) {
          if (pair.j < k) add({pair.i, pair.j, k});
        });
    if (most_ >= 4)
      for (const Pair& low : pairs_)
        each_pair(target - low.sum, [this, &low](const Pair& high) {
          if (low.j < high.i) add({low.i, low.j, high.i, high.j});
        });
    return std::move(found_);
  }

 private:
  struct Pair {
    std::int64_t sum;
    unsigned i, j;  // i < j
    bool operator<(const Pair& other) const { return sum < other.sum; }
  };

  template <class Use>
  void each_pair(std::int64_t sum, Use use) {
    if (!found_.complete) return;
    const auto [begin, end] = std::equal_range(pairs_.begin(), pairs_.end(), Pair{sum, 0, 0});
    for (auto at = begin; at != end && found_.complete; ++at) use(*at);
  }

  void add(Positions solution) {
    if (found_.solutions.size() == most_solutions_)
      found_.complete = false;
    else
      found_.solutions.push_back(std::move(solution));
  }

  std::span<const std::int64_t> amounts_;
  const std::size_t most_, most_solutions_;
  std::vector<Pair> pairs_;
  SubsetSums found_;
};

}  // namespace

SubsetSums subsets_with_sum(std::span<const std::int64_t> amounts, std::int64_t target,
                            std::size_t most_members, std::size_t most_solutions) {
  if (most_members > reach(amounts.size()))
    throw std::invalid_argument("too many members for an exact search");
  if (amounts.size() <= most_by_halves)
    return by_halves(amounts, target, most_members, most_solutions);
  return ByPairs(amounts, most_members, most_solutions).run(target);
}

std::size_t reach(std::size_t n) {
  struct Limit {
    std::size_t amounts, members;
  };
  // Ascending: the cost of each is some hundred thousand sums at most.
  static constexpr Limit limits[] = {{24, 6}, {40, 5}, {100, 4}, {300, 3}, {3000, 2}};
  if (n <= 20) return n;
  for (const Limit& limit : limits)
    if (n <= limit.amounts) return limit.members;
  return 1;
}

}  // namespace facteur::gateway::receivables::matching
