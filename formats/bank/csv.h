// Statements as CSV: no standard, so that a mapping says which column is what.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bank/statement.h"

namespace facteur::formats::bank {

// What a column may hold.
enum class CsvColumn {
  booked_on,
  value_on,
  amount,     // signed, or with `direction` beside it
  direction,  // a word that begins with C or D
  debit,
  credit,
  balance,  // of the account after the movement
  account,
  currency,
  payer,
  payer_account,
  remittance,
  label,
  bank_code,
  bank_reference,
  creditor_reference,
  end_to_end_id,
};

// The name of a column in a mapping file: "booked_on".
std::string_view to_string(CsvColumn column);
std::span<const CsvColumn> all_csv_columns();

struct CsvMapping {
  std::string name;
  char separator = '\0';  // '\0': found in the first line
  bool heading = true;    // the first line names the columns
  unsigned skip = 0;      // lines before it
  // Tried in this order: D, M and Y stand for digits, anything else for itself: "DD/MM/YYYY".
  std::vector<std::string> date_formats = {"DD/MM/YYYY", "YYYY-MM-DD"};
  char decimal_sign = ',';
  // Where no column says them. A file may leave its account open: who imports it knows which.
  std::string account, currency;
  // By the names that a column may have, without regard to case; or "3" for the third column.
  std::map<CsvColumn, std::vector<std::string>> columns;
};

// Does the heading of the file have all columns that this mapping needs?
bool fits(std::string_view utf8, const CsvMapping& mapping);

// Pure. `utf8` is the whole file; faults name its lines. Rows of one account that follow each other
// are one statement; it has balances when there is a column for them.
Reading read_csv(std::string_view utf8, const CsvMapping& mapping);

}  // namespace facteur::formats::bank
