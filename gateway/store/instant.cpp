#include "gateway/store/instant.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace facteur::gateway {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::sys_days;
using std::chrono::sys_time;
using std::chrono::year_month_day;

sys_time<microseconds> time_point(Instant instant) {
  return sys_time<microseconds>(microseconds(instant.microseconds));
}

struct Wall {
  int year;
  unsigned month, day;
  int hour, minute, second, micro;
};

Wall wall(sys_time<microseconds> at) {
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const auto rest = (at - day).count();
  return {int(date.year()),          unsigned(date.month()),      unsigned(date.day()),
          int(rest / 3'600'000'000), int(rest / 60'000'000 % 60), int(rest / 1'000'000 % 60),
          int(rest % 1'000'000)};
}

// The last Sunday of a month at 01:00 UTC: when European summer time begins (March) and ends
// (October), Directive 2000/84/EC. A fixed rule keeps the result the same on a machine without
// zone data.
sys_time<microseconds> european_change(int year, unsigned month) {
  using namespace std::chrono;
  return sys_days(std::chrono::year(year) / std::chrono::month(month) / Sunday[last]) + hours(1);
}

Wall paris(Instant instant) {
  const auto at = time_point(instant);
  const int year = wall(at).year;
  const bool summer = at >= european_change(year, 3) && at < european_change(year, 10);
  return wall(at + std::chrono::hours(summer ? 2 : 1));
}

template <class... Numbers>
std::string formatted(const char* format, Numbers... numbers) {
  std::array<char, 48> buffer;
  const int size = std::snprintf(buffer.data(), buffer.size(), format, numbers...);
  return {buffer.data(), static_cast<std::size_t>(size)};
}

// Reads exactly `width` digits at the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return 0;
  std::int64_t micro = 0;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 6) micro = micro * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0 || digits > 9) return std::nullopt;
  for (; digits < 6; ++digits) micro *= 10;
  return micro;
}

std::optional<std::int64_t> take_offset_minutes(std::string_view& text) {
  if (take(text, "Zz")) return 0;
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || !take(text, ":")) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const std::int64_t offset = *hours * 60 + *minutes;
  return west ? -offset : offset;
}

}  // namespace

Clock system_clock() {
  return [] {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<microseconds>(now).count()};
  };
}

std::string to_string(Instant instant) {
  const Wall w = wall(time_point(instant));
  return formatted("%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", w.year, w.month, w.day, w.hour, w.minute,
                   w.second, w.micro);
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day || !take(text, "Tt ")) return std::nullopt;
  const auto hour = take_digits(text, 2);
  if (!hour || !take(text, ":")) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || !take(text, ":")) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second) return std::nullopt;
  const auto micro = take_fraction(text);
  const auto offset = micro ? take_offset_minutes(text) : std::nullopt;
  if (!offset || !text.empty()) return std::nullopt;

  const year_month_day date{std::chrono::year(*year), std::chrono::month(unsigned(*month)),
                            std::chrono::day(unsigned(*day))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const auto at = sys_days(date) + std::chrono::hours(*hour) +
                  std::chrono::minutes(*minute - *offset) + std::chrono::seconds(*second);
  return Instant{std::chrono::duration_cast<microseconds>(at.time_since_epoch()).count() + *micro};
}

std::string paris_day(Instant instant) {
  const Wall w = paris(instant);
  return formatted("%04d-%02u-%02u", w.year, w.month, w.day);
}

std::string paris_stamp(Instant instant) {
  const Wall w = paris(instant);
  return formatted("%04d%02u%02u%02d%02d%02d", w.year, w.month, w.day, w.hour, w.minute, w.second);
}

std::string paris_display(Instant instant, bool french) {
  const Wall w = paris(instant);
  if (french)
    return formatted("%02u/%02u/%04d %02d:%02d", w.day, w.month, w.year, w.hour, w.minute);
  return formatted("%04d-%02u-%02u %02d:%02d", w.year, w.month, w.day, w.hour, w.minute);
}

}  // namespace facteur::gateway
