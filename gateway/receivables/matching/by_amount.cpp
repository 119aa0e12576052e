#include "gateway/receivables/matching/by_amount.h"

#include <algorithm>

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

bool is_due_run(const Found& found, const Choice& choice) {
  std::vector<unsigned> debts;
  for (unsigned i = 0; i < found.parts.size(); ++i)
    if (found.parts[i].open > 0) debts.push_back(i);
  return std::search(debts.begin(), debts.end(), choice.parts.begin(), choice.parts.end()) !=
         debts.end();
}

bool is_sure(const Found& found) {
  if (!found.combination.sure()) return false;
  const Choice& best = found.combination.choices.front();
  const bool weak =
      found.payer.how == PayerKnownBy::number ||
      (found.payer.how != PayerKnownBy::alias && found.payer.likeness < nearly_the_name);
  return !weak || (best.parts.size() == 1 && best.plausible >= beyond_doubt);
}

void settle(Desk& desk, Case& from, const Found& found, bool as_group) {
  const Choice& best = found.combination.choices.front();
  const std::vector<Index> items = items_of(found, best);
  Evidence evidence;
  evidence.scope = found.scope;
  evidence.certificate = found.combination.certificate;
  const Reason reason = as_group                  ? Reason::group_payment
                        : best.parts.size() == 1  ? Reason::amount_and_customer
                        : is_due_run(found, best) ? Reason::due_run
                                                  : Reason::combination;
  desk.settle(from, reason, desk.whole(items), std::move(evidence));
}

// Of all customers that it may be, one has a sure choice and no other has any.
const Found* only_one(const std::vector<Found>& all) {
  const Found* only = nullptr;
  for (const Found& found : all) {
    if (found.combination.choices.empty()) continue;
    if (only != nullptr) return nullptr;
    only = &found;
  }
  return only != nullptr && is_sure(*only) ? only : nullptr;
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
  if (const Found* found = only_one(all)) settle(desk, from, *found, as_group);
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
  const bool any = settle_among(desk, from, false);
  if (!from.decided && !any) settle_among(desk, from, true);
}

bool settle_rest(Desk& desk, Case& from, const std::vector<Index>& named) {
  std::int64_t rest = from.units;
  for (const Index item : named) rest -= desk.open(item);
  const Index customer = desk.item(named.front()).customer;
  const auto group = desk.portfolio().group_of(customer);
  const std::vector<std::vector<Index>> scopes{{customer}, {group.begin(), group.end()}};
  for (const std::vector<Index>& scope : scopes) {
    std::vector<OpenPart> parts;
    const Combination found =
        combinations_of(desk, scope, rest, from.movement->booked_on, named, parts);
    if (found.choices.empty()) continue;
    if (!found.sure()) return false;
    std::vector<Index> items = named;
    for (const unsigned position : found.choices.front().parts)
      items.push_back(parts[position].item);
    Evidence evidence;
    evidence.sightings = from.references.sightings;
    evidence.scope = scope;
    evidence.named = named;
    evidence.certificate = found.certificate;
    desk.settle(from, Reason::reference_and_amount, desk.whole(items), std::move(evidence));
    return true;
  }
  return false;
}

}  // namespace facteur::gateway::receivables::matching
