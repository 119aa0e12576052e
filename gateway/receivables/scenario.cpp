#include "gateway/receivables/scenario.h"

#include <algorithm>

namespace facteur::gateway::receivables {

using formats::Date;

namespace {

Date later(Date day, int days) {
  return add_days(day, days).value_or(day);
}

}  // namespace

std::optional<Date> Anchors::day(Anchor anchor) const {
  switch (anchor) {
    case Anchor::due:
      return due;
    case Anchor::available:
      return available;
    case Anchor::approval:
      return approval;
    case Anchor::promise:
      return promise;
    case Anchor::last_contact:
      return last_contact;
  }
  return std::nullopt;
}

bool Scenario::is_quiet(Date day) const {
  return std::any_of(quiet_days.begin(), quiet_days.end(), [day](const auto& range) {
    return range.first <= day && day <= range.second;
  });
}

const Level* Scenario::find(int number) const {
  for (const Level& level : levels)
    if (level.number == number) return &level;
  return nullptr;
}

const Level* Scenario::reached(const Anchors& anchors, Date on) const {
  const Level* found = nullptr;
  for (const Level& level : levels) {
    const auto anchor = anchors.day(level.anchor);
    if (anchor && days_between(*anchor, on) >= level.day) found = &level;
  }
  return found;
}

const Level* Scenario::above(const Level& level, int steps) const {
  const auto place = (&level - levels.data()) + std::max(steps, 0);
  return &levels[static_cast<std::size_t>(std::min(place, std::ssize(levels) - 1))];
}

std::pair<const Level*, Date> Scenario::next(const Anchors& anchors, Date on) const {
  const Level* current = reached(anchors, on);
  for (const Level& level : levels) {
    const auto anchor = anchors.day(level.anchor);
    if (!anchor || (current && level.number <= current->number)) continue;
    const Date day = later(*anchor, level.day);
    if (day > on) return {&level, day};
  }
  return {nullptr, on};
}

}  // namespace facteur::gateway::receivables
