#include "gateway/cli/archive_opening.h"

#include <openssl/rand.h>

#include <stdexcept>

namespace facteur::gateway::cli {
namespace {

// How many entries of the archive the database has recorded: fewer would be a loss.
std::uint64_t recorded_entries(store::Store& store) {
  return store.read([](store::Connection& sql) {
    const auto row = sql.row<std::int64_t>(
        "SELECT max(coalesce((SELECT max(archive_entry) + 1 FROM flows), 0), "
        "coalesce((SELECT max(archive_entry) + 1 FROM verdicts), 0), "
        "coalesce((SELECT max(archive_entry) + 1 FROM reminder_documents), 0), "
        "coalesce((SELECT entries FROM archive_position), 0))");
    return static_cast<std::uint64_t>(std::get<0>(*row));
  });
}

}  // namespace

std::unique_ptr<archive::Archive> open_archive(const std::filesystem::path& data,
                                               flows::Sealer& sealer, store::Store& store,
                                               const Clock& clock) {
  archive::Options options;
  options.directory = (data / "archive").string();
  options.signer = &sealer;
  options.acknowledged = recorded_entries(store);
  options.clock = [clock] { return clock().microseconds; };
  options.random = [](std::span<std::uint8_t> bytes) {
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
      throw std::runtime_error("no randomness");
  };
  auto opened = archive::Archive::open(options);
  if (!opened)
    throw std::runtime_error("archive: " + opened.error().place + ": " + opened.error().detail);
  return std::move(*opened);
}

}  // namespace facteur::gateway::cli
