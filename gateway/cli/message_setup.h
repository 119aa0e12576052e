// What messages to customers need of the configuration and of this machine: templates with fonts,
// the mail server with its password, the rates of interest, and who the creditor is.
#pragma once

#include <memory>
#include <string>

#include "gateway/cli/config.h"
#include "gateway/receivables/reminders/templates.h"
#include "gateway/store/connection.h"

namespace facteur::gateway::cli {

// Throws std::runtime_error for templates that are wrong. Without fonts on this machine each letter
// says so when it is composed.
std::shared_ptr<const receivables::reminders::TemplateSet> message_templates(const Config& config);

// With the password read. Throws std::runtime_error when its file cannot be read.
delivery::MailServer mail_server(const Config& config);

// The rates of the file that the configuration names. Throws LateRatesError or std::runtime_error.
receivables::LateRates late_rates(const Config& config);

// As [[creditor]] has it. A tenant that the configuration says nothing of writes as the company
// itself, and by letter only, as nobody is named who could get an answer by mail.
receivables::reminders::Creditor creditor_of(const Config& config, store::Connection& connection,
                                             const std::string& tenant);

// Of Message-IDs: the domain that bounces come back to, else that of the first creditor's address.
std::string mail_domain(const Config& config);

}  // namespace facteur::gateway::cli
