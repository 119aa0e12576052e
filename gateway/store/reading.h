// Reads a database that another process may be serving: nothing is migrated, nothing is written.
#pragma once

#include <filesystem>
#include <memory>

#include "formats/finding.h"
#include "gateway/store/connection.h"

namespace facteur::gateway::store {

// One of the two: a connection, or why there is none and what to do.
struct Reading {
  std::unique_ptr<Connection> connection;
  formats::Text problem;
};

// `folder` is a data folder; its database is facteur.db. It must exist and have every table of this
// version. A write through the connection fails.
Reading open_for_reading(const std::filesystem::path& folder);

}  // namespace facteur::gateway::store
