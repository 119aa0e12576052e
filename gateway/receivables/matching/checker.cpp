#include "gateway/receivables/matching/checker.h"

#include <algorithm>
#include <set>

#include "gateway/receivables/matching/by_reference.h"
#include "gateway/receivables/matching/certificate_check.h"
#include "gateway/receivables/matching/payers.h"
#include "gateway/receivables/matching/sighting_check.h"

namespace facteur::gateway::receivables::matching {
namespace {

using formats::bank::Direction;
using formats::bank::Movement;

// What a reason claims, and so what must be there.
struct Claim {
  bool all_seen;      // each item is named in the text
  bool payer_known;   // the payer is known to be of the customer's group
  bool whole_items;   // all that was open of each is settled
  bool whole_amount;  // all of the movement is used
  bool searched;      // a certificate
};

std::optional<Claim> claim_of(Reason reason) {
  switch (reason) {
    case Reason::creditor_reference:
    case Reason::exact_reference:
    case Reason::reference_list:
      return Claim{true, false, true, true, false};
    case Reason::purchase_order:
      return Claim{true, true, true, true, false};
    case Reason::netted_credit:
      return Claim{false, true, true, true, false};
    case Reason::damaged_reference:
      return Claim{true, false, true, true, false};
    case Reason::partial_payment:
    case Reason::short_payment:
      return Claim{true, true, false, true, false};
    case Reason::rounding:
      return Claim{true, true, true, true, false};
    case Reason::over_payment:
      return Claim{true, true, true, false, false};
    case Reason::reference_and_amount:
    case Reason::amount_and_customer:
    case Reason::combination:
    case Reason::due_run:
    case Reason::group_payment:
      return Claim{false, true, true, true, true};
    default:
      return std::nullopt;
  }
}

// Replays a file decision by decision.
class Replay {
 public:
  Replay(const Portfolio& portfolio, std::span<const Movement* const> movements, unsigned exponent,
         const std::vector<Decision>& decisions)
      : portfolio_(portfolio),
        movements_(movements),
        exponent_(exponent),
        decisions_(decisions),
        payers_(portfolio) {
    for (const Item& item : portfolio.items()) open_.push_back(item.open);
  }

  std::vector<Objection> run() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < decisions_.size(); ++i)
      if (decisions_[i].turn > 0)
        order.push_back(i);
      else if (!decisions_[i].shares.empty())
        object(i, "something is settled without a turn");
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return decisions_[a].turn < decisions_[b].turn;
    });
    for (const std::size_t i : order) {
      if (decisions_[i].outcome == Outcome::reopened)
        check_return(i);
      else
        check_receipt(i);
    }
    return std::move(objections_);
  }

 private:
  void object(std::size_t movement, std::string why) {
    objections_.push_back({movement, std::move(why)});
  }

  std::int64_t units_of(std::size_t i) const {
    return movements_[i]->amount.units(exponent_).value_or(0);
  }

  void check_receipt(std::size_t i) {
    const Decision& decision = decisions_[i];
    const auto claim = claim_of(decision.reason);
    if (!claim || movements_[i]->direction != Direction::credit || decision.shares.empty()) {
      object(i, "the rule settles nothing");
      return;
    }
    const Sender sender = payers_.sender_of(*movements_[i]);
    if (!amounts_hold(i, *claim)) object(i, "the amounts do not hold");
    if (!customers_hold(decision)) object(i, "the customers do not hold");
    if (!payer_holds(decision, sender, *claim)) object(i, "the payer does not hold");
    if (!sightings_hold(i, *claim)) object(i, "the texts do not hold");
    if (!rule_holds(i)) object(i, "the rule does not hold");
    if (claim->searched != decision.evidence.certificate.has_value() ||
        (claim->searched && !search_holds(i)))
      object(i, "the certificate does not hold");
    for (const Share& share : decision.shares) open_[share.item] -= share.closed();
    if (decision.reason <= Reason::reference_list &&
        decision.evidence.payer.how != PayerKnownBy::name)
      payers_.learn(sender, *decision.customer);
  }

  bool amounts_hold(std::size_t i, const Claim& claim) const {
    const Decision& decision = decisions_[i];
    std::set<Index> seen;
    std::int64_t used = 0;
    std::size_t rounded = 0;
    for (const Share& share : decision.shares) {
      if (share.item >= open_.size() || !seen.insert(share.item).second) return false;
      const std::int64_t open = open_[share.item];
      if (share.units == 0 || share.open_before != open || (share.units < 0) != (open < 0))
        return false;
      if (std::abs(share.closed()) > std::abs(open)) return false;
      if (claim.whole_items && share.closed() != open) return false;
      if (std::abs(share.rounding) > most_rounding) return false;
      rounded += share.rounding != 0;
      used += share.used();
    }
    if (rounded != (decision.reason == Reason::rounding ? 1u : 0u)) return false;
    const bool whole = used == units_of(i);
    if (used > units_of(i) || whole != (decision.outcome == Outcome::applied)) return false;
    return whole == claim.whole_amount;
  }

  bool customers_hold(const Decision& decision) const {
    const auto customer_of = [this](const Share& share) {
      return portfolio_.items()[share.item].customer;
    };
    if (decision.customer != customer_of(decision.shares.front())) return false;
    return std::all_of(decision.shares.begin(), decision.shares.end(), [&](const Share& share) {
      return portfolio_.same_group(customer_of(share), *decision.customer);
    });
  }

  bool payer_holds(const Decision& decision, const Sender& sender, const Claim& claim) const {
    const PayerEvidence known = payers_.evidence_for(sender, *decision.customer);
    const PayerEvidence& said = decision.evidence.payer;
    if (known.how != said.how || known.customer != said.customer || known.likeness != said.likeness)
      return false;
    return !claim.payer_known || known.how != PayerKnownBy::nothing;
  }

  bool is_seen(const Decision& decision, Index item) const {
    const auto& sightings = decision.evidence.sightings;
    return std::any_of(sightings.begin(), sightings.end(),
                       [item](const Sighting& sighting) { return sighting.item == item; });
  }

  bool sightings_hold(std::size_t i, const Claim& claim) const {
    const Decision& decision = decisions_[i];
    for (const Sighting& sighting : decision.evidence.sightings) {
      const bool settled =
          std::any_of(decision.shares.begin(), decision.shares.end(),
                      [&](const Share& share) { return share.item == sighting.item; });
      if (!settled || !holds(sighting, portfolio_, *movements_[i])) return false;
    }
    return !claim.all_seen ||
           std::all_of(decision.shares.begin(), decision.shares.end(),
                       [&](const Share& share) { return is_seen(decision, share.item); });
  }

  // What tells a rule from those that claim as much.
  bool rule_holds(std::size_t i) const {
    const Decision& decision = decisions_[i];
    const std::size_t count = decision.shares.size();
    const Share& first = decision.shares.front();
    const auto seen_as = [&](How how) {
      return std::any_of(decision.evidence.sightings.begin(), decision.evidence.sightings.end(),
                         [how](const Sighting& sighting) { return sighting.how == how; });
    };
    const std::int64_t missing = first.open_before - first.units;
    const bool damaged = seen_as(How::shortened) || seen_as(How::typo) || seen_as(How::truncated);
    switch (decision.reason) {
      case Reason::creditor_reference:
        return count == 1 && seen_as(How::creditor_reference);
      case Reason::exact_reference:
        return count == 1 && !damaged && !seen_as(How::creditor_reference) &&
               !seen_as(How::purchase_order);
      case Reason::reference_list:
        return count > 1 && !damaged && !seen_as(How::purchase_order);
      case Reason::combination:
        return count > 1 && decision.evidence.scope.size() == 1 && !is_run(i) &&
               decision.evidence.named.empty();
      case Reason::due_run:
        return count > 1 && decision.evidence.scope.size() == 1 && is_run(i) &&
               decision.evidence.named.empty();
      case Reason::group_payment:
        return decision.evidence.scope.size() > 1;
      case Reason::purchase_order:
        return seen_as(How::purchase_order);
      case Reason::damaged_reference:
        return damaged;
      case Reason::partial_payment:
        return count == 1 && missing > 0 && missing * 10 > first.open_before;
      case Reason::short_payment:
        return count == 1 && missing > 0 && missing * 10 <= first.open_before;
      case Reason::netted_credit:
        return nets_only_credit(decision);
      case Reason::amount_and_customer:
        return count == 1 && decision.evidence.scope.size() == 1;
      case Reason::reference_and_amount:
        return !decision.evidence.named.empty() && decision.evidence.named.size() < count;
      default:
        return true;
    }
  }

  bool is_run(std::size_t i) const {
    const Decision& decision = decisions_[i];
    const Searched all =
        searched(decision.evidence.scope, {}, units_of(i), movements_[i]->booked_on);
    std::vector<unsigned> choice;
    for (unsigned part = 0; part < all.parts.size(); ++part)
      for (const Share& share : decision.shares)
        if (share.item == all.parts[part].item) choice.push_back(part);
    return choice.size() == decision.shares.size() && is_due_run(all.parts, choice);
  }

  bool nets_only_credit(const Decision& decision) const {
    bool any = false;
    for (const Share& share : decision.shares) {
      if (is_seen(decision, share.item)) continue;
      if (share.units > 0) return false;
      any = true;
    }
    return any;
  }

  Searched searched(std::span<const Index> customers, const std::vector<Index>& named,
                    std::int64_t amount, formats::Date booked_on) const {
    Searched result{{}, amount, booked_on};
    for (const Index customer : customers)
      for (const Index index : portfolio_.items_of(customer)) {
        const Item& item = portfolio_.items()[index];
        if (open_[index] != 0 && item.issued_on <= booked_on &&
            std::find(named.begin(), named.end(), index) == named.end())
          result.parts.push_back({index, open_[index], item.issued_on, item.due_on});
      }
    std::stable_sort(result.parts.begin(), result.parts.end(),
                     [this](const OpenPart& a, const OpenPart& b) {
                       if (a.due_on != b.due_on) return a.due_on < b.due_on;
                       return portfolio_.items()[a.item].number < portfolio_.items()[b.item].number;
                     });
    return result;
  }

  bool search_holds(std::size_t i) const {
    const Decision& decision = decisions_[i];
    const Evidence& evidence = decision.evidence;
    for (const Index customer : evidence.scope)
      if (customer >= portfolio_.customers().size() ||
          !portfolio_.same_group(customer, *decision.customer))
        return false;
    std::int64_t amount = units_of(i);
    std::vector<Index> chosen;
    for (const Share& share : decision.shares)
      if (std::find(evidence.named.begin(), evidence.named.end(), share.item) ==
          evidence.named.end())
        chosen.push_back(share.item);
      else
        amount -= share.units;
    for (const Index item : evidence.named)
      if (!is_seen(decision, item)) return false;
    const formats::Date day = movements_[i]->booked_on;
    std::vector<Searched> rivals;
    for (const Index customer : evidence.rivals) {
      if (customer >= portfolio_.customers().size()) return false;
      rivals.push_back(searched(std::span(&customer, 1), {}, amount, day));
    }
    return holds(*evidence.certificate, searched(evidence.scope, evidence.named, amount, day),
                 chosen, rivals);
  }

  // The shares of the payment that came back.
  std::optional<std::vector<Share>> settled_before(std::size_t i) const {
    const Decision& decision = decisions_[i];
    std::vector<Share> shares;
    if (decision.returned_movement && !decision.returned_payment) {
      const std::size_t before = *decision.returned_movement;
      if (before >= decisions_.size() || decisions_[before].turn >= decision.turn ||
          units_of(before) != units_of(i) ||
          movements_[before]->booked_on > movements_[i]->booked_on ||
          movements_[before]->direction != Direction::credit ||
          decisions_[before].customer != decision.customer)
        return std::nullopt;
      return decisions_[before].shares;
    }
    if (!decision.returned_payment || *decision.returned_payment >= portfolio_.payments().size())
      return std::nullopt;
    const Payment& payment = portfolio_.payments()[*decision.returned_payment];
    if (payment.units != units_of(i) || payment.booked_on > movements_[i]->booked_on ||
        payment.customer != decision.customer)
      return std::nullopt;
    for (const Settled& settled : payment.settled)
      shares.push_back({settled.item, 0, settled.units, 0});
    return shares;
  }

  void check_return(std::size_t i) {
    const Decision& decision = decisions_[i];
    const auto before = settled_before(i);
    const bool same = before && before->size() == decision.shares.size() &&
                      std::equal(before->begin(), before->end(), decision.shares.begin(),
                                 [this](const Share& was, const Share& is) {
                                   return was.item == is.item && was.units == is.units &&
                                          was.rounding == is.rounding &&
                                          is.open_before == open_[is.item];
                                 });
    if (movements_[i]->direction != Direction::debit || !same) {
      object(i, "the return does not hold");
      return;
    }
    if (!taken_back_.insert({decision.returned_movement, decision.returned_payment}).second)
      object(i, "the payment came back before");
    for (const Share& share : decision.shares) open_[share.item] += share.closed();
  }

  const Portfolio& portfolio_;
  const std::span<const Movement* const> movements_;
  const unsigned exponent_;
  const std::vector<Decision>& decisions_;
  Payers payers_;
  std::vector<std::int64_t> open_;
  std::set<std::pair<std::optional<std::size_t>, std::optional<std::size_t>>> taken_back_;
  std::vector<Objection> objections_;
};

}  // namespace

std::vector<Objection> objections(const Portfolio& portfolio,
                                  std::span<const Movement* const> movements, unsigned exponent,
                                  const std::vector<Decision>& decisions) {
  return Replay(portfolio, movements, exponent, decisions).run();
}

}  // namespace facteur::gateway::receivables::matching
