// Subset sums against brute force, and what makes a choice plausible.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "gateway/receivables/matching/combination.h"
#include "gateway/receivables/matching/subset_sum.h"
#include "tests/gateway/matching_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables::matching;

namespace {

std::set<Positions> by_brute_force(const std::vector<std::int64_t>& amounts, std::int64_t target,
                                   std::size_t most) {
  std::set<Positions> found;
  for (std::uint32_t members = 1; members < 1u << amounts.size(); ++members) {
    if (static_cast<std::size_t>(__builtin_popcount(members)) > most) continue;
    Positions chosen;
    std::int64_t sum = 0;
    for (unsigned i = 0; i < amounts.size(); ++i)
      if (members >> i & 1) {
        chosen.push_back(i);
        sum += amounts[i];
      }
    if (sum == target) found.insert(chosen);
  }
  return found;
}

std::set<Positions> as_set(const SubsetSums& sums) {
  std::set<Positions> found(sums.solutions.begin(), sums.solutions.end());
  CHECK(found.size() == sums.solutions.size());  // none twice
  return found;
}

}  // namespace

TEST_CASE("all subsets up to twenty amounts are found, and no other", "[matching]") {
  std::mt19937 random(20260331);
  for (int round = 0; round < 60; ++round) {
    const std::size_t n = 1 + random() % (round < 50 ? 12 : 20);
    std::vector<std::int64_t> amounts;
    for (std::size_t i = 0; i < n; ++i) {
      const auto amount = static_cast<std::int64_t>(1 + random() % 40) * 100;
      amounts.push_back(random() % 8 == 0 ? -amount : amount);
    }
    std::int64_t target = 0;
    for (const std::int64_t each : amounts)
      if (random() % 3 == 0) target += each;
    const auto sums = subsets_with_sum(amounts, target, reach(n), 100'000'000);
    REQUIRE(sums.complete);
    CHECK(as_set(sums) == by_brute_force(amounts, target, reach(n)));
  }
}

TEST_CASE("beyond forty amounts the sums of pairs find what the halves find", "[matching]") {
  std::mt19937 random(7);
  for (int round = 0; round < 5; ++round) {
    std::vector<std::int64_t> amounts;
    for (int i = 0; i < 18; ++i) amounts.push_back(static_cast<std::int64_t>(1 + random() % 500));
    const std::int64_t target = amounts[1] + amounts[5] + amounts[9] + amounts[17];
    const auto expected = by_brute_force(amounts, target, 4);
    // Amounts that fit in nowhere make the list long enough for the other way.
    for (int i = 0; i < 30; ++i) amounts.push_back(1'000'000 + i);
    const auto sums = subsets_with_sum(amounts, target, 4, 100'000);
    REQUIRE(sums.complete);
    CHECK(as_set(sums) == expected);
  }
}

TEST_CASE("more solutions than were asked for are said", "[matching]") {
  const std::vector<std::int64_t> equal(12, 100);
  const auto sums = subsets_with_sum(equal, 600, 12, 10);
  CHECK(sums.solutions.size() == 10);
  CHECK_FALSE(sums.complete);
  CHECK_THROWS_AS(subsets_with_sum(std::vector<std::int64_t>(50, 1), 5, 5, 1),
                  std::invalid_argument);
}

namespace {

std::vector<OpenPart> parts_of_amounts(const std::vector<std::int64_t>& amounts) {
  std::vector<OpenPart> parts;
  auto due = test::day("2026-01-10");
  for (const std::int64_t amount : amounts) {
    parts.push_back({static_cast<Index>(parts.size()), amount, *add_days(due, -30), due});
    due = *add_days(due, 3);
  }
  return parts;
}

}  // namespace

TEST_CASE("a choice is sure among odd amounts and not among round ones", "[matching]") {
  const auto today = test::day("2026-06-30");
  std::mt19937 random(11);
  int sure_of_odd = 0, sure_of_round = 0;
  for (int round = 0; round < 40; ++round) {
    std::vector<std::int64_t> odd, whole;
    for (int i = 0; i < 20; ++i) {
      odd.push_back(static_cast<std::int64_t>(10'000 + random() % 1'000'000));
      whole.push_back(static_cast<std::int64_t>(1 + random() % 20) * 12'000);
    }
    sure_of_odd += combinations(parts_of_amounts(odd), odd[3] + odd[11] + odd[14], today).sure();
    sure_of_round +=
        combinations(parts_of_amounts(whole), whole[3] + whole[11] + whole[14], today).sure();
  }
  CHECK(sure_of_odd > 30);
  CHECK(sure_of_round == 0);
}

TEST_CASE("what is sure is what was paid, over random customers", "[matching]") {
  std::mt19937 random(5);
  const auto today = test::day("2026-06-30");
  int sure = 0, right = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<std::int64_t> amounts;
    const std::size_t n = 3 + random() % 25;
    for (std::size_t i = 0; i < n; ++i)
      amounts.push_back(static_cast<std::int64_t>(30 + random() % 5000) * 120);
    std::set<unsigned> chosen;
    const std::size_t count = 1 + random() % 4;
    while (chosen.size() < std::min(count, n)) chosen.insert(static_cast<unsigned>(random() % n));
    std::int64_t amount = 0;
    for (const unsigned each : chosen) amount += amounts[each];
    const auto found = combinations(parts_of_amounts(amounts), amount, today);
    if (!found.sure()) continue;
    ++sure;
    right += found.choices.front().parts == Positions(chosen.begin(), chosen.end());
  }
  CHECK(sure > 150);
  CHECK(sure - right <= sure / 200 + 1);
}
