// Makes each delivered invoice a receivable of its seller. Follows "invoice.delivered" in the log.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/store/log_reader.h"

namespace facteur::gateway::receivables {

std::unique_ptr<store::LogReader> follow_deliveries(store::Store& store,
                                                    std::function<void(const std::string&)> log);

}  // namespace facteur::gateway::receivables
