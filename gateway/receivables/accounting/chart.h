// The accounts and journals of the books, by what they are for (conf/accounting.toml).
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace facteur::gateway::receivables::accounting {

enum class AccountUse {
  customers,
  doubtful,
  bank,
  suspense,
  opening,
  sales,
  vat,
  sales_to_split,
  rebates,
  fees,
  bank_charges,
  bad_debt,
  write_off,
  gain,
  discount_granted,
  discount_kept,
};
inline constexpr std::size_t account_uses = 16;

enum class JournalUse { sales, opening, bank, other };
inline constexpr std::size_t journal_uses = 4;

struct NamedCode {
  std::string code;  // "411000", "VE"
  std::string name;
};

struct Chart {
  std::array<NamedCode, account_uses> accounts;
  std::array<NamedCode, journal_uses> journals;

  const NamedCode& operator[](AccountUse use) const {
    return accounts[static_cast<std::size_t>(use)];
  }
  const NamedCode& operator[](JournalUse use) const {
    return journals[static_cast<std::size_t>(use)];
  }
};

// What is wrong with a chart, with its file and line.
struct ChartError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws ChartError: a key is missing, unknown or malformed.
Chart parse_chart(std::string_view toml, const std::string& file_name);

Chart standard_chart();

}  // namespace facteur::gateway::receivables::accounting
