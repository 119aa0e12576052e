// What sending reminders leaves to others: composing, the mail server, and who the creditor is.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gateway/delivery/mail.h"
#include "gateway/receivables/reminders/message.h"
#include "gateway/receivables/reminders/scenario_set.h"
#include "gateway/store/connection.h"

namespace facteur::gateway::receivables::reminders {

struct Tools {
  ScenarioSet scenarios;
  std::function<std::variant<ComposedMessage, std::vector<Problem>>(const ReminderFacts&)> compose =
      {};
  std::function<delivery::SendResult(const delivery::Mail&)> post = {};  // empty: no mail server
  std::function<Creditor(store::Connection&, const std::string& tenant)> creditor = {};
  // Interest and indemnity of the items asked for; may be empty.
  std::function<std::optional<Claim>(store::Connection&, const std::string& tenant,
                                     const ReminderFacts&)>
      claim = {};
  // Where bounces go, from the Message-ID; empty: to the sender.
  std::function<std::string(const std::string& message_id)> envelope_sender = {};
  std::string mail_domain = "localhost";  // of Message-IDs
  bool waits_to_retry = true;             // false: a message that was put off is tried again now
};

}  // namespace facteur::gateway::receivables::reminders
