#include "formats/bank/cfonb120.h"

#include <algorithm>
#include <optional>
#include <string>

#include "formats/bank/cfonb120_record.h"
#include "formats/bank/cfonb120_texts.h"
#include "formats/bank/check.h"
#include "formats/bank/faults.h"
#include "formats/bank/natures.h"
#include "formats/bank/text.h"

namespace facteur::formats::bank {
namespace {

using namespace cfonb;

// Fills the account number, which banks write to the right or to the left of its field.
std::string padded(std::string_view account) {
  const std::string number = without_blanks(account);
  return std::string(field::account.size - std::min(field::account.size, number.size()), '0') +
         number;
}

// The next record and how many bytes it takes with its line end.
struct Taken {
  std::string_view line;
  std::size_t bytes;
};
Taken take_line(std::string_view rest, bool continuous) {
  if (continuous) {
    const auto line = rest.substr(0, record_size);
    return {line, line.size()};
  }
  const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
  const bool two = rest.substr(end).starts_with("\r\n");
  return {rest.substr(0, end), std::min(end + (two ? 2u : 1u), rest.size())};
}

// Nothing but blanks, or the end-of-file mark that old transfers leave behind.
bool is_blank(std::string_view line) {
  return line.find_first_not_of(std::string_view(" \t\x1A\0", 4)) == std::string_view::npos;
}

// How many decimals its amount has; old files leave it blank.
std::optional<unsigned> decimals_of(const Record& record) {
  const std::string_view text = record[field::decimals];
  if (text.size() != 1 || text[0] < '0' || text[0] > '9') return std::nullopt;
  return static_cast<unsigned>(text[0] - '0');
}

class Reader {
 public:
  Reading read(std::string_view utf8);

 private:
  void take(const Record& record);
  void open(const Record& record);
  void add_movement(const Record& record);
  void add_complement(const Record& record);
  void finish_movement();
  void close(const Record& record);
  void check_account(const Record& record);

  std::optional<Date> date(const Record& record, Field field);
  std::optional<Decimal> amount(const Record& record, Field field);
  void fault(Wrong wrong, std::string_view first = {}, std::string_view second = {}) {
    add_fault(reading_, wrong, line_, first, second);
  }

  Reading reading_;
  std::uint32_t line_ = 0;
  std::optional<Statement> statement_;
  std::string bank_, account_;  // of its 01
  unsigned decimals_ = 2;
  std::optional<Movement> movement_;
  Complements complements_;
};

Reading Reader::read(std::string_view utf8) {
  reading_.format = Format::cfonb120;
  const bool continuous = utf8.find_first_of("\r\n") == std::string_view::npos;
  while (!utf8.empty()) {
    const auto [line, bytes] = take_line(utf8, continuous);
    utf8.remove_prefix(bytes);
    ++line_;
    if (!is_blank(line)) take(Record(line));
  }
  finish_movement();
  if (statement_) {
    fault(Wrong::truncated, "07");
    reading_.statements.push_back(std::move(*statement_));
  }
  check_balances(reading_);
  return std::move(reading_);
}

void Reader::take(const Record& record) {
  if (record.size() != record_size)
    fault(Wrong::length, std::to_string(record.size()), std::to_string(record_size));
  const std::string_view type = record[field::type];
  if (type == "01") {
    open(record);
  } else if (type == "04") {
    add_movement(record);
  } else if (type == "05") {
    add_complement(record);
  } else if (type == "07") {
    close(record);
  } else {
    fault(Wrong::record, type);
  }
}

std::optional<Date> Reader::date(const Record& record, Field field) {
  const auto found = parse_date(record[field]);
  if (!found) fault(Wrong::date, record[field]);
  return found;
}

std::optional<Decimal> Reader::amount(const Record& record, Field field) {
  const auto found = cfonb::parse_amount(record[field], decimals_);
  if (!found) fault(Wrong::amount, record[field]);
  return found;
}

void Reader::open(const Record& record) {
  finish_movement();
  if (statement_) {
    fault(Wrong::order, "01", "07");
    reading_.statements.push_back(std::move(*statement_));
  }
  bank_ = record[field::bank];
  account_ = padded(record[field::account]);
  statement_.emplace();
  statement_->line = line_;
  statement_->account = bank_ + std::string(record[field::branch]) + account_;
  statement_->currency = clean(record[field::currency]);
  if (statement_->currency.empty()) statement_->currency = "EUR";
  decimals_ = decimals_of(record).value_or(2);
  const auto on = date(record, field::date);
  const auto balance = amount(record, field::amount);
  if (on && balance) statement_->opening = Balance{*on, *balance};
}

// Some banks write the code of the branch's former bank: only the account number must agree.
void Reader::check_account(const Record& record) {
  const std::string account = padded(record[field::account]);
  if (account != account_) fault(Wrong::account, account, account_);
  if (const auto bank = record[field::bank]; account == account_ && bank != bank_)
    add_remark(reading_, Wrong::bank_differs, line_, bank, bank_);
  const std::string currency = clean(record[field::currency]);
  if (!currency.empty() && currency != statement_->currency)
    fault(Wrong::currency, currency, statement_->currency);
  if (const auto decimals = decimals_of(record); decimals && *decimals != decimals_)
    fault(Wrong::decimals, std::to_string(*decimals), std::to_string(decimals_));
}

void Reader::add_movement(const Record& record) {
  finish_movement();
  if (!statement_) return fault(Wrong::order, "04", "01");
  check_account(record);
  Movement& movement = movement_.emplace();
  movement.line = line_;
  movement.currency = statement_->currency;
  const auto booked = date(record, field::date);
  movement.booked_on = booked.value_or(Date());
  const std::string_view value_date = record[field::value_date];
  const bool stated = value_date.find_first_not_of(" 0") != std::string_view::npos;
  movement.value_on =
      stated ? date(record, field::value_date).value_or(Date()) : movement.booked_on;
  const Decimal signed_value = amount(record, field::amount).value_or(Decimal());
  movement.direction = signed_value.is_negative() ? Direction::debit : Direction::credit;
  movement.amount = signed_value.absolute();
  movement.bank_code = clean(record[field::operation]);
  movement.nature = nature_of_cfonb(movement.bank_code);
  if (is_returned(movement.nature)) movement.return_reason = clean(record[field::reject]);
  movement.label = clean(record[field::label]);
  movement.bank_reference = clean(record[field::reference]);
  const std::string entry = clean(record[field::entry]);
  if (movement.bank_reference.empty() && entry.find_first_not_of('0') != std::string::npos)
    movement.bank_reference = entry;
}

void Reader::add_complement(const Record& record) {
  if (!movement_) return fault(Wrong::order, "05", "04");
  const auto repeated = cfonb::parse_amount(record[field::amount], decimals_);
  if (repeated && repeated->absolute() == movement_->amount && !movement_->amount.is_zero())
    return complements_.add("LIB", record[field::old_text]);
  const std::string_view qualifier = record[field::qualifier];
  const std::string_view information = record[field::information];
  if (!is_known_qualifier(qualifier))
    add_remark(reading_, Wrong::qualifier, line_, qualifier, clean(information));
  complements_.add(qualifier, information);
}

void Reader::finish_movement() {
  if (!movement_) return;
  complements_.fill(*movement_);
  complements_.clear();
  settle_texts(*movement_);
  statement_->movements.push_back(std::move(*movement_));
  movement_.reset();
}

void Reader::close(const Record& record) {
  finish_movement();
  if (!statement_) return fault(Wrong::order, "07", "01");
  check_account(record);
  const auto on = date(record, field::date);
  const auto balance = amount(record, field::amount);
  if (on && balance) statement_->closing = Balance{*on, *balance};
  reading_.statements.push_back(std::move(*statement_));
  statement_.reset();
}

}  // namespace

bool looks_like_cfonb120(std::string_view utf8) {
  while (!utf8.empty()) {
    const auto [line, bytes] = take_line(utf8, false);
    utf8.remove_prefix(bytes);
    if (is_blank(line)) continue;
    const Record record(line.substr(0, 4 * record_size));
    const std::string_view type = record[field::type], bank = record[field::bank];
    const bool known = type == "01" || type == "04" || type == "05" || type == "07";
    const bool alphanumeric = std::all_of(bank.begin(), bank.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    });
    return known && bank.size() == field::bank.size && alphanumeric &&
           record.size() > field::date.at;
  }
  return false;
}

Reading read_cfonb120(std::string_view utf8) {
  return Reader().read(utf8);
}

}  // namespace facteur::formats::bank
