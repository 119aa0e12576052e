// What is being done about receivables: disputes, promises, and whether anything overdue is
// forgotten. Pure functions.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/receivables/figures/figure.h"

namespace facteur::gateway::receivables::figures {

Answer disputed(const Portfolio& portfolio);
Answer disputes_open(const Portfolio& portfolio);

// Those that are not decided on the day.
Answer promises_due(const Portfolio& portfolio);

// Of those for days of the window that are decided. "NO_PROMISES" without any.
Answer promises_broken(const Portfolio& portfolio);
Answer promises_kept_rate(const Portfolio& portfolio);  // partly kept ones are not kept
Answer promises_received_rate(
    const Portfolio& portfolio);  // what came in time, of what was promised

// By number. To be collected is what is overdue and not held back as a whole (holds.h); an action
// is a reminder that left, a task that a person closed, a promise, a dispute, or a comment about
// the item. "NOTHING_TO_COLLECT" without any such item.
Answer coverage_rate(const Portfolio& portfolio);

// Overdue, to be collected, and without an action within the window.
bool is_forgotten(const Portfolio& portfolio, const OpenItem& item);

std::int64_t disputed_of(const Portfolio& portfolio, std::int64_t item);

struct DisputeGroup {
  std::string key;
  std::int64_t count = 0, units = 0;
};
// "by_reason", "by_owner" and "by_age" ("0-30", "31-60", "61-90", ">90" days since they were
// opened).
std::array<std::pair<std::string_view, std::vector<DisputeGroup>>, 3> dispute_groups(
    const Portfolio& portfolio);

}  // namespace facteur::gateway::receivables::figures
