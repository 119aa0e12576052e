// What a reminder that came back changes: its level was not served, and its contact is not written
// to again, so that the next run turns to the next contact or to a person.
#pragma once

#include <optional>
#include <string>

#include "gateway/delivery/bounce.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables::reminders {

// Nobody is written to again at an address that does not exist. An address that is no contact yet,
// as it came with an invoice, becomes one, last in line, to be remembered. Event
// "contact.unreachable", once.
void mark_unreachable(store::Transaction& transaction, const std::string& tenant,
                      const std::string& customer_key, const std::string& email,
                      const std::string& why);

enum class BounceOutcome {
  noted,      // level and contact are marked
  already,    // it was noted before
  unknown,    // no message of ours
  not_final,  // late, or no failure: nothing changes
};
std::string_view to_string(BounceOutcome outcome);

// `tenant`: only messages of this one; nothing: of all. The address that is marked is the one that
// we wrote to, never one that the notice names.
BounceOutcome take_bounce(store::Transaction& transaction, const std::optional<std::string>& tenant,
                          const delivery::Bounce& bounce);

}  // namespace facteur::gateway::receivables::reminders
