// Named items, and an amount that is not theirs.
#include <algorithm>

#include "gateway/receivables/matching/by_amount.h"
#include "gateway/receivables/matching/by_reference.h"
#include "gateway/receivables/matching/text.h"
#include "gateway/receivables/matching/vocabulary.h"

namespace facteur::gateway::receivables::matching {
namespace {

// Less than this share of what is open is missing: a deduction rather than a first part.
constexpr std::int64_t short_by_at_most = 10;  // percent

constexpr std::size_t shortest_doubtful = 5, shortest_with_letter = 2;

struct Named {
  std::vector<Index> open, settled;
  std::int64_t sum = 0;
  bool certain = false;
  bool one_group = true;
  bool agrees = true;    // the payer, with the customer of each
  bool possible = true;  // nothing says that the payer is another customer
};

// Digits alone may be part of another number: then the payer must not be known for a better one.
bool payer_agrees(Desk& desk, const Case& from, const Sighting& sighting) {
  const Index customer = desk.item(sighting.item).customer;
  return has_letter(sighting.text) ? desk.payers().agrees(from.sender, customer)
                                   : desk.payers().may_be(from.sender, customer);
}

// A doubtful text says something where it names an item of the very customer who pays.
bool counts(Desk& desk, const Case& from, const Sighting& sighting) {
  if (sighting.how == How::purchase_order || sighting.how == How::range) return false;
  if (sighting.certain) return true;
  const std::size_t shortest = sighting.how == How::sequence ? 1
                               : has_letter(sighting.text)   ? shortest_with_letter
                                                             : shortest_doubtful;
  return sighting.text.size() >= shortest && payer_agrees(desk, from, sighting);
}

Named named_in(Desk& desk, const Case& from) {
  Named named;
  std::optional<Index> leader;
  for (const Sighting& sighting : from.references.sightings) {
    if (!counts(desk, from, sighting)) continue;
    const Index group = desk.portfolio().leader_of(desk.item(sighting.item).customer);
    if (leader && *leader != group) named.one_group = false;
    leader = group;
    named.certain = true;
    named.agrees = named.agrees && payer_agrees(desk, from, sighting);
    named.possible = named.possible &&
                     !desk.payers().contradicts(from.sender, desk.item(sighting.item).customer);
    (desk.open(sighting.item) != 0 ? named.open : named.settled).push_back(sighting.item);
    named.sum += desk.open(sighting.item);
  }
  return named;
}

Evidence evidence_of(const Case& from) {
  Evidence evidence;
  evidence.sightings = from.references.sightings;
  return evidence;
}

// Another document of the group has exactly this amount: reference and amount contradict each
// other.
bool amount_points_elsewhere(const Desk& desk, const Case& from, const Named& named) {
  const auto group = desk.portfolio().group_of(desk.item(named.open.front()).customer);
  for (const OpenPart& part : desk.open_parts(group, from.movement->booked_on))
    if (part.open == from.units &&
        std::find(named.open.begin(), named.open.end(), part.item) == named.open.end())
      return true;
  return false;
}

void settle_part(Desk& desk, Case& from, const Named& named) {
  if (named.open.size() != 1) {
    from.held = Reason::unclear_reference;
    return;
  }
  // A deducted credit note is not found, or more than one could be meant.
  if (says_credit_note(*from.movement)) {
    from.held = Reason::unclear_reference;
    return;
  }
  const Index item = named.open.front();
  const std::int64_t open = desk.open(item), missing = open - from.units;
  const Reason reason =
      missing * 100 <= open * short_by_at_most ? Reason::short_payment : Reason::partial_payment;
  desk.settle(from, reason, {{item, open, from.units, 0}}, evidence_of(from));
}

}  // namespace

void settle_named_otherwise(Desk& desk, Case& from) {
  // What came before it in this file may have left just this much.
  settle_named_exactly(desk, from);
  if (from.decided) return;
  const Named named = named_in(desk, from);
  if (named.open.empty() && named.settled.empty()) return;
  if (named.open.empty()) {
    // Somebody else's settled number is a slip; one that may be the sender's own says: paid twice.
    if (named.certain && (named.agrees || named.possible)) from.held = Reason::duplicate_payment;
    return;
  }
  if (!named.one_group || !named.agrees || !named.certain || named.sum <= 0) {
    if (named.certain) from.held = Reason::unclear_reference;
    return;
  }
  if (named.sum < from.units && settle_rest(desk, from, named.open)) return;
  if (amount_points_elsewhere(desk, from, named)) {
    from.held = Reason::unclear_reference;
    return;
  }
  if (named.sum < from.units)
    desk.settle(from, Reason::over_payment, desk.whole(named.open), evidence_of(from));
  else
    settle_part(desk, from, named);
}

}  // namespace facteur::gateway::receivables::matching
