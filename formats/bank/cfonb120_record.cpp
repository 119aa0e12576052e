#include "formats/bank/cfonb120_record.h"

#include <algorithm>

#include "formats/bank/text.h"

namespace facteur::formats::bank::cfonb {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

struct Overpunch {
  int digit;
  bool negative;
};

std::optional<Overpunch> parse_overpunch(std::string_view last) {
  if (last == "{" || last == "\u00E9") return Overpunch{0, false};
  if (last == "}" || last == "\u00E8") return Overpunch{0, true};
  if (last.size() != 1) return std::nullopt;
  const char c = static_cast<char>(last[0] | 0x20);  // lower case
  if (c >= 'a' && c <= 'i') return Overpunch{c - 'a' + 1, false};
  if (c >= 'j' && c <= 'r') return Overpunch{c - 'j' + 1, true};
  return std::nullopt;
}

}  // namespace

Record::Record(std::string_view line) : line_(line), size_(characters(line)) {
  if (size_ == line.size()) return;
  starts_.reserve(size_ + 1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80)
      starts_.push_back(static_cast<std::uint32_t>(i));
  }
}

std::size_t Record::offset(std::size_t position) const {
  if (position >= size_) return line_.size();
  return starts_.empty() ? position : starts_[position];
}

std::string_view Record::operator[](Field field) const {
  const std::size_t begin = offset(field.at - 1);
  return line_.substr(begin, offset(field.at - 1 + field.size) - begin);
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 6 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  const auto two = [text](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  constexpr int pivot = 60;
  const int year = two(4) + (two(4) > pivot ? 1900 : 2000);
  return Date::of(year, static_cast<unsigned>(two(2)), static_cast<unsigned>(two(0)));
}

std::optional<Decimal> parse_amount(std::string_view text, unsigned decimals) {
  constexpr std::size_t digits = 13;
  if (text.size() <= digits) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text.substr(0, digits)) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  const auto last = parse_overpunch(text.substr(digits));
  if (!last) return std::nullopt;
  value = value * 10 + last->digit;
  return Decimal(last->negative ? -value : value, decimals);
}

}  // namespace facteur::formats::bank::cfonb
