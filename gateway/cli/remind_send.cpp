#include "gateway/cli/remind_send.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "archive/hash.h"
#include "gateway/cli/archive_opening.h"
#include "gateway/cli/data_folder.h"
#include "gateway/cli/reminder_tools.h"
#include "gateway/receivables/reminders/dispatcher.h"

namespace facteur::gateway::cli {
namespace {

namespace fs = std::filesystem;
using Number = std::int64_t;

Number last_reminder(store::Store& store) {
  return store.read([](store::Connection& sql) {
    return std::get<0>(*sql.row<Number>("SELECT coalesce(max(id), 0) FROM reminders"));
  });
}

// A name that no customer's key can lead out of the folder with.
std::string file_name(const std::string& customer, Number reminder) {
  std::string name;
  for (const char c : customer)
    name += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
  return name + "-" + std::to_string(reminder) + ".pdf";
}

void write_letters(store::Store& store, archive::Archive& archive, Number after,
                   const fs::path& folder) {
  fs::create_directories(folder);
  const auto rows = store.read([&](store::Connection& sql) {
    return sql.rows<Number, std::string, std::string>(
        "SELECT r.id, r.customer_key, d.sha256 FROM reminders r JOIN reminder_documents d"
        " ON d.reminder = r.id WHERE r.id > ? AND r.channel = 'letter'"
        " AND d.media_type = 'application/pdf'",
        after);
  });
  for (const auto& [id, customer, sha256] : rows) {
    const auto bytes = archive.read_object(*archive::from_hex(sha256));
    if (!bytes) throw std::runtime_error("archive: " + bytes.error().detail);
    const fs::path file = folder / file_name(customer, id);
    std::ofstream out(file, std::ios::binary);
    if (!(out << *bytes).flush()) throw std::runtime_error(file.string() + ": cannot be written");
  }
}

}  // namespace

std::vector<SentDay> send_reminders(const Config& config, const SendOrder& order) {
  const fs::path data = order.data;
  fs::create_directories(data / "keys");
  const auto store = open_data_folder(order.data);
  const Clock clock = system_clock();
  auto sealer = flows::Sealer::from_files(data / "keys/seal.key", data / "keys/seal.crt",
                                          "Facteur archive seal", clock().microseconds / 1'000'000);
  const auto archive = open_archive(data, sealer, *store, clock);
  flows::Evidence evidence(*archive, *store);
  auto tools = reminder_tools(config);
  tools.waits_to_retry = false;
  receivables::reminders::Dispatcher dispatcher(*store, evidence, std::move(tools));
  const Number before = last_reminder(*store);
  std::vector<SentDay> days;
  for (const std::string& tenant :
       order.tenant ? std::vector{*order.tenant} : store->read(receivables::creditors))
    days.push_back({tenant, dispatcher.run(tenant, order.on)});
  if (!order.letters.empty()) write_letters(*store, *archive, before, order.letters);
  return days;
}

}  // namespace facteur::gateway::cli
