// Delivery to a tenant of this platform: the first channel. Follows "invoice.routed" in the log.
//
// The recipient gets a flow of its own (direction In) that carries the same bytes; status 202 Reçue
// and 203 Mise à disposition are set, and "invoice.delivered" tells the rest of the house. All in
// the transaction that moves the cursor: an invoice is delivered once, whatever crashes.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/flows/identifiers.h"
#include "gateway/store/log_reader.h"

namespace facteur::gateway::delivery {

// Data of the event "invoice.delivered": {"invoice", "recipient", "flow"} with the recipient's
// flow.
inline constexpr const char* invoice_delivered = "invoice.delivered";

std::unique_ptr<store::LogReader> follow_routed_invoices(
    store::Store& store, flows::Random random, std::function<void(const std::string&)> log);

}  // namespace facteur::gateway::delivery
