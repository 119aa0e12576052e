// What is done for one customer on one day, in three steps: prepare (compose and lay into the
// archive), mark (one transaction), post (the mail server). Used by the dispatcher alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/flows/evidence.h"
#include "gateway/receivables/reminders/actions.h"
#include "gateway/receivables/reminders/facts.h"
#include "gateway/receivables/reminders/tools.h"

namespace facteur::gateway::receivables::reminders {

// What is to be done with one message of the plan.
struct Prepared {
  enum class Step {
    leave,
    wait_for_agreement,
    wait_for_server,  // put off; not tried again yet
    blocked,          // it could not be composed
  };

  PlannedMessage message;
  Action action;  // `id` 0: not planned yet
  Step step = Step::leave;
  formats::Text reason = {};  // why it does not leave
  delivery::Mail mail = {};
  std::string subject = {}, template_version = {};
  std::vector<Attachment> documents = {};        // what the archive keeps
  std::vector<flows::Evidence::Item> kept = {};  // one a document
};

struct Batch {
  std::string tenant;
  formats::Date on;
  PlannedCase planned;
  std::int64_t seen = 0;          // the last event that the plan knows
  std::vector<Action> open = {};  // planned earlier for the customer
  std::vector<Prepared> prepared = {};
  std::optional<flows::Evidence::Kept> kept = {};
};

Batch prepare(store::Store& store, flows::Evidence& evidence, const Tools& tools, Batch begun);

// stale: something has happened since, nothing was written. off: reminders are switched off.
enum class Marked { done, stale, off };
Marked mark(store::Transaction& transaction, Batch& batch);

// False when a recipient was refused for good and the customer is to be planned anew.
bool post(store::Store& store, const Tools& tools, Batch& batch);

// The plan with what became of it; `reason` is set of messages that do not leave.
PlannedReminder outcome_of(Batch batch);
void stop_plan(PlannedReminder& plan, const formats::Text& reason);

}  // namespace facteur::gateway::receivables::reminders
