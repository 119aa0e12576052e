// Brings a database forward to this version's tables: gateway/store/migrations/*.sql, in the order
// of their numbers, each once, each in one transaction. Never backward.
#pragma once

#include <string_view>

namespace facteur::gateway::store {

class Connection;

struct Migration {
  int number;             // of the file name: 0030_flows.sql is 30
  std::string_view name;  // "0030_flows"
  std::string_view sql;   // statements end with a semicolon followed by an empty line
};

// Throws std::runtime_error when the database has a migration that this version does not know.
void migrate(Connection& connection);

// Whether the database has exactly the migrations of this version.
bool is_current(Connection& connection);

}  // namespace facteur::gateway::store
