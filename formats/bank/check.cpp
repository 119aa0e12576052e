#include "formats/bank/check.h"

#include <map>
#include <utility>

#include "formats/bank/faults.h"

namespace facteur::formats::bank {
namespace {

// A weekend with holidays around: no bank is closed longer.
constexpr std::int64_t most_days_closed = 5;

std::string shown(Decimal amount) {
  return amount.scale() <= 2 ? amount.money() : amount.to_string();
}

// A movement is booked in the days of its statement, but for corrections, and a published example
// that spans a year and a half.
constexpr std::int64_t most_days_outside = 731;

void check_days(Reading& reading, const Statement& statement) {
  if (!statement.opening || !statement.closing) return;
  for (const Movement& movement : statement.movements) {
    if (movement.booked_on == Date()) continue;  // a fault of its own
    if (days_between(movement.booked_on, statement.opening->on) > most_days_outside ||
        days_between(statement.closing->on, movement.booked_on) > most_days_outside)
      add_fault(reading, Wrong::period, movement.line, movement.booked_on.to_string(),
                statement.closing->on.to_string());
  }
}

void check_sum(Reading& reading, const Statement& statement) {
  if (!statement.opening || !statement.closing) return;
  MaybeDecimal sum = statement.opening->amount;
  for (const Movement& movement : statement.movements) sum = sum + signed_amount(movement);
  if (sum == statement.closing->amount) return;
  add_fault(reading, Wrong::balance, statement.line, sum ? shown(*sum) : "?",
            shown(statement.closing->amount));
}

}  // namespace

Chain chain_of(const Balance& closing, const Balance& opening) {
  if (closing.amount == opening.amount) return Chain::sound;
  return days_between(closing.on, opening.on) <= most_days_closed ? Chain::contradiction
                                                                  : Chain::gap;
}

void check_balances(Reading& reading) {
  std::map<std::pair<std::string, std::string>, const Statement*> last;
  for (const Statement& statement : reading.statements) {
    check_sum(reading, statement);
    check_days(reading, statement);
    const Statement*& before = last[{statement.account, statement.currency}];
    if (before != nullptr && before->closing && statement.opening) {
      const Chain chain = chain_of(*before->closing, *statement.opening);
      const std::string from = shown(before->closing->amount);
      const std::string to = shown(statement.opening->amount);
      if (chain == Chain::contradiction) add_fault(reading, Wrong::chain, statement.line, from, to);
      if (chain == Chain::gap) add_remark(reading, Wrong::gap, statement.line, from, to);
    }
    before = &statement;
  }
}

void check_complete(Reading& reading) {
  for (const Statement& statement : reading.statements) {
    if (!statement.opening) add_fault(reading, Wrong::missing, statement.line, "opening balance");
    if (!statement.closing) add_fault(reading, Wrong::missing, statement.line, "closing balance");
  }
  check_balances(reading);
}

}  // namespace facteur::formats::bank
