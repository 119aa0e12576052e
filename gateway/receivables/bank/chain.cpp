#include "gateway/receivables/bank/chain.h"

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

}  // namespace

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
