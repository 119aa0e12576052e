"""The levels, gaps and caps of a scenario, read from the same TOML as the gateway's, by other code."""

import datetime
import tomllib
from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    number: int
    day: int
    last_day: int  # or null
    channel: str
    tone: str
    approval: bool


@dataclass(frozen=True)
class Scenario:
    name: str
    segments: tuple
    min_gap_days: int
    announced_days: int
    caps: tuple  # (days, messages)
    min_cents: int
    levels: tuple

    def reached(self, days_late):
        """The highest level that begins so many days from the due date; null when none does. Levels that
        count from something else than the due date are left out: imported items have nothing else."""
        found = [level for level in self.levels if level.day <= days_late]
        return found[-1] if found else None

    def above(self, level, steps):
        place = min(self.levels.index(level) + steps, len(self.levels) - 1)
        return self.levels[place]


def read(path):
    with open(path, "rb") as file:
        table = tomllib.load(file)
    levels = tuple(Level(one["level"], one["day"], one.get("last_day"), one["channel"], one["tone"],
                         one.get("approval", False))
                   for one in table["levels"] if one.get("anchor", "due") == "due")
    return Scenario(table["name"], tuple(table.get("segments", ())), table["min_gap_days"], table["announced_days"],
                    tuple((cap["days"], cap["messages"]) for cap in table.get("caps", ())),
                    round(float(table.get("min_amount", "0")) * 100), levels)


def days_between(a, b):
    return (b - a) // datetime.timedelta(days=1)
