#include "gateway/receivables/matching/returns.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "gateway/receivables/matching/resemblance.h"
#include "gateway/receivables/matching/text.h"
#include "gateway/receivables/matching/vocabulary.h"

namespace facteur::gateway::receivables::matching {
namespace {

using formats::Date;
using formats::bank::Direction;

constexpr std::int64_t most_days_later = 430;  // a direct debit can be contested for 13 months

// A payment that may have come back.
struct Earlier {
  std::optional<std::size_t> in_file;  // index among the cases
  std::size_t in_portfolio = 0;
  Date booked_on;
  std::optional<Index> customer;
  std::string payer;
  std::string end_to_end_id;
  std::vector<Share> settled;
};

class Returns {
 public:
  Returns(Desk& desk, std::vector<Case>& cases) : desk_(desk), cases_(cases) {
    for (std::size_t i = 0; i < desk.portfolio().payments().size(); ++i) {
      const Payment& payment = desk.portfolio().payments()[i];
      Earlier earlier{std::nullopt,          i, payment.booked_on, payment.customer, payment.payer,
                      payment.end_to_end_id, {}};
      for (const Settled& settled : payment.settled)
        earlier.settled.push_back({settled.item, 0, settled.units, 0});
      by_amount_[payment.units].push_back(std::move(earlier));
    }
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const Case& from = cases[i];
      if (from.movement->direction == Direction::credit && from.decided)
        by_amount_[from.units].push_back({i, 0, from.movement->booked_on, from.decision.customer,
                                          from.sender.name, from.movement->end_to_end_id,
                                          from.decision.shares});
      if (from.decided && from.decision.outcome == Outcome::reopened) forget(from.decision);
    }
  }

  bool run() {
    bool any = false;
    for (Case& from : cases_) {
      if (from.decided || !is_return(*from.movement)) continue;
      const Earlier* found = find(from);
      if (found == nullptr) continue;
      from.decision.customer = found->customer;
      if (found->in_file)
        from.decision.returned_movement = cases_[*found->in_file].position;
      else
        from.decision.returned_payment = found->in_portfolio;
      from.decision.evidence.sightings = sightings_of(from, *found);
      if (found->customer)
        from.decision.evidence.payer = desk_.payers().evidence_for(from.sender, *found->customer);
      desk_.reopen(from, found->settled);
      forget(from.decision);
      any = true;
    }
    return any;
  }

 private:
  // A payment comes back once.
  void forget(const Decision& decision) {
    if (decision.returned_movement) file_gone_.insert(*decision.returned_movement);
    if (decision.returned_payment) portfolio_gone_.insert(*decision.returned_payment);
  }

  bool is_gone(const Earlier& earlier) const {
    return earlier.in_file ? file_gone_.count(cases_[*earlier.in_file].position) > 0
                           : portfolio_gone_.count(earlier.in_portfolio) > 0;
  }

  // Items of the payment that the return names.
  std::vector<Sighting> sightings_of(const Case& from, const Earlier& earlier) const {
    std::vector<Sighting> found;
    for (const Share& share : earlier.settled) {
      for (const Sighting& sighting : from.references.sightings)
        if (sighting.item == share.item) found.push_back(sighting);
      if (!found.empty() && found.back().item == share.item) continue;
      const std::string number = canonical(desk_.item(share.item).number);
      for (const std::string& text : from.references.loose)
        if (const auto like = resemblance(text, number); like && like->kept >= 4) {
          found.push_back({share.item, like->how, text, false});
          break;
        }
    }
    return found;
  }

  // Numbers of one year are alike: a whole one outweighs any that only resembles.
  static unsigned strength_of_number(const std::vector<Sighting>& sightings) {
    const bool whole =
        std::any_of(sightings.begin(), sightings.end(),
                    [](const Sighting& sighting) { return sighting.how <= How::confused; });
    return whole ? 8 : sightings.empty() ? 0 : 4;
  }

  unsigned strength(const Case& from, const Earlier& earlier) const {
    unsigned sum = strength_of_number(sightings_of(from, earlier));
    const std::string& id = from.movement->end_to_end_id;
    if (!id.empty() && id == earlier.end_to_end_id) sum += 4;
    const bool same_name = !from.sender.name.empty() && from.sender.name == earlier.payer;
    if (same_name || (earlier.customer && desk_.payers().agrees(from.sender, *earlier.customer)))
      sum += 3;
    return sum;
  }

  const Earlier* find(const Case& from) const {
    const auto same = by_amount_.find(from.units);
    if (same == by_amount_.end()) return nullptr;
    const Earlier* best = nullptr;
    unsigned best_strength = 2;
    bool alone = true;
    for (const Earlier& earlier : same->second) {
      const std::int64_t days = formats::days_between(earlier.booked_on, from.movement->booked_on);
      if (days < 0 || days > most_days_later || is_gone(earlier)) continue;
      const unsigned each = strength(from, earlier);
      if (each == best_strength) alone = false;
      if (each <= best_strength) continue;
      best = &earlier;
      best_strength = each;
      alone = true;
    }
    return alone ? best : nullptr;
  }

  Desk& desk_;
  std::vector<Case>& cases_;
  std::unordered_map<std::int64_t, std::vector<Earlier>> by_amount_;
  std::set<std::size_t> file_gone_, portfolio_gone_;
};

}  // namespace

bool reopen_returned(Desk& desk, std::vector<Case>& cases) {
  const bool any = std::any_of(cases.begin(), cases.end(), [](const Case& each) {
    return !each.decided && is_return(*each.movement);
  });
  return any && Returns(desk, cases).run();
}

}  // namespace facteur::gateway::receivables::matching
