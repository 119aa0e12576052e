// What reminders are made and sent with, as the configuration has it.
#pragma once

#include "gateway/cli/config.h"
#include "gateway/receivables/reminders/tools.h"

namespace facteur::gateway::cli {

// Throws ScenarioError, or std::runtime_error with the reason, for files that cannot be used.
// Without fonts on this machine letters cannot be composed; mails can.
receivables::reminders::Tools reminder_tools(const Config& config);

receivables::ScenarioSet configured_scenarios(const Config& config);

}  // namespace facteur::gateway::cli
