// The database of a data folder for commands that write to it without the service.
#pragma once

#include <memory>
#include <string>

#include "gateway/store/store.h"

namespace facteur::gateway::cli {

// Makes the folder and its database where they are missing.
std::unique_ptr<store::Store> open_data_folder(const std::string& folder);

// Makes the tenant when it is not there, named by its number. Throws UsageError when `siren` is not
// nine digits.
void ensure_tenant(store::Store& store, const std::string& siren);

}  // namespace facteur::gateway::cli
