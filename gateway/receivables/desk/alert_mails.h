// Mails of alerts: to the address that an alert names, each time it is raised. The task that goes
// with it stays the safe way: a mail that the server refuses for good is logged, no more.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "gateway/delivery/mail.h"
#include "gateway/store/log_reader.h"

namespace facteur::gateway::receivables {

struct AlertMails {
  delivery::MailServer server;
  std::map<std::string, delivery::MailAddress> senders;  // by tenant; others send no mail
};

// The mail of one event "alert.raised"; nothing when it asks for none or its tenant has no sender.
// The same event gives the same Message-ID, so that a mail sent twice after a crash is known as
// one.
std::optional<delivery::Mail> mail_of(const store::LoggedEvent& event, const AlertMails& mails);

// Sends the mails of all alerts that were raised since the last call, in order, up to the first
// that the server may take later; none of those raised before the first call ever. To be called
// every few minutes.
void mail_alerts(store::Store& store, const AlertMails& mails,
                 const std::function<void(const std::string&)>& log);

}  // namespace facteur::gateway::receivables
