#include "gateway/receivables/matching/by_reference.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "gateway/receivables/matching/resemblance.h"
#include "gateway/receivables/matching/subset_sum.h"
#include "gateway/receivables/matching/text.h"
#include "gateway/receivables/matching/vocabulary.h"

namespace facteur::gateway::receivables::matching {
namespace {

constexpr std::size_t most_named = 400;
constexpr std::size_t most_named_to_choose_from = 16;
constexpr std::size_t most_credit_notes = 20;
// Of numbers without letters; longer ones may be those of companies.
constexpr std::size_t shortest_believed = 5, longest_short_number = 8;

// What of the sightings a step believes, the surest first.
enum class Belief { whole, also_doubtful, also_sequences, also_ranges, orders };
constexpr Belief beliefs[] = {Belief::whole, Belief::also_doubtful, Belief::also_sequences,
                              Belief::also_ranges, Belief::orders};

bool believes(Belief belief, const Sighting& sighting) {
  const bool order = sighting.how == How::purchase_order;
  if (belief == Belief::orders || order) return belief == Belief::orders && order;
  if (sighting.how == How::range) return belief >= Belief::also_ranges;
  if (sighting.how == How::sequence) return belief >= Belief::also_sequences;
  return sighting.certain || belief >= Belief::also_doubtful;
}

// Open items of one group that are named.
struct Named {
  std::vector<Index> items;
  std::int64_t sum = 0;
  bool certain = false;  // one of them is named beyond doubt

  void add(Index item, std::int64_t open, bool sure) {
    items.push_back(item);
    sum += open;
    certain = certain || sure;
  }
};

// By group, in order of the first item so that nothing depends on chance.
std::map<Index, Named> named_in(const Desk& desk, const Case& from, Belief belief) {
  std::map<Index, Named> groups;
  for (const Sighting& sighting : from.references.sightings) {
    const std::int64_t open = desk.open(sighting.item);
    if (open == 0 || !believes(belief, sighting)) continue;
    const Index leader = desk.portfolio().leader_of(desk.item(sighting.item).customer);
    groups[leader].add(sighting.item, open, sighting.certain);
  }
  return groups;
}

Evidence evidence_of(const Case& from) {
  Evidence evidence;
  evidence.sightings = from.references.sightings;
  return evidence;
}

Reason reason_of(const Case& from, const std::vector<Index>& items) {
  if (items.size() > 1) return Reason::reference_list;
  for (const Sighting& sighting : from.references.sightings) {
    if (sighting.item != items.front()) continue;
    if (sighting.how == How::creditor_reference) return Reason::creditor_reference;
    if (sighting.how == How::purchase_order) return Reason::purchase_order;
  }
  return Reason::exact_reference;
}

// The payer owes something of exactly this amount itself, and a slip of the pen leads from its
// number to what was written.
bool is_slip_for_own(Desk& desk, const Case& from) {
  for (const PayerEvidence& payer : desk.payers().likely(from.sender))
    for (const OpenPart& part :
         desk.open_parts(std::vector{payer.customer}, from.movement->booked_on)) {
      if (part.open != from.units) continue;
      const std::string own = canonical(desk.item(part.item).number);
      for (const std::string& text : from.references.loose)
        if (text == own || resemblance(text, own)) return true;
    }
  return false;
}

// A short number is believed beside its amount, whoever pays, where no other digits stand
// before it in its word.
bool is_one_short_number(const Case& from, const Named& named) {
  if (named.items.size() != 1) return false;
  for (const Sighting& sighting : from.references.sightings) {
    if (sighting.item != named.items.front() || sighting.how != How::number) continue;
    if (!is_digits(sighting.text) || sighting.text.size() < shortest_believed ||
        sighting.text.size() > longest_short_number)
      return false;
    for (const std::string& text : texts_of(*from.movement))
      for (const Word& word : words_of(text))
        if (word.text.ends_with(sighting.text) && digits_at_end(word.text) == sighting.text.size())
          return true;
  }
  return false;
}

bool settle_sum(Desk& desk, Case& from, const Named& named, Belief belief) {
  if (named.sum != from.units) return false;
  const Index customer = desk.item(named.items.front()).customer;
  const bool agrees = desk.payers().agrees(from.sender, customer);
  if (desk.payers().contradicts(from.sender, customer) &&
      ((!named.certain && !is_one_short_number(from, named)) || belief == Belief::orders ||
       is_slip_for_own(desk, from)))
    return false;
  if (belief == Belief::orders && !agrees) return false;
  const Reason reason =
      belief == Belief::orders ? Reason::purchase_order : reason_of(from, named.items);
  desk.settle(from, reason, desk.whole(named.items), evidence_of(from));
  return true;
}

// Instalments that bear one reference, an order with several invoices, a list that says too much.
bool settle_some(Desk& desk, Case& from, const Named& named, Belief belief) {
  if (named.items.size() < 2 || named.items.size() > most_named_to_choose_from) return false;
  if (!desk.payers().agrees(from.sender, desk.item(named.items.front()).customer)) return false;
  std::vector<std::int64_t> amounts;
  for (const Index item : named.items) amounts.push_back(desk.open(item));
  const SubsetSums sums = subsets_with_sum(amounts, from.units, named.items.size(), 2);
  if (sums.solutions.size() != 1 || !sums.complete) return false;
  std::vector<Index> items;
  for (const unsigned position : sums.solutions.front()) items.push_back(named.items[position]);
  const Reason reason = belief == Belief::orders ? Reason::purchase_order : reason_of(from, items);
  desk.settle(from, reason, desk.whole(items), evidence_of(from));
  return true;
}

// A number too short to be believed from anybody is believed from the very customer who owes it.
bool names_its_own(Desk& desk, const Case& from, const Named& named) {
  const Index customer = desk.item(named.items.front()).customer;
  if (!desk.payers().agrees(from.sender, customer)) return false;
  if (named.certain) return true;
  return std::any_of(from.references.sightings.begin(), from.references.sightings.end(),
                     [&named](const Sighting& each) {
                       return each.item == named.items.front() && each.how <= How::confused &&
                              each.text.size() >= shortest_believed;
                     });
}

// Named invoices less credit notes of the same customer that nobody named.
bool settle_netted(Desk& desk, Case& from, const Named& named) {
  if (named.sum <= from.units || !names_its_own(desk, from, named)) return false;
  if (says_part(*from.movement) && !says_credit_note(*from.movement)) return false;
  const Index customer = desk.item(named.items.front()).customer;
  std::vector<Index> credits;
  std::vector<std::int64_t> amounts;
  for (const OpenPart& part :
       desk.open_parts(desk.portfolio().group_of(customer), from.movement->booked_on)) {
    if (part.open > 0 ||
        std::find(named.items.begin(), named.items.end(), part.item) != named.items.end())
      continue;
    credits.push_back(part.item);
    amounts.push_back(part.open);
  }
  if (credits.size() > most_credit_notes) return false;
  const SubsetSums sums = subsets_with_sum(amounts, from.units - named.sum,
                                           std::min<std::size_t>(credits.size(), 3), 2);
  if (sums.solutions.size() != 1 || !sums.complete) return false;
  std::vector<Index> items = named.items;
  for (const unsigned position : sums.solutions.front()) items.push_back(credits[position]);
  desk.settle(from, Reason::netted_credit, desk.whole(items), evidence_of(from));
  return true;
}

bool settle_rounded(Desk& desk, Case& from, const Named& named) {
  const std::int64_t missing = named.sum - from.units;
  if (missing == 0 || std::abs(missing) > most_rounding || named.sum <= 0) return false;
  if (!names_its_own(desk, from, named)) return false;
  std::vector<Share> shares = desk.whole(named.items);
  // On the largest, which is an invoice and can bear it.
  auto largest = std::max_element(shares.begin(), shares.end(),
                                  [](auto& a, auto& b) { return a.units < b.units; });
  if (largest->units <= most_rounding) return false;
  largest->rounding = missing;
  if (missing > 0) largest->units -= missing;
  desk.settle(from, Reason::rounding, std::move(shares), evidence_of(from));
  return true;
}

}  // namespace

void settle_named_exactly(Desk& desk, Case& from) {
  const std::vector<Sighting>& sightings = from.references.sightings;
  if (sightings.empty() || sightings.size() > most_named) return;
  for (const Belief belief : beliefs)
    for (const auto& [leader, named] : named_in(desk, from, belief))
      if (settle_sum(desk, from, named, belief)) return;
  for (const Belief belief : beliefs)
    for (const auto& [leader, named] : named_in(desk, from, belief)) {
      if (settle_some(desk, from, named, belief)) return;
      if (belief == Belief::orders) continue;
      if (settle_netted(desk, from, named) || settle_rounded(desk, from, named)) return;
    }
}

}  // namespace facteur::gateway::receivables::matching
