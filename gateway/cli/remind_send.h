// `facteur remind --send`: what the service does once a day, done now for a given day on a data
// folder that no service has open.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/cli/config.h"
#include "gateway/receivables/reminders.h"

namespace facteur::gateway::cli {

struct SendOrder {
  std::string data;                   // folder; made when missing
  std::optional<std::string> tenant;  // nothing: every one that has receivables
  formats::Date on;
  std::string letters;  // folder that gets the letters of this run as PDF; empty: none
};

struct SentDay {
  std::string tenant;
  std::vector<receivables::PlannedReminder> reminders;
};

// Throws std::runtime_error with the reason when the folder cannot be used, as when a service has
// it open.
std::vector<SentDay> send_reminders(const Config& config, const SendOrder& order);

}  // namespace facteur::gateway::cli
