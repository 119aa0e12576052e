// A reminder scenario: which message, by which channel, how many days from the due date. Written in
// TOML (conf/reminders/standard.toml says what each key means); the standard one is compiled in.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "formats/finding.h"

namespace facteur::gateway::receivables {

struct Level {
  int number;
  int day;                      // from the due date; negative is before
  std::optional<int> last_day;  // the same; nothing: it may always be sent
  std::string channel;          // "mail", "letter", "call"
  std::string tone;
  bool approval;  // a person must agree before it leaves
  formats::Text label;
};

struct Scenario {
  std::string name;
  int min_gap_days;
  int announced_days;         // business days
  std::vector<Level> levels;  // rising in number and in day; at least one

  // The highest level reached `days_late` days after the due date (negative: before); null when
  // none is.
  const Level* reached(std::int64_t days_late) const;
  // The next level after it that may still be sent; null after the last.
  const Level* after(std::int64_t days_late) const;
};

// What is wrong with a scenario file, with its name and line where known.
struct ScenarioError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws ScenarioError. An unknown key is an error: a misspelt one would be silently without
// effect.
Scenario parse_scenario(std::string_view toml, const std::string& file_name);

Scenario standard_scenario();

}  // namespace facteur::gateway::receivables
