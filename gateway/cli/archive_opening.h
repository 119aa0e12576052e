// The archive of a data folder, as the service and commands that deposit in it open it.
#pragma once

#include <filesystem>
#include <memory>

#include "archive/archive.h"
#include "gateway/flows/sealer.h"
#include "gateway/store/store.h"

namespace facteur::gateway::cli {

// Refuses an archive with fewer entries than the database has recorded. `sealer` must outlive it.
// Throws std::runtime_error with the reason, as when another process has it open.
std::unique_ptr<archive::Archive> open_archive(const std::filesystem::path& data,
                                               flows::Sealer& sealer, store::Store& store,
                                               const Clock& clock);

}  // namespace facteur::gateway::cli
