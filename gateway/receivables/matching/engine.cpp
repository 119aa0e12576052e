#include "gateway/receivables/matching/engine.h"

#include <algorithm>

#include "gateway/receivables/matching/by_amount.h"
#include "gateway/receivables/matching/by_reference.h"
#include "gateway/receivables/matching/candidates.h"
#include "gateway/receivables/matching/desk.h"
#include "gateway/receivables/matching/returns.h"
#include "gateway/receivables/matching/vocabulary.h"

namespace facteur::gateway::receivables::matching {
namespace {

using formats::bank::Direction;
using formats::bank::Movement;

// One pass over all that waits. `receipts_only`: not for what no customer seems to have sent.
struct Step {
  void (*settle)(Desk&, Case&);
  bool receipts_only;
};
constexpr Step steps[] = {{settle_named_exactly, false},
                          {settle_damaged, true},
                          {settle_named_otherwise, true},
                          {settle_by_amount, true}};

Case case_of(Desk& desk, const Movement& movement, std::size_t position, unsigned exponent) {
  Case from;
  from.position = position;
  from.movement = &movement;
  from.units = movement.amount.units(exponent).value_or(0);
  from.references = references_in(desk.portfolio(), movement);
  from.sender = desk.payers().sender_of(movement);
  from.receipt = !is_no_receipt(movement) || !desk.payers().likely(from.sender).empty();
  return from;
}

bool comes_before(const Case& a, const Case& b) {
  if (a.movement->booked_on != b.movement->booked_on)
    return a.movement->booked_on < b.movement->booked_on;
  return a.position < b.position;
}

void run_steps(Desk& desk, std::vector<Case>& cases) {
  for (Case& from : cases) from.held.reset();
  for (const Step& step : steps)
    for (Case& from : cases) {
      if (from.decided || from.movement->direction != Direction::credit || from.units <= 0)
        continue;
      if (from.receipt || !step.receipts_only) step.settle(desk, from);
    }
}

Reason reason_of_leaving(const Case& from) {
  if (from.held) return *from.held;
  if (from.references.names_unknown) return Reason::unclear_reference;
  if (from.sender.by_name.empty() && from.sender.by_text.empty()) return Reason::unknown_customer;
  return from.decision.candidates.empty() ? Reason::no_match : Reason::ambiguous_amount;
}

void leave(Desk& desk, Case& from) {
  Decision& decision = from.decision;
  if (from.movement->direction == Direction::debit) {
    const bool returned = is_return(*from.movement);
    decision.outcome = returned ? Outcome::unapplied : Outcome::ignored;
    decision.reason = returned ? Reason::returned_unknown : Reason::own_debit;
    return;
  }
  if (!from.receipt) {
    decision.outcome = Outcome::ignored;
    decision.reason = Reason::not_a_receipt;
    return;
  }
  decision.outcome = Outcome::unapplied;
  decision.candidates = candidates_for(desk, from);
  decision.reason = reason_of_leaving(from);
  decision.customer = desk.payers().certain(from.sender);
  if (decision.customer && from.held == Reason::unclear_reference) decision.customer.reset();
  if (decision.customer)
    decision.evidence.payer = desk.payers().evidence_for(from.sender, *decision.customer);
}

}  // namespace

Decisions decide(const Portfolio& portfolio, std::span<const Movement* const> movements,
                 unsigned exponent) {
  Desk desk(portfolio);
  std::vector<Case> cases;
  cases.reserve(movements.size());
  for (std::size_t i = 0; i < movements.size(); ++i)
    cases.push_back(case_of(desk, *movements[i], i, exponent));
  std::sort(cases.begin(), cases.end(), comes_before);
  run_steps(desk, cases);
  // What is open again may be paid again, later in the same file.
  if (reopen_returned(desk, cases)) run_steps(desk, cases);
  Decisions result;
  result.decisions.resize(cases.size());
  for (Case& from : cases) {
    if (!from.decided) leave(desk, from);
    result.decisions[from.position] = std::move(from.decision);
  }
  result.learned = desk.payers().learned();
  return result;
}

}  // namespace facteur::gateway::receivables::matching
