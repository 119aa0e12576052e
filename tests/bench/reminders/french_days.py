"""Days on which French businesses work, from the law's list alone (Code du travail, L3133-1)."""

import datetime

FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday


def easter(year):
    """Sunday of Easter in the Gregorian calendar, by Gauss's method as corrected by Lichtenberg."""
    century = year // 100
    moon_shift = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun_shift = 2 - (3 * century + 3) // 4
    cycle = year % 19
    moon = (19 * cycle + moon_shift) % 30
    full_moon = 21 + moon - (moon + cycle // 11) // 29
    first_sunday = 7 - (year + year // 4 + sun_shift) % 7
    day = full_moon + 7 - (full_moon - first_sunday) % 7
    return datetime.date(year, 3, 1) + datetime.timedelta(days=day - 1)


def is_business_day(day):
    if day.weekday() >= 5 or (day.month, day.day) in FIXED:
        return False
    return (day - easter(day.year)).days not in AFTER_EASTER


def after_business_days(day, count):
    """The count-th business day after `day`."""
    while count:
        day += datetime.timedelta(days=1)
        count -= is_business_day(day)
    return day
