#include "gateway/receivables/business_days.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;

struct MonthDay {
  unsigned month, day;
};

// New Year, Labour Day, 1945 Victory, National Day, Assumption, All Saints, Armistice, Christmas.
constexpr MonthDay fixed_holidays[] = {{1, 1},  {5, 1},  {5, 8},   {7, 14},
                                       {8, 15}, {11, 1}, {11, 11}, {12, 25}};

// Easter Monday, Ascension, Whit Monday: days after Easter Sunday.
constexpr int after_easter[] = {1, 39, 50};

// The Gregorian computus of Meeus, Jones and Butcher.
Date easter_sunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int month_and_day = h + l - 7 * m + 114;
  return *Date::of(year, static_cast<unsigned>(month_and_day / 31),
                   static_cast<unsigned>(month_and_day % 31 + 1));
}

bool is_weekend(Date day) {
  return days_between(Date(), day) % 7 >= 5;  // 0001-01-01 was a Monday
}

bool is_holiday(Date day) {
  for (const auto [month, number] : fixed_holidays)
    if (day.month() == month && day.day() == number) return true;
  const auto after = days_between(easter_sunday(day.year()), day);
  for (const int holiday : after_easter)
    if (after == holiday) return true;
  return false;
}

}  // namespace

bool is_business_day(Date day) {
  return !is_weekend(day) && !is_holiday(day);
}

Date next_business_day(Date day) {
  while (!is_business_day(day)) {
    const auto next = add_days(day, 1);
    if (!next) return day;  // the end of the calendar
    day = *next;
  }
  return day;
}

Date add_business_days(Date day, int count) {
  for (; count > 0; --count) day = next_business_day(add_days(day, 1).value_or(day));
  return day;
}

}  // namespace facteur::gateway::receivables
