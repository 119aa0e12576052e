// Damaged numbers: found among the items of the customers that the payer may be, and among all
// items of this amount.
#include <algorithm>
#include <set>

#include "gateway/receivables/matching/by_reference.h"
#include "gateway/receivables/matching/resemblance.h"
#include "gateway/receivables/matching/subset_sum.h"
#include "gateway/receivables/matching/text.h"

namespace facteur::gateway::receivables::matching {
namespace {

constexpr std::size_t most_of_one_amount = 3000;
constexpr std::size_t most_of_a_customer = 1500;
constexpr std::size_t most_in_a_list = 16;
// Without a name beside it, this much of a number must be right.
constexpr unsigned kept_without_name = 6;

// The best that the texts of a movement say for this number.
std::optional<Sighting> damaged_sighting(const Case& from, const Desk& desk, Index item) {
  const std::string number = canonical(desk.item(item).number);
  std::optional<Sighting> best;
  unsigned kept = 0;
  for (const std::string& text : from.references.loose) {
    const auto like = resemblance(text, number);
    if (!like || like->kept <= kept) continue;
    kept = like->kept;
    best = Sighting{item, text == number ? How::number : like->how, text,
                    like->kept >= kept_without_name};
  }
  return best;
}

std::vector<Index> scope_of(Desk& desk, const Case& from) {
  std::vector<Index> scope;
  std::set<Index> groups;
  for (const NameMatch& match : from.sender.by_name)
    if (match.likeness >= 600) groups.insert(desk.portfolio().leader_of(match.customer));
  for (const PayerEvidence& payer : desk.payers().likely(from.sender))
    groups.insert(desk.portfolio().leader_of(payer.customer));
  for (const Index leader : groups) {
    const auto members = desk.portfolio().group_of(leader);
    scope.insert(scope.end(), members.begin(), members.end());
  }
  return scope;
}

Reason reason_of(const std::vector<Sighting>& sightings) {
  const bool damaged =
      std::any_of(sightings.begin(), sightings.end(),
                  [](const Sighting& sighting) { return sighting.how >= How::shortened; });
  if (damaged) return Reason::damaged_reference;
  return sightings.size() > 1 ? Reason::reference_list : Reason::exact_reference;
}

Evidence evidence_of(std::vector<Sighting> sightings) {
  Evidence evidence;
  evidence.sightings = std::move(sightings);
  return evidence;
}

// A whole number of the sender's own, whatever its amount: it is not the damaged one of another.
bool names_own(Desk& desk, const Case& from) {
  const auto& sightings = from.references.sightings;
  return std::any_of(sightings.begin(), sightings.end(), [&](const Sighting& each) {
    return each.certain && each.how <= How::number &&
           desk.payers().agrees(from.sender, desk.item(each.item).customer);
  });
}

// One item of the sender, or of anybody, has the amount and a number like that.
bool settle_one(Desk& desk, Case& from, const std::vector<Index>& scope) {
  if (names_own(desk, from)) return false;
  std::vector<Sighting> found;
  const auto look_at = [&](Index item, bool named) {
    if (desk.open(item) != from.units || from.units <= 0) return;
    const auto sighting = damaged_sighting(from, desk, item);
    if (sighting && (named || sighting->certain)) found.push_back(*sighting);
  };
  for (const Index customer : scope)
    for (const Index item : desk.portfolio().items_of(customer)) look_at(item, true);
  // A number that names something surely, or something of the payer, is not the damaged one of
  // something else.
  const auto& sightings = from.references.sightings;
  const bool named = std::any_of(sightings.begin(), sightings.end(), [&](const Sighting& each) {
    return each.certain || (each.how == How::number &&
                            desk.payers().agrees(from.sender, desk.item(each.item).customer));
  });
  if (found.empty() && !named) {
    const auto same = desk.portfolio().items_of_amount(from.units);
    if (same.size() > most_of_one_amount) return false;
    for (const Index item : same)
      if (!desk.payers().contradicts(from.sender, desk.item(item).customer)) look_at(item, false);
  }
  if (found.size() != 1) return false;
  const std::vector<Index> items{found.front().item};
  desk.settle(from, reason_of(found), desk.whole(items), evidence_of(found));
  return true;
}

// Whole and damaged numbers of one group that add up, in one way only.
bool settle_list(Desk& desk, Case& from, const std::vector<Index>& scope) {
  std::vector<Sighting> found;
  std::size_t seen = 0;
  for (const Index customer : scope)
    for (const Index item : desk.portfolio().items_of(customer)) {
      if (desk.open(item) == 0) continue;
      if (++seen > most_of_a_customer) return false;
      if (auto sighting = damaged_sighting(from, desk, item)) found.push_back(*sighting);
    }
  for (const Sighting& sighting : from.references.sightings)
    if (desk.open(sighting.item) != 0 && sighting.how != How::purchase_order &&
        std::none_of(found.begin(), found.end(),
                     [&](const Sighting& each) { return each.item == sighting.item; }) &&
        desk.payers().agrees(from.sender, desk.item(sighting.item).customer))
      found.push_back(sighting);
  if (found.size() < 2 || found.size() > most_in_a_list) return false;
  std::vector<std::int64_t> amounts;
  for (const Sighting& sighting : found) amounts.push_back(desk.open(sighting.item));
  const SubsetSums sums = subsets_with_sum(amounts, from.units, found.size(), 2);
  if (sums.solutions.size() != 1 || !sums.complete || sums.solutions.front().size() < 2)
    return false;
  std::vector<Index> items;
  std::vector<Sighting> sightings;
  std::set<std::string> texts;
  for (const unsigned position : sums.solutions.front()) {
    // One text is not two numbers.
    if (!texts.insert(found[position].text).second) return false;
    items.push_back(found[position].item);
    sightings.push_back(found[position]);
  }
  const Index leader = desk.portfolio().leader_of(desk.item(items.front()).customer);
  for (const Index item : items)
    if (desk.portfolio().leader_of(desk.item(item).customer) != leader) return false;
  desk.settle(from, reason_of(sightings), desk.whole(items), evidence_of(sightings));
  return true;
}

}  // namespace

void settle_damaged(Desk& desk, Case& from) {
  if (from.references.loose.empty()) return;
  const std::vector<Index> scope = scope_of(desk, from);
  if (settle_one(desk, from, scope)) return;
  settle_list(desk, from, scope);
}

}  // namespace facteur::gateway::receivables::matching
