// The two fields of MT940 that have a form: the balance and the statement line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/bank/faults.h"
#include "formats/bank/statement.h"

namespace facteur::formats::bank::mt940 {

// :60F: and the like: [CD] YYMMDD currency amount. Some banks leave the currency out.
struct StatedBalance {
  Balance balance;
  std::string currency;
};

// :61: value date, booking date without year, mark, amount, type, references.
struct StatementLine {
  Date value_on, booked_on;
  Direction direction = Direction::credit;
  bool reversal = false;
  bool expected = false;  // EC, ED: announced, not booked
  bool clamped = false;   // the value date is the 30 February of a bank that counts 360 days a year
  Decimal amount;
  std::string type;  // "NTRF"; empty when not said
  std::string owner_reference, bank_reference;
};

// `wrong` says what is, where nothing is returned.
std::optional<StatedBalance> parse_balance(std::string_view text, Wrong& wrong);
std::optional<StatementLine> parse_statement_line(std::string_view text, Wrong& wrong);

}  // namespace facteur::formats::bank::mt940
