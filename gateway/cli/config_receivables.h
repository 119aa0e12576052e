// The part of the configuration that is about getting paid: [mail], [messages],
// [late_payment] and [[creditor]].
#pragma once

#include <string>
#include <toml.hpp>

#include "gateway/cli/config.h"

namespace facteur::gateway::cli {

// Sets what `key` ("section.key") stands for; false when it is none of these. Throws as toml11 does
// for a value of the wrong kind.
bool set_of_receivables(Config& config, const std::string& key, const toml::value& value);

// One entry of [[creditor]]. Throws ConfigError.
receivables::reminders::Creditor creditor(const toml::value& entry);

}  // namespace facteur::gateway::cli
