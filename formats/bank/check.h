// The arithmetic of statements: opening balance and movements make the closing balance, and a
// statement begins where the one before it, of the same account, ended.
#pragma once

#include "formats/bank/statement.h"

namespace facteur::formats::bank {

// How one statement's opening follows an earlier closing of the account.
enum class Chain {
  sound,
  gap,            // so far apart that statements between them may be missing
  contradiction,  // one of the two balances is wrong
};
Chain chain_of(const Balance& closing, const Balance& opening);

// What a movement adds to the balance.
inline Decimal signed_amount(const Movement& movement) {
  return movement.direction == Direction::credit ? movement.amount : -movement.amount;
}

// Faults BALANCE, CHAIN and PERIOD, remark GAP. What a statement does not say is not checked.
void check_balances(Reading& reading);

// Like the above, and a statement without a balance is a fault: formats in which it must stand.
void check_complete(Reading& reading);

}  // namespace facteur::formats::bank
