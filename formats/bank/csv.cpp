#include "formats/bank/csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "formats/bank/check.h"
#include "formats/bank/csv_values.h"
#include "formats/bank/faults.h"
#include "formats/bank/text.h"
#include "formats/csv_table.h"

namespace facteur::formats::bank {
namespace {

using enum CsvColumn;

constexpr std::array columns{
    booked_on,      value_on,           amount,       direction,     debit,      credit, balance,
    account,        currency,           payer,        payer_account, remittance, label,  bank_code,
    bank_reference, creditor_reference, end_to_end_id};
constexpr std::array<std::string_view, columns.size()> names{
    "booked_on",    "value_on",  "amount",         "direction",
    "debit",        "credit",    "balance",        "account",
    "currency",     "payer",     "payer_account",  "remittance",
    "label",        "bank_code", "bank_reference", "creditor_reference",
    "end_to_end_id"};

std::string lower(std::string_view text) {
  std::string result = clean(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

// Where each column of the mapping stands; those that are not there are left out.
using Places = std::map<CsvColumn, std::size_t>;

std::optional<std::size_t> place_of(const std::vector<std::string>& wanted,
                                    const std::vector<std::string>& heading) {
  for (const std::string& name : wanted) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && end == name.data() + name.size() && number > 0) return number - 1;
    const auto found = std::find_if(heading.begin(), heading.end(), [&](const std::string& field) {
      return lower(field) == lower(name);
    });
    if (found != heading.end()) return static_cast<std::size_t>(found - heading.begin());
  }
  return std::nullopt;
}

Places places_in(const CsvMapping& mapping, const std::vector<std::string>& heading) {
  Places places;
  for (const auto& [column, wanted] : mapping.columns)
    if (const auto place = place_of(wanted, heading)) places[column] = *place;
  return places;
}

// The first column that is needed and not there.
std::optional<CsvColumn> missing_column(const Places& places, const CsvMapping& mapping) {
  if (!places.contains(booked_on)) return booked_on;
  if (!places.contains(amount) && !(places.contains(debit) && places.contains(credit)))
    return amount;
  if (!places.contains(currency) && mapping.currency.empty()) return currency;
  return std::nullopt;
}

std::string_view skip_lines(std::string_view text, unsigned count, std::uint32_t& skipped) {
  for (; count > 0 && !text.empty(); --count, ++skipped)
    text.remove_prefix(std::min(std::min(text.find('\n'), text.size() - 1) + 1, text.size()));
  return text;
}

char separator_of(std::string_view text, const CsvMapping& mapping) {
  return mapping.separator == '\0' ? guess_separator(text) : mapping.separator;
}

// How many lines stand before the heading: what the account is called, its balance. Those that the
// mapping says when no heading is found.
unsigned lines_before_heading(std::string_view utf8, const CsvMapping& mapping) {
  constexpr unsigned far = 20;
  if (!mapping.heading) return mapping.skip;
  std::uint32_t skipped = 0;
  std::string_view text = skip_lines(utf8, mapping.skip, skipped);
  for (unsigned more = 0; more <= far && !text.empty(); ++more) {
    const auto row = CsvRows(text, separator_of(text, mapping)).next();
    if (row && !missing_column(places_in(mapping, row->fields), mapping))
      return mapping.skip + more;
    text = skip_lines(text, 1, skipped);
  }
  return mapping.skip;
}

class Reader {
 public:
  Reader(std::string_view utf8, const CsvMapping& mapping)
      : mapping_(mapping),
        text_(skip_lines(utf8, lines_before_heading(utf8, mapping), skipped_)),
        rows_(text_, separator_of(text_, mapping)) {}

  Reading read();

 private:
  bool read_heading();
  void take(const CsvRow& row);
  std::string text(const CsvRow& row, CsvColumn column) const;
  std::optional<Date> date(const CsvRow& row, CsvColumn column);
  std::optional<Decimal> number(const CsvRow& row, CsvColumn column);
  std::optional<Decimal> signed_value(const CsvRow& row);
  std::optional<Decimal> directed_value(const CsvRow& row);
  Statement& statement_of(const CsvRow& row);
  void fill_texts(const CsvRow& row, Movement& movement) const;
  void settle_balances();
  std::uint32_t line(const CsvRow& row) const { return row.line + skipped_; }

  const CsvMapping& mapping_;
  std::uint32_t skipped_ = 0;
  const std::string_view text_;  // from the heading on
  CsvRows rows_;
  Places places_;
  std::size_t fields_ = 0;  // of the heading
  Reading reading_;
  std::vector<std::vector<Decimal>> balances_;  // after each movement, a statement
};

Reading Reader::read() {
  reading_.format = Format::csv;
  if (!read_heading()) return std::move(reading_);
  while (const auto row = rows_.next()) take(*row);
  if (rows_.open_quote()) add_fault(reading_, Wrong::quote, rows_.line() + skipped_);
  settle_balances();
  check_balances(reading_);
  return std::move(reading_);
}

bool Reader::read_heading() {
  std::vector<std::string> heading;
  if (mapping_.heading) {
    const auto row = rows_.next();
    if (row) heading = row->fields;
    fields_ = heading.size();
  }
  places_ = places_in(mapping_, heading);
  const auto missing = missing_column(places_, mapping_);
  if (missing) add_fault(reading_, Wrong::column, 1 + skipped_, to_string(*missing));
  return !missing;
}

std::string Reader::text(const CsvRow& row, CsvColumn column) const {
  const auto place = places_.find(column);
  if (place == places_.end() || place->second >= row.fields.size()) return {};
  return clean(row.fields[place->second]);
}

std::optional<Date> Reader::date(const CsvRow& row, CsvColumn column) {
  const std::string written = text(row, column);
  for (const std::string& format : mapping_.date_formats)
    if (const auto date = parse_csv_date(written, format)) return date;
  add_fault(reading_, Wrong::date, line(row), written);
  return std::nullopt;
}

std::optional<Decimal> Reader::number(const CsvRow& row, CsvColumn column) {
  const std::string written = text(row, column);
  const auto value = parse_csv_amount(written, mapping_.decimal_sign);
  if (!value) add_fault(reading_, Wrong::amount, line(row), written);
  return value;
}

// Positive for a credit.
std::optional<Decimal> Reader::signed_value(const CsvRow& row) {
  if (!text(row, amount).empty()) return directed_value(row);
  const bool debited = !text(row, debit).empty(), credited = !text(row, credit).empty();
  const auto out = debited ? number(row, debit) : Decimal();
  const auto in = credited ? number(row, credit) : Decimal();
  if (!out || !in) return std::nullopt;
  const bool both = !out->is_zero() && !in->is_zero();
  if (both || (!debited && !credited)) {
    add_fault(reading_, Wrong::amount, line(row), text(row, debit));
    return std::nullopt;
  }
  return *in - out->absolute();
}

// One column for both, with a sign or with a word beside it.
std::optional<Decimal> Reader::directed_value(const CsvRow& row) {
  const auto value = number(row, amount);
  if (!value || !places_.contains(direction)) return value;
  const std::string word = lower(text(row, direction));
  if (word.starts_with('c') || word == "+") return value->absolute();
  if (word.starts_with('d') || word == "-") return -value->absolute();
  add_fault(reading_, Wrong::direction, line(row), word);
  return std::nullopt;
}

Statement& Reader::statement_of(const CsvRow& row) {
  std::string number = places_.contains(account) ? without_blanks(text(row, account)) : "";
  if (number.empty()) number = mapping_.account;
  std::string code = text(row, currency);
  if (code.empty()) code = mapping_.currency;
  auto& all = reading_.statements;
  if (all.empty() || all.back().account != number || all.back().currency != code) {
    Statement& added = all.emplace_back();
    added.account = number;
    added.currency = code;
    added.line = line(row);
    balances_.emplace_back();
  }
  return all.back();
}

void Reader::fill_texts(const CsvRow& row, Movement& movement) const {
  movement.payer = text(row, payer);
  movement.payer_account = text(row, payer_account);
  movement.remittance = text(row, remittance);
  movement.label = text(row, label);
  movement.bank_code = text(row, bank_code);
  movement.bank_reference = text(row, bank_reference);
  movement.creditor_reference = text(row, creditor_reference);
  movement.end_to_end_id = text(row, end_to_end_id);
  settle_texts(movement);
}

void Reader::take(const CsvRow& row) {
  if (fields_ != 0 && row.fields.size() != fields_)
    return add_fault(reading_, Wrong::fields, line(row), std::to_string(row.fields.size()),
                     std::to_string(fields_));
  const auto booked = date(row, booked_on);
  const auto value = text(row, value_on).empty() ? booked : date(row, value_on);
  const auto signed_amount = signed_value(row);
  if (!booked || !value || !signed_amount) return;
  Statement& statement = statement_of(row);
  Movement& movement = statement.movements.emplace_back();
  movement.line = line(row);
  movement.booked_on = *booked;
  movement.value_on = *value;
  movement.direction = signed_amount->is_negative() ? Direction::debit : Direction::credit;
  movement.amount = signed_amount->absolute();
  movement.currency = statement.currency;
  fill_texts(row, movement);
  if (!places_.contains(balance)) return;
  if (const auto after = number(row, balance)) balances_.back().push_back(*after);
}

// Files list the oldest movement first, or the newest: the balances say which.
void Reader::settle_balances() {
  for (std::size_t i = 0; i < balances_.size(); ++i) {
    Statement& statement = reading_.statements[i];
    const auto& movements = statement.movements;
    const auto& after = balances_[i];
    if (after.size() != movements.size() || after.empty()) continue;
    const bool newest_first = after.size() > 1 &&
                              after[1] + signed_amount(movements[0]) == after[0] &&
                              !(after[0] + signed_amount(movements[1]) == after[1]);
    const std::size_t first = newest_first ? after.size() - 1 : 0;
    const std::size_t last = after.size() - 1 - first;
    const auto before = after[first] - signed_amount(movements[first]);
    if (before) statement.opening = Balance{movements[first].booked_on, *before};
    statement.closing = Balance{movements[last].booked_on, after[last]};
  }
}

}  // namespace

std::string_view to_string(CsvColumn column) {
  const auto* found = std::find(columns.begin(), columns.end(), column);
  return names[static_cast<std::size_t>(found - columns.begin())];
}

std::span<const CsvColumn> all_csv_columns() {
  return columns;
}

bool fits(std::string_view utf8, const CsvMapping& mapping) {
  std::uint32_t skipped = 0;
  const std::string_view text = skip_lines(utf8, lines_before_heading(utf8, mapping), skipped);
  CsvRows rows(text, separator_of(text, mapping));
  const auto heading = rows.next();
  if (!heading || !mapping.heading) return false;
  return !missing_column(places_in(mapping, heading->fields), mapping);
}

Reading read_csv(std::string_view utf8, const CsvMapping& mapping) {
  return Reader(utf8, mapping).read();
}

}  // namespace facteur::formats::bank
