#include "gateway/receivables/matching/desk.h"

#include <algorithm>

namespace facteur::gateway::receivables::matching {
namespace {

// Only what a whole reference and the whole amount say may teach a name.
bool teaches(Reason reason) {
  return reason == Reason::creditor_reference || reason == Reason::exact_reference ||
         reason == Reason::reference_list;
}

}  // namespace

Desk::Desk(const Portfolio& portfolio) : portfolio_(portfolio), payers_(portfolio) {
  open_.reserve(portfolio.items().size());
  for (const Item& item : portfolio.items()) open_.push_back(item.open);
}

std::vector<OpenPart> Desk::open_parts(std::span<const Index> customers, formats::Date by) const {
  std::vector<OpenPart> parts;
  for (const Index customer : customers)
    for (const Index index : portfolio_.items_of(customer))
      if (open_[index] != 0 && item(index).issued_on <= by)
        parts.push_back({index, open_[index], item(index).issued_on, item(index).due_on});
  if (customers.size() > 1)
    std::stable_sort(parts.begin(), parts.end(), [this](const OpenPart& a, const OpenPart& b) {
      if (a.due_on != b.due_on) return a.due_on < b.due_on;
      return item(a.item).number < item(b.item).number;
    });
  return parts;
}

std::vector<Share> Desk::whole(std::span<const Index> items) const {
  std::vector<Share> shares;
  for (const Index index : items) shares.push_back({index, open_[index], open_[index], 0});
  return shares;
}

void Desk::settle(Case& from, Reason reason, std::vector<Share> shares, Evidence evidence) {
  std::int64_t taken = 0;
  for (const Share& share : shares) {
    open_[share.item] -= share.closed();
    taken += share.used();
  }
  const Index customer = item(shares.front().item).customer;
  evidence.payer = payers_.evidence_for(from.sender, customer);
  if (teaches(reason) && evidence.payer.how != PayerKnownBy::name)
    payers_.learn(from.sender, customer);
  std::erase_if(evidence.sightings, [&shares](const Sighting& sighting) {
    return std::none_of(shares.begin(), shares.end(),
                        [&](const Share& share) { return share.item == sighting.item; });
  });
  Decision& decision = from.decision;
  decision.outcome = taken == from.units ? Outcome::applied : Outcome::partly_applied;
  decision.reason = reason;
  decision.customer = customer;
  decision.shares = std::move(shares);
  decision.evidence = std::move(evidence);
  decision.turn = ++turn_;
  from.decided = true;
}

void Desk::reopen(Case& from, std::vector<Share> shares) {
  for (Share& share : shares) {
    share.open_before = open_[share.item];
    open_[share.item] += share.closed();
  }
  from.decision.outcome = Outcome::reopened;
  from.decision.reason = Reason::returned_payment;
  from.decision.shares = std::move(shares);
  from.decision.turn = ++turn_;
  from.decided = true;
}

}  // namespace facteur::gateway::receivables::matching
