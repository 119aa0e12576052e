// What messages to customers need of the configuration and of this machine: templates with fonts,
// the mail server with its password, who the creditor is, where bounces go.
#pragma once

#include <functional>
#include <string>

#include "gateway/cli/config.h"
#include "gateway/cli/readable_view.h"
#include "gateway/receivables/reminders/templates.h"

namespace facteur::gateway::cli {

// Throws std::runtime_error for templates that are wrong. Without fonts letters are a problem when
// they are composed, which `log` is told now.
receivables::reminders::TemplateSet load_templates(
    const Config& config, Looks looks, const std::function<void(const std::string&)>& log);

// With the password read. Throws std::runtime_error when its file cannot be read.
delivery::MailServer mail_server(const Config& config);

// The rates of the file that the configuration names. Throws LateRatesError or std::runtime_error.
receivables::LateRates late_rates(const Config& config);

// As [[creditor]] has it; the name is that of the tenant where none is given. What is not known is
// empty, and a message that needs it says so.
receivables::reminders::Creditor creditor_of(const Config& config, store::Connection& connection,
                                             const std::string& tenant);

// "bounces+LEFT@example.com" for the Message-ID "LEFT@..." (VERP); the configured address as it is
// where that would be too long; empty without one.
std::string envelope_sender(const Config& config, const std::string& message_id);

// Of Message-IDs: the domain that bounces come back to, or "localhost".
std::string mail_domain(const Config& config);

}  // namespace facteur::gateway::cli
