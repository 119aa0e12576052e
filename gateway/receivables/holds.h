// What keeps an item, or a part of it, from being asked for: promises, disputes, payment plans, and
// exclusions that people set. Reminders ask here and nowhere else.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "gateway/store/connection.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::receivables {

enum class HoldKind {
  promise,    // until its day and the grace after it
  dispute,    // of the part in dispute, until it is closed
  plan,       // until the next instalment of the plan falls due
  exclusion,  // an item or a customer that a person took out (stop list), for a while or for good
};

struct Hold {
  HoldKind kind = HoldKind::exclusion;
  std::int64_t units = 0;              // how much of the item's open amount it holds back
  std::optional<formats::Date> until;  // the last day; nothing: until a person or a fact ends it
  formats::Text reason;                // for people, with dates, amounts and owner
};

struct ItemHolds {
  std::vector<Hold> holds;
  // The day from which reminders count, where a plan replaces the due date. Interest never asks.
  std::optional<formats::Date> reminder_due_on;
  // Promises that were broken, and the first day after the last of them: reminders resume one level
  // above the one that was sent before it.
  int steps_up = 0;
  std::optional<formats::Date> broken_on;
  // The day on which the last dispute that a status of the buyer (206, 207, 208) had opened was
  // closed: that status alone pauses the item no longer. Nothing while one is open.
  std::optional<formats::Date> dispute_settled_on;
};

// Of every item of the tenant that has any, on this day, by item. Disputes and promises as known at
// an instant, for reports of the past; nothing: all being known.
std::map<std::int64_t, ItemHolds> holds_on(store::Connection& connection, const std::string& tenant,
                                           formats::Date day, std::optional<Instant> known_at = {});

}  // namespace facteur::gateway::receivables
