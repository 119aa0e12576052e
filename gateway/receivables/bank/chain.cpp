#include "gateway/receivables/bank/chain.h"

#include <algorithm>
#include <cstdlib>

#include "formats/bank/faults.h"

namespace facteur::gateway::receivables::bank {
namespace {

using formats::bank::Balance;
using formats::bank::Fault;
using formats::bank::Statement;
using formats::bank::Wrong;

// The latest closing balance known that is not of a later day.
std::optional<Balance> last_closing(const std::vector<KnownStatement>& known, formats::Date day) {
  std::optional<Balance> last;
  for (const KnownStatement& statement : known) {
    const auto& closing = statement.closing;
    if (closing && closing->on <= day && (!last || last->on <= closing->on)) last = closing;
  }
  return last;
}

// Does any balance known of that day have this amount? Banks send several statements a day, and
// longer ones that begin where an earlier one began.
bool is_known(const std::vector<KnownStatement>& known, const Balance& balance, formats::Date day) {
  for (const KnownStatement& statement : known)
    for (const auto& other : {statement.opening, statement.closing})
      if (other && other->on == day && other->amount == balance.amount) return true;
  return false;
}

// Two statements of a day whose balances begin alike: that of a bank that sends a day in pieces
// begins where one of them ended.
bool begins_and_ends_as(const Statement& statement, const KnownStatement& known) {
  constexpr std::int64_t most_days_between = 5;  // formats date the opening balance differently
  if (!statement.opening || !statement.closing || !known.opening || !known.closing) return false;
  return known.opening->amount == statement.opening->amount &&
         known.closing->on == statement.closing->on &&
         std::abs(days_between(known.opening->on, statement.opening->on)) <= most_days_between;
}

bool ends_with(const KnownStatement& known, const Balance& balance, formats::Date day) {
  return known.closing && known.closing->on == day && known.closing->amount == balance.amount;
}

}  // namespace

void check_restated(const Statement& statement, const Recognised& recognised,
                    const std::vector<KnownStatement>& statements,
                    const std::vector<KnownMovement>& known, std::vector<Fault>& faults) {
  const bool has_more =
      std::any_of(recognised.movements.begin(), recognised.movements.end(),
                  [](const Verdict& one) { return one.state == State::booked && !one.part_of; });
  if (!has_more || !statement.opening || !statement.closing) return;
  for (const KnownStatement& each : statements)
    if (ends_with(each, *statement.opening, statement.closing->on)) return;
  for (const KnownStatement& each : statements) {
    if (!begins_and_ends_as(statement, each)) continue;
    const bool lacks = std::any_of(known.begin(), known.end(), [&each](const KnownMovement& one) {
      return one.statement == each.id && one.state == State::booked && !one.taken;
    });
    if (!lacks) continue;
    faults.push_back(describe(Wrong::restated, statement.line, each.closing->amount.money(),
                              statement.closing->amount.money()));
    return;
  }
}

void check_chain(const Statement& statement, const std::vector<KnownStatement>& known,
                 std::vector<Fault>& faults, std::vector<Fault>& remarks) {
  if (!statement.opening) return;
  const Balance& opening = *statement.opening;
  const auto last = last_closing(known, opening.on);
  if (!last || is_known(known, opening, last->on) || is_known(known, opening, opening.on)) return;
  const std::string from = last->amount.money(), to = opening.amount.money();
  if (last->on == opening.on) {
    faults.push_back(describe(Wrong::chain, statement.line, from, to));
  } else {
    remarks.push_back(describe(Wrong::gap, statement.line, from, to));
  }
}

}  // namespace facteur::gateway::receivables::bank
