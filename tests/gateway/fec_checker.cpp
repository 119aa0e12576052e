#include "tests/gateway/fec_checker.h"

#include <algorithm>
#include <optional>
#include <sstream>

#include "formats/civil_date.h"

namespace facteur::gateway::test {
namespace {

const std::vector<std::string> names = {
    "JournalCode", "JournalLib",  "EcritureNum", "EcritureDate", "CompteNum",     "CompteLib",
    "CompAuxNum",  "CompAuxLib",  "PieceRef",    "PieceDate",    "EcritureLib",   "Debit",
    "Credit",      "EcritureLet", "DateLet",     "ValidDate",    "Montantdevise", "Idevise"};

const std::string required[] = {"JournalCode", "JournalLib", "EcritureNum", "EcritureDate",
                                "CompteNum",   "CompteLib",  "PieceRef",    "PieceDate",
                                "EcritureLib", "ValidDate"};

std::vector<std::string> parts(const std::string& line, char separator) {
  std::vector<std::string> fields(1);
  for (const char c : line)
    if (c == separator)
      fields.emplace_back();
    else
      fields.back() += c;
  return fields;
}

bool is_date(const std::string& text) {
  return text.size() == 8 &&
         formats::Date::parse(text.substr(0, 4) + '-' + text.substr(4, 2) + '-' + text.substr(6))
             .has_value();
}

// "1234,56": two decimals, no thousands, no sign.
std::optional<std::int64_t> cents(const std::string& text) {
  const auto comma = text.find(',');
  if (comma == std::string::npos || comma == 0 || text.size() != comma + 3) return std::nullopt;
  std::string digits = text;
  digits.erase(comma, 1);
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  return std::stoll(digits);
}

struct Checker {
  FecReport report;
  std::size_t at = 1;
  std::map<std::string, std::int64_t> by_entry;
  std::string last_entry;
  std::int64_t last_number = 0;

  void fault(const std::string& what) {
    report.faults.push_back("line " + std::to_string(at) + ": " + what);
  }

  void take(const std::vector<std::string>& values) {
    FecLine line;
    for (std::size_t i = 0; i < names.size(); ++i) line.fields[names[i]] = values[i];
    auto& f = line.fields;
    for (const std::string& name : required)
      if (f[name].empty()) fault(name + " is empty");
    for (const char* name : {"EcritureDate", "PieceDate", "ValidDate"})
      if (!is_date(f[name])) fault(std::string(name) + " is no date: " + f[name]);
    if (f["EcritureLet"].empty() != f["DateLet"].empty()) fault("a code without its date");
    if (!f["DateLet"].empty() && !is_date(f["DateLet"])) fault("DateLet is no date");
    if (f["Montantdevise"].empty() != f["Idevise"].empty()) fault("an amount without currency");
    if (f["CompAuxNum"].empty() != f["CompAuxLib"].empty()) fault("a third party half named");
    const auto debit = cents(f["Debit"]), credit = cents(f["Credit"]);
    if (!debit || !credit) fault("an amount is malformed");
    if (debit && credit && *debit != 0 && *credit != 0) fault("both debit and credit");
    const std::string account = f["CompteNum"].substr(0, 3);
    if (account.size() != 3 || !std::all_of(account.begin(), account.end(), ::isdigit))
      fault("CompteNum does not begin with three digits");
    line.debit = debit.value_or(0);
    line.credit = credit.value_or(0);
    by_entry[f["EcritureNum"]] += line.debit - line.credit;
    follow_number(f["EcritureNum"]);
    report.lines.push_back(std::move(line));
  }

  void follow_number(const std::string& number) {
    if (number == last_entry) return;
    last_entry = number;
    if (std::stoll(number) != last_number + 1) fault("EcritureNum leaves a gap: " + number);
    last_number = std::stoll(number);
  }
};

}  // namespace

std::int64_t FecReport::balance(const std::string& account) const {
  std::int64_t sum = 0;
  for (const FecLine& line : lines)
    if (line.fields.at("CompteNum").starts_with(account)) sum += line.debit - line.credit;
  return sum;
}

FecReport check_fec(const std::string& text) {
  Checker checker;
  std::istringstream stream(text);
  std::string line;
  char separator = '\t';
  while (std::getline(stream, line)) {
    if (line.empty() || line.back() != '\r') checker.fault("does not end with CR LF");
    if (!line.empty()) line.pop_back();
    if (checker.at == 1) {
      separator = line.find('\t') != std::string::npos ? '\t' : '|';
      if (parts(line, separator) != names) checker.fault("not the eighteen names in their order");
    } else if (const auto values = parts(line, separator); values.size() == names.size()) {
      checker.take(values);
    } else {
      checker.fault(std::to_string(values.size()) + " fields");
    }
    ++checker.at;
  }
  for (const auto& [entry, sum] : checker.by_entry)
    if (sum != 0) checker.report.faults.push_back("entry " + entry + " is not balanced");
  return std::move(checker.report);
}

}  // namespace facteur::gateway::test
