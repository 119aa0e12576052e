// Tells the parties of each status: a message of XP Z12-012 (CDAR) that is deposited in the archive
// and becomes a flow of its own for its reader (CustomerInvoiceLC, SupplierInvoiceLC; direction
// In). Follows "status.set" in the log.
//
// Who is told (lifecycle.md §1, §2): 200, 201 and a rejection at emission concern the depositor
// alone; 202, 203 and 212 both sides. An invoice that lacks what a message needs (number, type,
// date, seller) has its status in the API alone.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "formats/status_message.h"
#include "gateway/flows/evidence.h"
#include "gateway/flows/flow.h"
#include "gateway/flows/identifiers.h"
#include "gateway/store/log_reader.h"

namespace facteur::gateway::delivery {

std::unique_ptr<store::LogReader> follow_statuses(store::Store& store, flows::Evidence& evidence,
                                                  flows::Random random,
                                                  std::function<void(const std::string&)> log);

// What the message of such a flow says, from the rows that it was made of; nothing for other flows.
std::optional<formats::StatusMessage> message_of(store::Connection& sql, const flows::Flow& flow);

}  // namespace facteur::gateway::delivery
