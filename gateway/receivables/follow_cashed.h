// Sets the status 212 on each invoice of which an application received something whose VAT is due
// on receipts; the message follows from the status (delivery/status_channel.h). Follows
// "cashed.prepared" in the log. What an application received of one invoice is one status; imported
// items have no invoice here and keep their amounts for whoever tells of them (GET /api/v1/cashed).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/store/log_reader.h"

namespace facteur::gateway::receivables {

std::unique_ptr<store::LogReader> follow_cashed(store::Store& store,
                                                std::function<void(const std::string&)> log);

}  // namespace facteur::gateway::receivables
