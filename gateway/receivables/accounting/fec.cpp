#include "gateway/receivables/accounting/fec.h"

#include <algorithm>
#include <ostream>
#include <unordered_map>

#include "gateway/receivables/accounting/carried_forward.h"
#include "gateway/receivables/accounting/journal.h"
#include "gateway/receivables/ledger.h"
#include "gateway/receivables/lettering.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables::accounting {
namespace {

using formats::Date;
using formats::Decimal;

constexpr std::string_view fields[] = {
    "JournalCode", "JournalLib",  "EcritureNum", "EcritureDate", "CompteNum",     "CompteLib",
    "CompAuxNum",  "CompAuxLib",  "PieceRef",    "PieceDate",    "EcritureLib",   "Debit",
    "Credit",      "EcritureLet", "DateLet",     "ValidDate",    "Montantdevise", "Idevise"};

constexpr unsigned euro_decimals = 2;

std::string compact(Date date) {
  std::string text = date.to_string();
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

// A field holds neither separators nor line ends.
std::string plain(const std::string& text) {
  std::string field = text;
  for (char& c : field)
    if (static_cast<unsigned char>(c) < 0x20 || c == '|') c = ' ';
  return field.empty() ? "-" : field;
}

std::string amount_of(std::int64_t units, unsigned exponent) {
  std::string text = decimal_of(units, exponent);
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

// Units of the currency as euro cents, half up.
std::int64_t in_euros(std::int64_t units, unsigned exponent, const Decimal& rate) {
  const auto scaled = rate.units(6).value_or(1'000'000);
  __int128 numerator = static_cast<__int128>(units < 0 ? -units : units) * 1'000'000;
  for (unsigned i = exponent; i < euro_decimals; ++i) numerator *= 10;
  __int128 denominator = scaled;
  for (unsigned i = euro_decimals; i < exponent; ++i) denominator *= 10;
  const auto cents = static_cast<std::int64_t>((2 * numerator + denominator) / (2 * denominator));
  return units < 0 ? -cents : cents;
}

class Writer {
 public:
  Writer(store::Connection& connection, const FecOptions& options, std::ostream& out)
      : connection_(connection), options_(options), out_(out) {
    std::size_t i = 0;
    for (const auto field : fields)
      out_ << (i++ ? std::string(1, options_.separator) : "") << field;
    out_ << "\r\n";
  }

  bool is_before(const Entry& entry) const { return options_.from && entry.on < *options_.from; }
  bool is_within(const Entry& entry) const {
    return !is_before(entry) && !(options_.until && entry.on > *options_.until);
  }

  // The lettering code of an item of an account, where its group is whole.
  std::string code_of(std::int64_t account, std::int64_t item) {
    const Letter* letter = letter_of(account, item);
    return letter ? letter->code : "";
  }

  void put(const Entry& entry) {
    const auto euros = euros_of(entry);
    if (!euros) return;
    ++result_.entries;
    for (std::size_t i = 0; i < entry.lines.size(); ++i)
      if ((*euros)[i] != 0 || entry.lines[i].units != 0) write(entry, entry.lines[i], (*euros)[i]);
  }

  const FecResult& result() const { return result_; }

 private:
  // Each line in euro cents; the last takes what rounding leaves, so that the entry is balanced.
  std::optional<std::vector<std::int64_t>> euros_of(const Entry& entry) {
    std::vector<std::int64_t> euros;
    if (entry.currency == "EUR") {
      for (const EntryLine& line : entry.lines) euros.push_back(line.units);
      return euros;
    }
    const auto rate = options_.rates.find(entry.currency);
    if (rate == options_.rates.end()) {
      result_.missing_rates.insert(entry.currency);
      return std::nullopt;
    }
    std::int64_t sum = 0;
    for (const EntryLine& line : entry.lines) {
      euros.push_back(in_euros(line.units, entry.exponent, rate->second));
      sum += euros.back();
    }
    euros.back() -= sum;
    return euros;
  }

  const Letter* letter_of(std::int64_t account, std::int64_t item) {
    const auto [letters, added] = letters_.try_emplace(account);
    if (added) letters->second = lettering_of(connection_, account);
    const auto found = letters->second.find(item);
    return found != letters->second.end() && found->second.whole ? &found->second : nullptr;
  }

  // Codes are counted by customer and currency; in the file one account stands for all currencies.
  static std::string written_code(const Entry& entry, const Letter& letter) {
    return entry.currency == "EUR" ? letter.code : entry.currency + letter.code;
  }

  void write(const Entry& entry, const EntryLine& line, std::int64_t euros) {
    const NamedCode& journal = options_.chart[entry.journal];
    const NamedCode& account = options_.chart[line.account];
    const Letter* letter = line.item ? letter_of(entry.account, *line.item) : nullptr;
    const bool foreign = entry.currency != "EUR";
    const std::string row[] = {journal.code,
                               plain(journal.name),
                               std::to_string(result_.entries),
                               compact(entry.on),
                               account.code,
                               plain(account.name),
                               line.item ? plain(entry.customer_key) : "",
                               line.item ? plain(entry.customer_name) : "",
                               plain(entry.piece),
                               compact(entry.piece_on),
                               plain(entry.label),
                               amount_of(std::max<std::int64_t>(euros, 0), euro_decimals),
                               amount_of(std::max<std::int64_t>(-euros, 0), euro_decimals),
                               letter ? written_code(entry, *letter) : "",
                               letter ? compact(letter->on) : "",
                               compact(*Date::parse(paris_day(entry.known_at))),
                               foreign ? amount_of(line.units, entry.exponent) : "",
                               foreign ? entry.currency : ""};
    std::size_t i = 0;
    for (const std::string& field : row)
      out_ << (i++ ? std::string(1, options_.separator) : "") << field;
    out_ << "\r\n";
    ++result_.lines;
    (euros > 0 ? result_.debit : result_.credit) += euros > 0 ? euros : -euros;
  }

  store::Connection& connection_;
  const FecOptions& options_;
  std::ostream& out_;
  FecResult result_;
  std::unordered_map<std::int64_t, std::map<std::int64_t, Letter>> letters_;  // by account
};

// Validated no later than what follows, as entries stand in the order of validation.
void carry_forward(store::Connection& connection, const std::string& tenant,
                   const FecOptions& options, Writer& writer) {
  CarriedForward carried;
  Instant known_at = end_of_day(*options.from);
  each_entry(connection, tenant, [&](const Entry& entry) {
    if (writer.is_before(entry)) carried.take(entry, options.chart);
    if (writer.is_within(entry))
      known_at.microseconds = std::min(known_at.microseconds, entry.known_at.microseconds);
  });
  const auto code_of = [&](std::int64_t account, std::int64_t item) {
    return writer.code_of(account, item);
  };
  for (const Entry& entry : carried.entries(*options.from, known_at, code_of)) writer.put(entry);
}

}  // namespace

FecResult write_fec(store::Connection& connection, const std::string& tenant,
                    const FecOptions& options, std::ostream& out) {
  Writer writer(connection, options, out);
  if (options.from) carry_forward(connection, tenant, options, writer);
  each_entry(connection, tenant, [&](const Entry& entry) {
    if (writer.is_within(entry)) writer.put(entry);
  });
  return writer.result();
}

bool is_fec_name(const std::string& file_name, const std::string& siren,
                 const std::optional<Date>& until) {
  std::string stem = file_name;
  if (const auto dot = stem.find('.'); dot != std::string::npos) stem.erase(dot);
  const std::string head = siren + "FEC";
  if (!stem.starts_with(head) || stem.size() != head.size() + 8) return false;
  const std::string day = stem.substr(head.size());
  const auto date = Date::parse(day.substr(0, 4) + '-' + day.substr(4, 2) + '-' + day.substr(6, 2));
  return date && (!until || *date == *until);
}

}  // namespace facteur::gateway::receivables::accounting
