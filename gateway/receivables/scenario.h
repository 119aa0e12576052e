// A reminder scenario: which message, by which channel, when, to whom in the customer's house, and
// how much pressure is allowed. Written in TOML (conf/reminders/standard.toml says what each key
// means); those of that folder are compiled in.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/civil_date.h"
#include "formats/finding.h"

namespace facteur::gateway::receivables {

// What the days of a level count from.
enum class Anchor {
  due,           // the day on which reminders regard the item as due
  available,     // the buyer got the invoice
  approval,      // the buyer approved it
  promise,       // the last day for which payment was promised
  last_contact,  // the last message to the customer
};

// Those of one item; a level whose anchor the item does not have is never reached.
struct Anchors {
  formats::Date due;
  std::optional<formats::Date> available = {}, approval = {}, promise = {}, last_contact = {};

  std::optional<formats::Date> day(Anchor anchor) const;
};

struct Level {
  int number = 0;
  Anchor anchor = Anchor::due;
  int day = 0;                       // from the anchor; negative is before
  std::optional<int> last_day = {};  // the same; nothing: it may always be sent
  std::string channel;               // "mail", "letter", "call"
  std::string tone;                  // as the templates are named
  std::string role = {};             // of the contact who is tried first; empty: none
  bool approval = false;             // a person must agree before it leaves
  formats::Text label = {};
};

// At most `messages` mails and letters to one customer in any `days` days.
struct PressureCap {
  int days = 0;
  int messages = 0;
};

struct Scenario {
  enum class Grouping { customer, item };  // one message for all that is due, or one an item

  std::string name;
  std::vector<std::string> segments = {};  // of the customers whose scenario it is
  Grouping grouping = Grouping::customer;
  int min_gap_days = 0;
  int announced_days = 0;              // business days
  int coming_due_days = 0;             // what falls due by then is listed apart
  std::string min_amount = "0";        // exact decimal; less is not asked for
  std::string language = {};           // empty: the customer's
  bool letter_without_address = true;  // who has no e-mail address gets a letter; else a task
  std::vector<PressureCap> caps = {};
  std::vector<std::pair<formats::Date, formats::Date>> quiet_days = {};  // both ends included
  int first_hour = 9, last_hour = 18;  // Europe/Paris: sent from the one until before the other
  std::vector<Level> levels = {};      // rising in number, in day where they share an anchor

  bool is_quiet(formats::Date day) const;
  const Level* find(int number) const;
  // The highest level reached on `on`; null when none is.
  const Level* reached(const Anchors& anchors, formats::Date on) const;
  // The level `steps` above it, the last one at most.
  const Level* above(const Level& level, int steps) const;
  // The next level to be reached after `on`, with its day; null when none is to come.
  std::pair<const Level*, formats::Date> next(const Anchors& anchors, formats::Date on) const;
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
