#include "gateway/receivables/cash_application.h"

#include <algorithm>
#include <map>

#include "gateway/receivables/cash_portfolio.h"
#include "gateway/receivables/cash_posting.h"
#include "gateway/receivables/matching/engine.h"
#include "gateway/receivables/matching/reasons.h"
#include "gateway/receivables/matching/vocabulary.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using formats::bank::Movement;
using matching::Decision;
using matching::Portfolio;
using matching::Reason;

// The movements of one currency, and where they stand among all.
struct Batch {
  std::vector<std::size_t> places;
  std::vector<const Movement*> movements;
};

PortfolioQuestion question_for(const std::string& tenant, const std::string& currency,
                               const Batch& batch) {
  PortfolioQuestion question{tenant, currency, batch.movements.front()->booked_on, {}};
  for (const Movement* movement : batch.movements) {
    question.first_day = std::min(question.first_day, movement->booked_on);
    const auto units = movement->amount.units(exponent_of(currency));
    if (units && matching::is_return(*movement)) question.returned.push_back(*units);
  }
  std::sort(question.returned.begin(), question.returned.end());
  question.returned.erase(std::unique(question.returned.begin(), question.returned.end()),
                          question.returned.end());
  return question;
}

// Those that change what is open in the order in which they were decided, then the others.
std::vector<std::size_t> posting_order(const std::vector<Decision>& decisions) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < decisions.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&decisions](std::size_t a, std::size_t b) {
    return decisions[a].turn - 1 < decisions[b].turn - 1;  // 0, "never", comes last
  });
  return order;
}

void refuse(Decision& decision) {
  decision.outcome = Outcome::unapplied;
  decision.reason = Reason::not_posted;
  matching::Candidate candidate{*decision.customer, {}, 900, Reason::not_posted};
  for (const matching::Share& share : decision.shares) candidate.items.push_back(share.item);
  decision.candidates = {candidate};
  decision.shares.clear();
  decision.customer.reset();
}

// Decides and posts the movements of one currency.
class Application {
 public:
  Application(store::Transaction& transaction, const std::string& tenant,
              const std::string& currency, const std::vector<StoredMovement>& all,
              const Batch& batch)
      : portfolio_(load_portfolio(transaction.sql(), question_for(tenant, currency, batch))),
        posting_(transaction, tenant, portfolio_, currency),
        exponent_(exponent_of(currency)),
        all_(all),
        batch_(batch) {}

  void run(std::vector<MovementOutcome>& outcomes) {
    matching::Decisions decided = matching::decide(portfolio_, batch_.movements, exponent_);
    for (const std::size_t i : posting_order(decided.decisions)) write(i, decided.decisions[i]);
    for (std::size_t i = 0; i < batch_.places.size(); ++i)
      outcomes[batch_.places[i]] = outcome_of(decided.decisions[i]);
    for (const matching::AliasUse& use : decided.learned)
      posting_.keep_alias(use, batch_.movements.back()->booked_on);
  }

 private:
  void write(std::size_t i, Decision& decision) {
    const Movement& movement = *batch_.movements[i];
    const std::int64_t id = all_[batch_.places[i]].id;
    if (decision.returned_movement)
      posting_.take_back(all_[batch_.places[*decision.returned_movement]].id, movement);
    else if (decision.returned_payment)
      posting_.take_back(portfolio_.payments()[*decision.returned_payment].id, movement);
    else if (decision.customer && movement.direction == formats::bank::Direction::credit &&
             !posting_.post(id, movement, decision))
      refuse(decision);
    posting_.keep(id, movement, movement.amount.units(exponent_).value_or(0), decision);
  }

  MovementOutcome outcome_of(const Decision& decision) const {
    MovementOutcome outcome;
    outcome.outcome = decision.outcome;
    if (decision.customer) outcome.customer = portfolio_.customers()[*decision.customer].key;
    for (const matching::Share& share : decision.shares)
      outcome.allocations.push_back({portfolio_.items()[share.item].number, share.units});
    outcome.code = to_string(decision.reason);
    outcome.reason = text_of(decision.reason);
    for (const matching::Candidate& from : decision.candidates) {
      Candidate candidate;
      candidate.customer = portfolio_.customers()[from.customer].key;
      for (const matching::Index item : from.items)
        candidate.numbers.push_back(portfolio_.items()[item].number);
      candidate.score = static_cast<int>(from.score);
      candidate.reason = text_of(from.reason);
      outcome.candidates.push_back(std::move(candidate));
    }
    return outcome;
  }

  const Portfolio portfolio_;
  CashPosting posting_;
  const unsigned exponent_;
  const std::vector<StoredMovement>& all_;
  const Batch& batch_;
};

}  // namespace

std::string_view to_string(Outcome outcome) {
  return matching::to_string(outcome);
}

std::vector<MovementOutcome> apply_movements(store::Transaction& transaction,
                                             const std::string& tenant,
                                             const std::vector<StoredMovement>& movements) {
  std::map<std::string, Batch> batches;
  for (std::size_t i = 0; i < movements.size(); ++i) {
    Batch& batch = batches[movements[i].movement.currency];
    batch.places.push_back(i);
    batch.movements.push_back(&movements[i].movement);
  }
  std::vector<MovementOutcome> outcomes(movements.size());
  for (const auto& [currency, batch] : batches)
    Application(transaction, tenant, currency, movements, batch).run(outcomes);
  return outcomes;
}

}  // namespace facteur::gateway::receivables
