// What a bank file can have wrong with it, in one table: a stable code, and what a user reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/bank/statement.h"

namespace facteur::formats::bank {

enum class Wrong : std::uint8_t {
  unknown_format,
  empty,
  too_large,           // {0} limit in bytes
  too_many_movements,  // {0} limit
  malformed,           // {0} the parser's words
  length,              // {0} characters found, {1} characters expected
  record,              // {0} what stands there
  order,               // {0} the record, {1} what must come before
  truncated,           // {0} what is missing
  missing,             // {0} the element or column
  date,                // {0} as written
  amount,              // {0} as written
  direction,           // {0} as written
  account,             // {0} as written, {1} of the statement
  currency,            // {0} as written, {1} of the statement
  no_currency,         // of the statement
  balance,             // {0} computed, {1} as written
  decimals,            // {0} as written, {1} of the statement
  period,              // {0} day of the movement, {1} last day of the statement
  batch,               // {0} sum of its transactions, {1} the entry
  restated,            // {0} closing balance known, {1} this closing balance
  chain,               // {0} last closing balance, {1} this opening balance
  column,              // {0} name, asked for by the mapping
  fields,              // {0} how many, {1} how many the heading has
  quote,               // a quoted field that does not end
  intraday,            // camt.052
  too_many,            // faults: the rest is not shown
  // Remarks: nothing is refused for them.
  gap,           // {0} last closing balance, {1} this opening balance
  not_booked,    // {0} status
  qualifier,     // {0} qualifier, {1} its text
  bank_differs,  // {0} as written, {1} of the statement
  clamped,       // {0} as written
  undated,       // {0} the day taken
  not_split,     // {0} how many transactions
};

// The fault, with its arguments in both languages. Foreign text is cut to what is fit to show.
Fault describe(Wrong wrong, std::uint32_t line, std::string_view first = {},
               std::string_view second = {});

// Appends to `reading.faults`; after so many, one more that says so, and then nothing.
inline constexpr std::size_t most_faults = 100;
void add_fault(Reading& reading, Wrong wrong, std::uint32_t line, std::string_view first = {},
               std::string_view second = {});
// The same for `reading.remarks`.
void add_remark(Reading& reading, Wrong wrong, std::uint32_t line, std::string_view first = {},
                std::string_view second = {});

}  // namespace facteur::formats::bank
