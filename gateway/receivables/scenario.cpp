#include "gateway/receivables/scenario.h"

#include <algorithm>
#include <sstream>
#include <toml.hpp>

#include "gateway/receivables/embedded_scenarios.h"

namespace facteur::gateway::receivables {
namespace {

constexpr std::string_view scenario_keys[] = {"name", "min_gap_days", "announced_days", "levels"};
constexpr std::string_view level_keys[] = {"level", "day",      "last_day", "channel",
                                           "tone",  "approval", "label"};
constexpr std::string_view channels[] = {"mail", "letter", "call"};
constexpr std::string_view tones[] = {"courtesy", "friendly", "firm", "last", "formal"};

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

int days(const toml::value& table, const std::string& key, int lowest) {
  const toml::value& value = toml::find(table, key);
  if (!value.is_integer() || value.as_integer() < lowest || value.as_integer() > longest_days)
    refuse(key + " must be a whole number of days from " + std::to_string(lowest) + " to " +
               std::to_string(longest_days),
           value);
  return static_cast<int>(value.as_integer());
}

std::string choice(const toml::value& table, const std::string& key, const auto& list) {
  const auto text = toml::find<std::string>(table, key);
  if (!is_one_of(text, list)) refuse("not a known " + key, toml::find(table, key));
  return text;
}

Level read_level(const toml::value& table) {
  check_keys(table, level_keys);
  Level level;
  level.number = days(table, "level", 0);
  level.day = days(table, "day", -longest_days);
  if (table.contains("last_day")) level.last_day = days(table, "last_day", -longest_days);
  level.channel = choice(table, "channel", channels);
  level.tone = choice(table, "tone", tones);
  level.approval = toml::find_or(table, "approval", false);
  const toml::value& label = toml::find(table, "label");
  level.label = {toml::find<std::string>(label, "fr"), toml::find<std::string>(label, "en")};
  if (level.last_day && *level.last_day < level.day) refuse("last_day is before day", table);
  return level;
}

Scenario read_scenario(const toml::value& file) {
  check_keys(file, scenario_keys);
  Scenario scenario;
  scenario.name = toml::find<std::string>(file, "name");
  scenario.min_gap_days = days(file, "min_gap_days", 0);
  scenario.announced_days = days(file, "announced_days", 0);
  for (const toml::value& table : toml::find(file, "levels").as_array()) {
    const Level level = read_level(table);
    const bool rising = scenario.levels.empty() || (scenario.levels.back().number < level.number &&
                                                    scenario.levels.back().day < level.day);
    if (!rising) refuse("levels must rise in level and in day", table);
    scenario.levels.push_back(level);
  }
  if (scenario.levels.empty()) refuse("a scenario needs at least one level", file);
  return scenario;
}

}  // namespace

const Level* Scenario::reached(std::int64_t days_late) const {
  const Level* found = nullptr;
  for (const Level& level : levels)
    if (level.day <= days_late) found = &level;
  return found;
}

const Level* Scenario::after(std::int64_t days_late) const {
  for (const Level& level : levels)
    if (level.day > days_late) return &level;
  return nullptr;
}

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
  return parse_scenario(embedded_scenarios[0].content, "standard.toml");
}

}  // namespace facteur::gateway::receivables
