// The file of accounting entries that the French tax administration asks for (fichier des écritures
// comptables): Livre des procédures fiscales, article A47 A-1, VII: eighteen fields a line in a
// fixed order, the first line their names; entries in the order of validation, numbered without a
// gap. A period begins with the balances that were carried into it (carried_forward.h).
//
// UTF-8; lines end with CR LF; amounts with a decimal comma; dates YYYYMMDD. Amounts are in euros.
// An entry in another currency is written at the rate given for it, its own amount beside.
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "formats/civil_date.h"
#include "formats/decimal.h"
#include "gateway/receivables/accounting/chart.h"
#include "gateway/store/connection.h"

namespace facteur::gateway::receivables::accounting {

struct FecOptions {
  Chart chart;
  char separator = '\t';                     // or '|'
  std::optional<formats::Date> from, until;  // entries of these days; both may be left out
  // What one euro is in a currency, as the European Central Bank quotes it.
  std::map<std::string, formats::Decimal> rates;
};

struct FecResult {
  std::int64_t entries = 0, lines = 0;
  std::int64_t debit = 0, credit = 0;   // euro cents; always equal
  std::set<std::string> missing_rates;  // currencies; not empty: what was written is no use
};

FecResult write_fec(store::Connection& connection, const std::string& tenant,
                    const FecOptions& options, std::ostream& out);

// "123456789FEC20261231", with or without ".txt": the SIREN, "FEC" and the day on which the year
// ends (A47 A-1, I).
bool is_fec_name(const std::string& file_name, const std::string& siren,
                 const std::optional<formats::Date>& until);

}  // namespace facteur::gateway::receivables::accounting
