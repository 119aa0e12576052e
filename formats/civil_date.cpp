#include "formats/civil_date.h"

#include <cstddef>

#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

constexpr std::size_t iso_length = 10;  // YYYY-MM-DD

// The number that exactly `count` digits write at `at`, or -1.
int number(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return -1;
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// "", "Z", "+hh:mm" or "-hh:mm" up to 14:00.
bool is_time_zone(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
  const int hours = number(text, 1, 2);
  const int minutes = number(text, 4, 2);
  if (hours < 0 || minutes < 0 || minutes > 59) return false;
  return hours < 14 || (hours == 14 && minutes == 0);
}

void append_number(std::string& out, unsigned value, unsigned divisor) {
  for (; divisor != 0; divisor /= 10) out += static_cast<char>('0' + value / divisor % 10);
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != iso_length || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = number(text, 0, 4);
  const int month = number(text, 5, 2);
  const int day = number(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  return of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::optional<Date> Date::parse_xsd(std::string_view text) {
  text = trim_xml_space(text);
  if (text.size() < iso_length || !is_time_zone(text.substr(iso_length))) return std::nullopt;
  return parse(text.substr(0, iso_length));
}

std::string Date::to_string() const {
  std::string text;
  text.reserve(iso_length);
  append_number(text, static_cast<unsigned>(year()), 1000);
  text += '-';
  append_number(text, month(), 10);
  text += '-';
  append_number(text, day(), 10);
  return text;
}

}  // namespace facteur::formats
