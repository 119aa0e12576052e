#include <algorithm>
#include <sstream>
#include <toml.hpp>

#include "gateway/receivables/embedded_scenarios.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/scenario.h"

namespace facteur::gateway::receivables {
namespace {

constexpr std::string_view scenario_keys[] = {
    "name",     "segments",        "grouping",        "min_gap_days", "announced_days",
    "language", "coming_due_days", "without_address", "min_amount",   "hours",
    "caps",     "quiet_days",      "levels"};
constexpr std::string_view level_keys[] = {"level", "day",  "last_day", "anchor", "channel",
                                           "tone",  "role", "approval", "label"};
constexpr std::string_view channels[] = {"mail", "letter", "call"};
constexpr std::string_view tones[] = {"courtesy", "friendly", "firm", "last", "formal"};
constexpr std::string_view roles[] = {"payables", "purchasing", "finance", "legal"};
constexpr std::string_view languages[] = {"fr", "en"};
constexpr std::string_view groupings[] = {"customer", "item"};
constexpr std::string_view ways_without_address[] = {"letter", "task"};
// In the order of Anchor.
constexpr std::string_view anchors[] = {"due", "available", "approval", "promise", "last_contact"};

// No message is due ten years before or after.
constexpr int longest_days = 3660;

bool is_one_of(std::string_view text, const auto& list) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

[[noreturn]] void refuse(const std::string& what, const toml::value& where) {
  throw ScenarioError(toml::format_error(what, where, "here"));
}

void check_keys(const toml::value& table, const auto& known) {
  for (const auto& [key, value] : table.as_table())
    if (!is_one_of(key, known)) refuse("unknown key: " + key, value);
}

int whole(const toml::value& value, const std::string& what, int lowest, int highest) {
  if (!value.is_integer() || value.as_integer() < lowest || value.as_integer() > highest)
    refuse(what + " must be a whole number from " + std::to_string(lowest) + " to " +
               std::to_string(highest),
           value);
  return static_cast<int>(value.as_integer());
}

int days(const toml::value& table, const std::string& key, int lowest) {
  return whole(toml::find(table, key), key, lowest, longest_days);
}

std::string choice(const toml::value& table, const std::string& key, const auto& list) {
  const auto text = toml::find<std::string>(table, key);
  if (!is_one_of(text, list)) refuse("not a known " + key, toml::find(table, key));
  return text;
}

std::string choice_or(const toml::value& table, const std::string& key, const auto& list,
                      const std::string& otherwise) {
  return table.contains(key) ? choice(table, key, list) : otherwise;
}

Anchor read_anchor(const toml::value& table) {
  const std::string text = choice_or(table, "anchor", anchors, "due");
  return static_cast<Anchor>(std::find(std::begin(anchors), std::end(anchors), text) -
                             std::begin(anchors));
}

Level read_level(const toml::value& table) {
  check_keys(table, level_keys);
  Level level;
  level.number = days(table, "level", 0);
  level.anchor = read_anchor(table);
  level.day = days(table, "day", -longest_days);
  if (table.contains("last_day")) level.last_day = days(table, "last_day", -longest_days);
  level.channel = choice(table, "channel", channels);
  level.tone = choice(table, "tone", tones);
  level.role = choice_or(table, "role", roles, "");
  level.approval = toml::find_or(table, "approval", false);
  const toml::value& label = toml::find(table, "label");
  level.label = {toml::find<std::string>(label, "fr"), toml::find<std::string>(label, "en")};
  if (level.last_day && *level.last_day < level.day) refuse("last_day is before day", table);
  return level;
}

void add_level(Scenario& scenario, const toml::value& table) {
  const Level level = read_level(table);
  for (const Level& earlier : scenario.levels)
    if (earlier.number >= level.number ||
        (earlier.anchor == level.anchor && earlier.day >= level.day))
      refuse("levels must rise in level and, where they share an anchor, in day", table);
  scenario.levels.push_back(level);
}

formats::Date read_day(const std::string& text, const toml::value& where) {
  const auto day = formats::Date::parse(text);
  if (!day) refuse("quiet_days are \"YYYY-MM-DD\" or \"YYYY-MM-DD/YYYY-MM-DD\"", where);
  return *day;
}

void read_pressure(Scenario& scenario, const toml::value& file) {
  if (file.contains("caps")) {
    for (const toml::value& cap : toml::find(file, "caps").as_array()) {
      check_keys(cap, (const std::string_view[]){"days", "messages"});
      scenario.caps.push_back(
          {days(cap, "days", 1), whole(toml::find(cap, "messages"), "messages", 1, 1000)});
    }
  }
  if (file.contains("quiet_days")) {
    for (const toml::value& value : toml::find(file, "quiet_days").as_array()) {
      const std::string text = value.as_string();
      const auto slash = text.find('/');
      const auto first = read_day(text.substr(0, slash), value);
      const auto last =
          slash == std::string::npos ? first : read_day(text.substr(slash + 1), value);
      if (last < first) refuse("the last quiet day is before the first", value);
      scenario.quiet_days.emplace_back(first, last);
    }
  }
  if (file.contains("hours")) {
    const toml::value& hours = toml::find(file, "hours");
    check_keys(hours, (const std::string_view[]){"from", "to"});
    scenario.first_hour = whole(toml::find(hours, "from"), "from", 0, 23);
    scenario.last_hour = whole(toml::find(hours, "to"), "to", scenario.first_hour + 1, 24);
  }
}

Scenario read_scenario(const toml::value& file) {
  check_keys(file, scenario_keys);
  Scenario scenario;
  scenario.name = toml::find<std::string>(file, "name");
  if (scenario.name.empty()) refuse("a scenario needs a name", toml::find(file, "name"));
  scenario.segments = toml::find_or(file, "segments", std::vector<std::string>());
  scenario.grouping = choice_or(file, "grouping", groupings, "customer") == "item"
                          ? Scenario::Grouping::item
                          : Scenario::Grouping::customer;
  scenario.min_gap_days = days(file, "min_gap_days", 0);
  scenario.announced_days = days(file, "announced_days", 0);
  if (file.contains("coming_due_days")) scenario.coming_due_days = days(file, "coming_due_days", 0);
  scenario.language = choice_or(file, "language", languages, "");
  scenario.letter_without_address =
      choice_or(file, "without_address", ways_without_address, "letter") == "letter";
  scenario.min_amount = toml::find_or(file, "min_amount", std::string("0"));
  const auto least = units_of(scenario.min_amount, 2);
  if (!least || *least < 0)
    refuse("min_amount is an amount like \"15.00\"", toml::find(file, "min_amount"));
  read_pressure(scenario, file);
  for (const toml::value& table : toml::find(file, "levels").as_array()) add_level(scenario, table);
  if (scenario.levels.empty()) refuse("a scenario needs at least one level", file);
  return scenario;
}

}  // namespace

Scenario parse_scenario(std::string_view toml, const std::string& file_name) {
  std::istringstream stream{std::string(toml)};
  try {
    return read_scenario(toml::parse(stream, file_name));
  } catch (const toml::exception& error) {
    throw ScenarioError(error.what());
  } catch (const std::out_of_range& error) {  // toml11's word for a key that is missing
    throw ScenarioError(error.what());
  }
}

Scenario standard_scenario() {
  for (const auto& [name, content] : embedded_scenarios)
    if (std::string_view(name) == "standard") return parse_scenario(content, "standard.toml");
  throw std::logic_error("the standard scenario is compiled in");
}

}  // namespace facteur::gateway::receivables
