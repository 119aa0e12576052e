// Disputes, promises, holds and actions out of the desk's tables and the reminders. Included by
// this folder's sources only.
#pragma once

#include <map>
#include <string>

#include "gateway/receivables/figures/load.h"

namespace facteur::gateway::receivables::figures {

using ByCurrency = std::map<std::string, Portfolio>;

// After open items are loaded. As known now: the desk keeps no second time.
void load_follow_up(store::Connection& connection, const Question& question,
                    ByCurrency& portfolios);

}  // namespace facteur::gateway::receivables::figures
