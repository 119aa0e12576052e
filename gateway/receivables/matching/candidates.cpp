#include "gateway/receivables/matching/candidates.h"

#include <algorithm>
#include <map>

#include "gateway/receivables/matching/by_amount.h"

namespace facteur::gateway::receivables::matching {
namespace {

constexpr std::size_t most_candidates = 5;
constexpr std::size_t most_choices = 3;
constexpr std::size_t most_of_one_amount = 5;

// Scores order what a person sees; they decide nothing.
constexpr unsigned score_of_named = 800, score_of_amount_alone = 300, score_of_same_amount = 150;

void add(std::vector<Candidate>& out, Candidate candidate) {
  std::sort(candidate.items.begin(), candidate.items.end());
  for (Candidate& known : out)
    if (known.customer == candidate.customer && known.items == candidate.items) {
      // Found in two ways: more likely than by either.
      known.score = std::min(999u, std::max(known.score, candidate.score) + 100);
      return;
    }
  out.push_back(std::move(candidate));
}

void add_named(Desk& desk, const Case& from, std::vector<Candidate>& out) {
  std::map<Index, std::vector<Index>> by_customer;
  for (const Sighting& sighting : from.references.sightings)
    if (desk.open(sighting.item) != 0 && by_customer[desk.item(sighting.item).customer].size() < 20)
      by_customer[desk.item(sighting.item).customer].push_back(sighting.item);
  for (auto& [customer, items] : by_customer) {
    if (items.empty()) continue;
    std::int64_t sum = 0;
    for (const Index item : items) sum += desk.open(item);
    const bool agrees = desk.payers().agrees(from.sender, customer);
    const unsigned score = score_of_named - (sum == from.units ? 0 : 200) - (agrees ? 0 : 200);
    add(out, {customer, items, score, Reason::unclear_reference});
  }
}

void add_by_amount(Desk& desk, const Case& from, std::vector<Candidate>& out) {
  std::vector<std::pair<std::vector<Index>, unsigned>> scopes;
  for (const PayerEvidence& payer : desk.payers().likely(from.sender)) {
    scopes.push_back({{payer.customer}, std::max(payer.likeness, 700u)});
    const auto group = desk.portfolio().group_of(payer.customer);
    if (group.size() > 1) scopes.push_back({{group.begin(), group.end()}, 600});
  }
  for (const auto& [scope, likeness] : scopes) {
    std::vector<OpenPart> parts;
    const Combination found =
        combinations_of(desk, scope, from.units, from.movement->booked_on, {}, parts);
    for (std::size_t i = 0; i < std::min(found.choices.size(), most_choices); ++i) {
      std::vector<Index> items;
      for (const unsigned position : found.choices[i].parts) items.push_back(parts[position].item);
      const unsigned score = 200 + found.choices[i].plausible * likeness / 1000 * 6 / 10;
      add(out, {desk.item(items.front()).customer, items, score, Reason::ambiguous_amount});
    }
  }
}

void add_same_amount(Desk& desk, const Case& from, std::vector<Candidate>& out) {
  const auto same = desk.portfolio().items_of_amount(from.units);
  if (same.size() > most_of_one_amount) return;
  for (const Index item : same) {
    if (desk.open(item) != from.units || desk.item(item).issued_on > from.movement->booked_on)
      continue;
    const bool alone = same.size() == 1;
    add(out, {desk.item(item).customer,
              {item},
              alone ? score_of_amount_alone : score_of_same_amount,
              Reason::ambiguous_amount});
  }
}

}  // namespace

std::vector<Candidate> candidates_for(Desk& desk, const Case& from) {
  std::vector<Candidate> out;
  if (from.units <= 0) return out;
  add_named(desk, from, out);
  add_by_amount(desk, from, out);
  add_same_amount(desk, from, out);
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  if (out.size() > most_candidates) out.resize(most_candidates);
  return out;
}

}  // namespace facteur::gateway::receivables::matching
