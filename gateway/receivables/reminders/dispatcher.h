// Sends what the plan of a day holds, once.
//
// A message is composed from the plan, laid into the archive, and then marked as leaving in one
// transaction that first makes sure that nothing has happened since: any event that is not of the
// dispatcher's own making has the customer planned anew. Only then is it given to the mail server.
// From the mark on the message counts as sent; if the process dies before the server's answer is
// written down, it stays marked and is never sent again by itself (actions.h, settle_interrupted).
//
// A second run on the same day finds nothing to send. A server that cannot be reached puts a
// message off; one that refuses a recipient for good marks the contact as unreachable, and the next
// contact is tried at once. What needs a person's agreement waits for it, and is planned anew when
// what it asks for has changed. What cannot be composed or sent becomes a task.
//
// Not thread-safe; one dispatcher sends at a time, as one process holds the archive.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/flows/evidence.h"
#include "gateway/receivables/reminders/facts.h"
#include "gateway/receivables/reminders/tools.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables::reminders {

// What a run may do.
struct Scope {
  std::optional<int> hour = {};  // of Europe/Paris: scenarios whose hours exclude it wait
  bool planned_earlier = false;  // only customers for whom something was planned before
};

class Dispatcher {
 public:
  // Settles what an earlier process left in the middle.
  Dispatcher(store::Store& store, flows::Evidence& evidence, Tools tools);

  // The plan of the day, with what became of it: `send` is true of what left. Throws
  // flows::ArchiveUnavailable when nothing can be kept: then nothing more is sent.
  std::vector<PlannedReminder> run(const std::string& tenant, formats::Date on,
                                   const Scope& scope = {});

  // Whether every scenario may send at this hour.
  bool all_may_send(int hour) const;

 private:
  PlannedReminder serve(const std::string& tenant, formats::Date on, PlannedCase planned,
                        std::int64_t seen);

  store::Store& store_;
  flows::Evidence& evidence_;
  const Tools tools_;
};

}  // namespace facteur::gateway::receivables::reminders
