// Sets a status of XP Z12-012 on a deposited invoice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/store/store.h"

namespace facteur::gateway::lifecycle {

// Event of the log that tells of a status; its data: {"code", "invoice"?, "reason"?}.
inline constexpr const char* status_set = "status.set";

struct NewStatus {
  std::string flow;                     // the deposit
  std::string tenant;                   // who deposited
  std::optional<std::int64_t> invoice;  // none when the document could not be read
  int code = 0;
  std::string reason;   // code of the status's list of reasons, or empty
  std::string comment;  // free text with it
  std::string actor = "platform";
};

// Appends the event and the status, and makes it the invoice's current one. Never fails for a
// repeated code: statuses may be set again (lifecycle.md §1); callers guard against doing work
// twice. The id of the row of statuses.
std::int64_t set_status(store::Transaction& transaction, const NewStatus& status);

}  // namespace facteur::gateway::lifecycle
