// What facts do to the desk: money that is applied, and statuses that a buyer sets.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/receivables/consequences.h"
#include "gateway/store/log_reader.h"

namespace facteur::gateway::receivables {

// After an application or its undoing: tasks about what is settled now are closed, the owner of a
// dispute that the money touches gets a task, and promises that became kept, or are not any more,
// leave the events "promise.kept" and "promise.unkept".
void follow_on_desk(store::Transaction& transaction, const Settlement& settlement);

// A status of an invoice: 206, 207 and 208 open a dispute, with its reason; 204, 205 and 209
// withdraw what such a status opened; 210, 213 and 220 close all disputes; 211 is a promise. Doing
// it twice does no harm.
void follow_status(store::Transaction& transaction, std::int64_t status);

// Follows "status.set" in the log.
std::unique_ptr<store::LogReader> follow_statuses(store::Store& store,
                                                  std::function<void(const std::string&)> log);

}  // namespace facteur::gateway::receivables
