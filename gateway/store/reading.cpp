#include "gateway/store/reading.h"

#include <Poco/Data/DataException.h>
#include <Poco/Data/SQLite/Connector.h>

#include "gateway/store/migrations.h"

namespace facteur::gateway::store {
namespace {

constexpr const char* pragmas[] = {"PRAGMA busy_timeout = 10000", "PRAGMA query_only = ON",
                                   "PRAGMA cache_size = -65536"};

Reading refused(const std::filesystem::path& file, const char* fr, const char* en) {
  return {nullptr, {file.string() + " : " + fr, file.string() + ": " + en}};
}

}  // namespace

Reading open_for_reading(const std::filesystem::path& folder) {
  const auto file = folder / "facteur.db";
  // SQLite would make a file that is missing.
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    return refused(file,
                   "pas de base de données ici ; vérifier --data, ou lancer « facteur serve »",
                   "no database here; check --data, or start `facteur serve`");
  Poco::Data::SQLite::Connector::registerConnector();
  try {
    auto connection = std::make_unique<Connection>("SQLite", file.string());
    for (const char* pragma : pragmas) connection->execute(pragma);
    if (!is_current(*connection))
      return refused(file,
                     "base d'une autre version de facteur ; lancer une fois « facteur serve »",
                     "a database of another version of facteur; start `facteur serve` once");
    return {std::move(connection), {}};
  } catch (const Poco::Data::DataException&) {
    return refused(file, "illisible, ou pas une base de facteur",
                   "cannot be read, or is not a database of facteur");
  }
}

}  // namespace facteur::gateway::store
