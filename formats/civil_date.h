// Civil dates: a day in the calendar on the wall, without a time zone, from 0001-01-01 to
// 9999-12-31 in the proleptic Gregorian calendar (ISO 8601). Every Date that exists is a day that
// exists.
//
// Values are immutable and trivially copyable; every function is pure and safe from any thread.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace facteur::formats {

class Date {
 public:
  constexpr Date() = default;  // 0001-01-01

  // std::nullopt for a day that does not exist: February 30, month 13, year 0.
  static constexpr std::optional<Date> of(int year, unsigned month, unsigned day) {
    if (year < 1 || year > 9999) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month},
                                          std::chrono::day{day}};
    if (month > 12 || day > 31 || !ymd.ok()) return std::nullopt;
    return Date(ymd);
  }

  // Exactly "YYYY-MM-DD".
  static std::optional<Date> parse(std::string_view text);
  // xs:date (XML Schema Part 2, 3.2.9) with a four-digit year: white space around and a time zone
  // ("Z", "+02:00", at most 14:00) are allowed and dropped, as the day named is the one meant.
  static std::optional<Date> parse_xsd(std::string_view text);

  constexpr int year() const { return static_cast<int>(ymd_.year()); }
  constexpr unsigned month() const { return static_cast<unsigned>(ymd_.month()); }
  constexpr unsigned day() const { return static_cast<unsigned>(ymd_.day()); }

  // "YYYY-MM-DD".
  std::string to_string() const;

  friend constexpr auto operator<=>(Date a, Date b) = default;

  friend constexpr std::optional<Date> add_days(Date date, std::int64_t days);
  friend constexpr std::int64_t days_between(Date from, Date to);
  friend constexpr Date end_of_month(Date date);

 private:
  constexpr explicit Date(std::chrono::year_month_day ymd) : ymd_(ymd) {}
  std::chrono::year_month_day ymd_{std::chrono::year{1}, std::chrono::month{1},
                                   std::chrono::day{1}};
};

// Days from `from` to `to`: negative when `to` is the earlier one.
constexpr std::int64_t days_between(Date from, Date to) {
  return (std::chrono::sys_days{to.ymd_} - std::chrono::sys_days{from.ymd_}).count();
}

// `date` moved by a number of days of either sign; std::nullopt outside 0001..9999.
constexpr std::optional<Date> add_days(Date date, std::int64_t days) {
  constexpr std::int64_t whole_calendar = 9999 * 366;
  if (days > whole_calendar || days < -whole_calendar) return std::nullopt;
  const std::chrono::days step{static_cast<int>(days)};
  const std::chrono::year_month_day moved{std::chrono::sys_days{date.ymd_} + step};
  return Date::of(static_cast<int>(moved.year()), static_cast<unsigned>(moved.month()),
                  static_cast<unsigned>(moved.day()));
}

// The last day of the month of `date`.
constexpr Date end_of_month(Date date) {
  return Date(std::chrono::year_month_day{
      std::chrono::year_month_day_last{date.ymd_.year(), std::chrono::last / date.ymd_.month()}});
}

}  // namespace facteur::formats
