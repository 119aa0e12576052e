// What happens elsewhere and ends planned reminders: money, and statuses of invoices.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/receivables/consequences.h"
#include "gateway/store/log_reader.h"

namespace facteur::gateway::receivables::reminders {

// After an application or its undoing: what was planned for an item that it touches is cancelled,
// as it asks for another amount now or for nothing.
void cancel_after_settlement(store::Transaction& transaction, const Settlement& settlement);

// Follows "status.set" in the log: when the status of an invoice forbids to ask for it, what was
// planned is cancelled.
std::unique_ptr<store::LogReader> follow_statuses(store::Store& store,
                                                  std::function<void(const std::string&)> log);

}  // namespace facteur::gateway::receivables::reminders
