#include "formats/bank/mt940_fields.h"

#include <algorithm>
#include <array>

#include "formats/bank/text.h"

namespace facteur::formats::bank::mt940 {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

unsigned two(std::string_view digits, std::size_t at) {
  return static_cast<unsigned>((digits[at] - '0') * 10 + (digits[at + 1] - '0'));
}

bool are_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), is_digit);
}

// Takes YYMMDD off the front. Years 80 to 99 are of the 20th century, as SWIFT has it. A day that
// February lacks is clamped to its end where `clamped` asks for it.
std::optional<Date> take_date(std::string_view& text, bool* clamped = nullptr) {
  const std::string_view digits = text.substr(0, 6);
  if (!are_digits(digits, 6)) return std::nullopt;
  constexpr unsigned pivot = 80;
  const unsigned short_year = two(digits, 0);
  const int year = static_cast<int>(short_year) + (short_year >= pivot ? 1900 : 2000);
  const unsigned month = two(digits, 2), day = two(digits, 4);
  auto date = Date::of(year, month, day);
  if (!date && clamped != nullptr && month == 2 && (day == 29 || day == 30)) {
    date = end_of_month(*Date::of(year, month, 1));
    *clamped = true;
  }
  if (date) text.remove_prefix(6);
  return date;
}

// Takes digits with at most one comma off the front.
std::optional<Decimal> take_amount(std::string_view& text) {
  std::string number;
  bool comma = false;
  std::size_t size = 0;
  for (; size < text.size(); ++size) {
    const char c = text[size];
    if (c == ',' && !comma) {
      comma = true;
      number += '.';
    } else if (is_digit(c)) {
      number += c;
    } else {
      break;
    }
  }
  if (size == 0 || !is_digit(text[0])) return std::nullopt;
  text.remove_prefix(size);
  return Decimal::parse(number);
}

// The booking date lies near the value date: over New Year in another year.
std::optional<Date> booking_date(std::string_view month_day, Date value_on) {
  const unsigned month = two(month_day, 0), day = two(month_day, 2);
  std::optional<Date> nearest;
  for (const int step : {0, -1, 1}) {
    const auto date = Date::of(value_on.year() + step, month, day);
    if (!date) continue;
    const auto distance = [value_on](Date other) {
      const auto days = days_between(value_on, other);
      return days < 0 ? -days : days;
    };
    if (!nearest || distance(*date) < distance(*nearest)) nearest = date;
  }
  return nearest;
}

// A bank that counts 30 days in February books its value date of 30 February in the first days of
// March; anywhere else such a date is a mistake.
bool is_turn_of_month(Date booked_on, Date last_of_february) {
  const auto days = days_between(last_of_february, booked_on);
  return days >= 0 && days <= 5;
}

struct Mark {
  std::string_view text;
  Direction direction;
  bool reversal, expected;
};
// Longer ones first. The reversal of a credit is a debit.
constexpr std::array marks{
    Mark{"RC", Direction::debit, true, false},  Mark{"RD", Direction::credit, true, false},
    Mark{"EC", Direction::credit, false, true}, Mark{"ED", Direction::debit, false, true},
    Mark{"C", Direction::credit, false, false}, Mark{"D", Direction::debit, false, false},
};

const Mark* take_mark(std::string_view& text) {
  const auto* mark = std::find_if(marks.begin(), marks.end(), [text](const Mark& known) {
    return text.starts_with(known.text);
  });
  if (mark == marks.end()) return nullptr;
  text.remove_prefix(mark->text.size());
  // The third letter of the currency may follow.
  if (!text.empty() && is_upper(text.front())) text.remove_prefix(1);
  return mark;
}

void take_references(std::string_view text, StatementLine& line) {
  constexpr std::size_t type_size = 4;
  if (text.size() >= type_size && is_upper(text[0])) {
    line.type = text.substr(0, type_size);
    text.remove_prefix(type_size);
  }
  const auto slashes = text.find("//");
  line.owner_reference = stated_reference(text.substr(0, slashes));
  const bool refers = line.owner_reference == "EREF";  // to :86:
  if (refers || line.owner_reference.size() < 2) line.owner_reference.clear();
  if (slashes != std::string_view::npos) line.bank_reference = clean(text.substr(slashes + 2));
}

}  // namespace

std::optional<StatedBalance> parse_balance(std::string_view text, Wrong& wrong) {
  StatedBalance found;
  wrong = Wrong::direction;
  if (!text.starts_with('C') && !text.starts_with('D')) return std::nullopt;
  const bool debit = text.front() == 'D';
  text.remove_prefix(1);
  wrong = Wrong::date;
  const auto on = take_date(text);
  if (!on) return std::nullopt;
  constexpr std::size_t currency_size = 3;
  const std::string_view currency = text.substr(0, currency_size);
  if (currency.size() == currency_size && std::all_of(currency.begin(), currency.end(), is_upper)) {
    found.currency = currency;
    text.remove_prefix(currency_size);
  }
  wrong = Wrong::amount;
  const auto amount = take_amount(text);
  if (!amount || !text.empty()) return std::nullopt;
  found.balance = {*on, debit ? -*amount : *amount};
  return found;
}

std::optional<StatementLine> parse_statement_line(std::string_view text, Wrong& wrong) {
  StatementLine line;
  wrong = Wrong::date;
  const auto value_on = take_date(text, &line.clamped);
  if (!value_on) return std::nullopt;
  line.value_on = line.booked_on = *value_on;
  if (const std::string_view day = text.substr(0, 4); are_digits(day, 4)) {
    const auto booked = booking_date(day, *value_on);
    if (!booked || (line.clamped && !is_turn_of_month(*booked, *value_on))) return std::nullopt;
    line.booked_on = *booked;
    text.remove_prefix(4);
  }
  wrong = Wrong::direction;
  const Mark* mark = take_mark(text);
  if (mark == nullptr) return std::nullopt;
  line.direction = mark->direction;
  line.reversal = mark->reversal;
  line.expected = mark->expected;
  wrong = Wrong::amount;
  const auto amount = take_amount(text);
  if (!amount) return std::nullopt;
  // "102.00": the decimals would go into the references.
  if (text.starts_with('.') || text.starts_with(',')) return std::nullopt;
  line.amount = *amount;
  take_references(text, line);
  return line;
}

}  // namespace facteur::formats::bank::mt940
