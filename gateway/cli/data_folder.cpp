#include "gateway/cli/data_folder.h"

#include <filesystem>

#include "gateway/cli/arguments.h"
#include "gateway/directory/siren.h"

namespace facteur::gateway::cli {

std::unique_ptr<store::Store> open_data_folder(const std::string& folder) {
  std::filesystem::create_directories(folder);
  return std::make_unique<store::Store>(
      store::Options{std::filesystem::path(folder) / "facteur.db", system_clock(), 1});
}

void ensure_tenant(store::Store& store, const std::string& siren) {
  if (siren.size() != 9 || !directory::all_digits(siren))
    throw UsageError({siren + " : un SIREN a neuf chiffres", siren + ": a SIREN has nine digits"});
  store.write([&](store::Transaction& transaction) {
    const auto added = transaction.sql().execute(
        "INSERT INTO tenants (siren, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        siren, siren, transaction.now().microseconds);
    if (added > 0) transaction.append({"tenant.put", siren, siren, "platform"});
  });
}

}  // namespace facteur::gateway::cli
