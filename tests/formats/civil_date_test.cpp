#include "formats/civil_date.h"

#include <catch2/catch.hpp>

using facteur::formats::Date;

namespace {

Date date(std::string_view text) {
  const auto value = Date::parse(text);
  REQUIRE(value);
  return *value;
}

}  // namespace

TEST_CASE("only days that exist are dates") {
  CHECK(date("2024-02-29").day() == 29);
  CHECK(date("2000-02-29").month() == 2);
  CHECK(date("9999-12-31").year() == 9999);
  for (const char* text :
       {"2023-02-29", "1900-02-29", "2024-02-30", "2024-04-31", "2024-13-01", "2024-00-10",
        "2024-01-00", "0000-01-01", "2024-1-1", "20240101", "2024/01/01", "2024-01-01T00:00:00",
        "+2024-01-01", "-2024-01-01", " 2024-01-01", "2024-01-0a", "12024-01-01", ""}) {
    INFO(text);
    CHECK_FALSE(Date::parse(text));
  }
  CHECK_FALSE(Date::of(2024, 257, 1));
  CHECK_FALSE(Date::of(2024, 1, 257));
}

TEST_CASE("the time zone of an xs:date is read and dropped") {
  for (const char* text :
       {"2024-05-06", "2024-05-06Z", "2024-05-06+02:00", "2024-05-06-14:00", "\n 2024-05-06Z\t"}) {
    INFO(text);
    CHECK(Date::parse_xsd(text) == Date::of(2024, 5, 6));
  }
  for (const char* text : {"2024-05-06z", "2024-05-06+2:00", "2024-05-06+14:01", "2024-05-06+15:00",
                           "2024-05-06+00:60", "2024-05-06 Z", "2024-05-06ZZ", "2024-05"}) {
    INFO(text);
    CHECK_FALSE(Date::parse_xsd(text));
  }
}

TEST_CASE("adding days walks the calendar one day at a time") {
  Date day = date("1896-01-01");
  unsigned month_length = 0;
  for (int i = 0; i < 366 * 210; ++i) {
    const Date next = *add_days(day, 1);
    REQUIRE(next > day);
    REQUIRE(days_between(day, next) == 1);
    REQUIRE(Date::parse(next.to_string()) == next);
    ++month_length;
    const bool new_month = next.month() != day.month();
    REQUIRE(new_month == (end_of_month(day) == day));
    REQUIRE(new_month == (next.day() == 1));
    if (new_month) {
      REQUIRE(month_length == day.day());
      month_length = 0;
    }
    day = next;
  }
}

TEST_CASE("adding days and counting them are inverse") {
  const Date start = date("2024-02-28");
  for (std::int64_t days = -300000; days <= 300000; days += 977) {
    CHECK(days_between(start, *add_days(start, days)) == days);
    CHECK(add_days(*add_days(start, days), -days) == start);
  }
}

TEST_CASE("a date outside the calendar is no date") {
  CHECK_FALSE(add_days(date("9999-12-31"), 1));
  CHECK_FALSE(add_days(date("0001-01-01"), -1));
  CHECK_FALSE(add_days(date("2024-01-01"), INT64_MAX));
  CHECK_FALSE(add_days(date("2024-01-01"), INT64_MIN));
  CHECK(add_days(date("0001-01-01"), days_between(date("0001-01-01"), date("9999-12-31"))) ==
        date("9999-12-31"));
}

TEST_CASE("a French payment term of 45 days end of month falls on a month end") {
  CHECK(end_of_month(*add_days(date("2024-01-15"), 45)) == date("2024-02-29"));
  CHECK(end_of_month(date("2023-02-01")) == date("2023-02-28"));
  CHECK(end_of_month(date("2024-12-31")) == date("2024-12-31"));
}
