#include "gateway/store/migrations.h"

#include <charconv>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateway/store/connection.h"
#include "gateway/store/embedded_migrations.h"

namespace facteur::gateway::store {
namespace {

std::vector<Migration> known_migrations() {
  std::vector<Migration> migrations;
  for (const auto& file : embedded_migrations) {
    int number = 0;
    std::from_chars(file.name.data(), file.name.data() + 4, number);
    migrations.push_back({number, file.name, file.content});
  }
  return migrations;
}

void apply(Connection& connection, const Migration& migration) {
  connection.execute("BEGIN IMMEDIATE");
  std::string_view rest = migration.sql;
  while (!rest.empty()) {
    const auto end = rest.find(";\n\n");
    const auto statement = rest.substr(0, end == std::string_view::npos ? end : end + 1);
    if (statement.find_first_not_of(" \n\t") != std::string_view::npos)
      connection.execute(statement);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 3);
  }
  if (!connection.rows<std::string>("SELECT \"table\" FROM pragma_foreign_key_check").empty())
    throw std::runtime_error("migration " + std::string(migration.name) +
                             " would leave rows that refer to nothing");
  connection.execute("INSERT INTO migrations (number, name) VALUES (?, ?)", migration.number,
                     migration.name);
  connection.execute("COMMIT");
}

std::set<std::int64_t> applied_to(Connection& connection) {
  std::set<std::int64_t> numbers;
  for (const auto& [number] : connection.rows<std::int64_t>("SELECT number FROM migrations"))
    numbers.insert(number);
  return numbers;
}

}  // namespace

bool is_current(Connection& connection) {
  std::set<std::int64_t> known;
  for (const Migration& migration : known_migrations()) known.insert(migration.number);
  return applied_to(connection) == known;
}

void migrate(Connection& connection) {
  connection.execute(
      "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  std::set<std::int64_t> done = applied_to(connection);
  // A table that is made anew is dropped for a moment; `apply` checks that nothing points nowhere.
  connection.execute("PRAGMA foreign_keys = OFF");
  for (const Migration& migration : known_migrations())
    if (done.erase(migration.number) == 0) apply(connection, migration);
  connection.execute("PRAGMA foreign_keys = ON");
  if (!done.empty())
    throw std::runtime_error("the database was made by a newer version of facteur (migration " +
                             std::to_string(*done.rbegin()) + "); start that version");
}

}  // namespace facteur::gateway::store
