#include "gateway/receivables/matching/by_amount.h"

#include <algorithm>

#include "gateway/receivables/matching/vocabulary.h"

namespace facteur::gateway::receivables::matching {
namespace {

// A name that is only alike may stand beside the amount of one document, and that beyond doubt.
constexpr unsigned nearly_the_name = 850;
constexpr unsigned beyond_doubt = 990;

struct Found {
  PayerEvidence payer;
  std::vector<Index> scope;
  std::vector<OpenPart> parts;
  Combination combination;
};

std::vector<Index> items_of(const Found& found, const Choice& choice) {
  std::vector<Index> items;
  for (const unsigned position : choice.parts) items.push_back(found.parts[position].item);
  return items;
}

// Among namesakes more is asked, and where a name is only alike, one document and no doubt.
bool is_sure(const Found& found, unsigned plausible, bool namesakes) {
  const Choice& best = found.combination.choices.front();
  const bool weak =
      found.payer.how == PayerKnownBy::number ||
      (found.payer.how != PayerKnownBy::alias && found.payer.likeness < nearly_the_name);
  if (weak && best.parts.size() > 1) return false;
  return plausible >= (weak || namesakes ? beyond_doubt : sure_enough);
}

void settle(Desk& desk, Case& from, const std::vector<Found>& all, const Found& found,
            bool as_group) {
  const Choice& best = found.combination.choices.front();
  const std::vector<Index> items = items_of(found, best);
  Evidence evidence;
  evidence.scope = found.scope;
  for (const Found& other : all)
    if (&other != &found)
      evidence.rivals.insert(evidence.rivals.end(), other.scope.begin(), other.scope.end());
  evidence.certificate = found.combination.certificate;
  const Reason reason = as_group                              ? Reason::group_payment
                        : best.parts.size() == 1              ? Reason::amount_and_customer
                        : is_due_run(found.parts, best.parts) ? Reason::due_run
                                                              : Reason::combination;
  desk.settle(from, reason, desk.whole(items), std::move(evidence));
}

// The best choice of all customers that it may be, when it is sure.
const Found* surest(const std::vector<Found>& all) {
  const Found* best = nullptr;
  double total = 0;
  for (const Found& found : all) {
    total += found.combination.total;
    if (found.combination.choices.empty()) continue;
    if (best == nullptr ||
        found.combination.choices.front().weight > best->combination.choices.front().weight)
      best = &found;
  }
  if (best == nullptr) return nullptr;
  const Choice& choice = best->combination.choices.front();
  const unsigned plausible =
      std::min(choice.plausible, static_cast<unsigned>(choice.weight / total * 1000));
  return is_sure(*best, plausible, all.size() > 1) ? best : nullptr;
}

// Somebody else of the group owes exactly this amount too.
bool group_owes_the_same(const Desk& desk, const Case& from, const Found& found) {
  for (const OpenPart& part :
       desk.open_parts(desk.portfolio().group_of(found.payer.customer), from.movement->booked_on))
    if (part.open == from.units && desk.item(part.item).customer != found.payer.customer)
      return true;
  return false;
}

bool settle_among(Desk& desk, Case& from, bool as_group) {
  std::vector<Found> all;
  std::vector<Index> leaders;
  for (const PayerEvidence& payer : desk.payers().likely(from.sender)) {
    Found found{payer, {payer.customer}, {}, {}};
    if (as_group) {
      const auto group = desk.portfolio().group_of(payer.customer);
      const Index leader = desk.portfolio().leader_of(payer.customer);
      if (group.size() < 2 || std::find(leaders.begin(), leaders.end(), leader) != leaders.end())
        continue;
      leaders.push_back(leader);
      found.scope.assign(group.begin(), group.end());
    }
    found.combination =
        combinations_of(desk, found.scope, from.units, from.movement->booked_on, {}, found.parts);
    all.push_back(std::move(found));
  }
  const bool any = std::any_of(all.begin(), all.end(), [](const Found& found) {
    return !found.combination.choices.empty();
  });
  const Found* found = surest(all);
  if (found != nullptr && (as_group || !group_owes_the_same(desk, from, *found)))
    settle(desk, from, all, *found, as_group);
  return any;
}

}  // namespace

Combination combinations_of(const Desk& desk, const std::vector<Index>& customers,
                            std::int64_t amount, formats::Date booked_on,
                            const std::vector<Index>& without, std::vector<OpenPart>& parts) {
  parts = desk.open_parts(customers, booked_on);
  std::erase_if(parts, [&without](const OpenPart& part) {
    return std::find(without.begin(), without.end(), part.item) != without.end();
  });
  return combinations(parts, amount, booked_on);
}

void settle_by_amount(Desk& desk, Case& from) {
  // A text that names something speaks louder than the amount, even where it is not understood.
  if (from.held || from.references.names_unknown || from.units <= 0) return;
  // A transfer of ours that a supplier could not take has a name and an amount too.
  if (is_reversed_debit(*from.movement)) return;
  const bool any = settle_among(desk, from, false);
  if (!from.decided && !any) settle_among(desk, from, true);
}

bool settle_rest(Desk& desk, Case& from, const std::vector<Index>& named) {
  std::int64_t rest = from.units;
  for (const Index item : named) rest -= desk.open(item);
  const std::vector<Index> scope{desk.item(named.front()).customer};
  std::vector<OpenPart> parts;
  const Combination found =
      combinations_of(desk, scope, rest, from.movement->booked_on, named, parts);
  if (!found.sure()) return false;
  std::vector<Index> items = named;
  for (const unsigned position : found.choices.front().parts) {
    if (parts[position].open < 0) return false;
    items.push_back(parts[position].item);
  }
  Evidence evidence;
  evidence.sightings = from.references.sightings;
  evidence.scope = scope;
  evidence.named = named;
  evidence.certificate = found.certificate;
  desk.settle(from, Reason::reference_and_amount, desk.whole(items), std::move(evidence));
  return true;
}

}  // namespace facteur::gateway::receivables::matching
