#include "gateway/flows/bundles.h"

#include <nlohmann/json.hpp>
#include <tuple>

#include "gateway/flows/checks.h"

namespace facteur::gateway::flows {
namespace {

using Text = std::string;
using Number = std::int64_t;

std::string_view name_in(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::vector<Incoming> incoming(const Unpacked& unpacked) {
  std::vector<Incoming> files;
  for (const UnpackedFile& file : unpacked.files()) {
    FlowInfo info;
    info.name = name_in(file.path);
    info.syntax = syntax_by_content(file.bytes);
    files.push_back({std::move(info), file.bytes, file.sha256});
  }
  return files;
}

void insert(store::Transaction& t, const Bundle& bundle, const accounts::Principal& sender) {
  t.sql().execute(
      "INSERT INTO bundles (id, tenant, name, sha256, size, actor, submitted_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)",
      bundle.id, sender.tenant, bundle.name, bundle.sha256, bundle.size, sender.subject,
      bundle.submitted_at.microseconds);
  std::int64_t position = 0;
  for (const BundleFile& file : bundle.files) {
    const auto flow = file.flow ? std::optional(file.flow->id) : std::nullopt;
    t.sql().execute("INSERT INTO bundle_files (bundle, position, path, flow) VALUES (?, ?, ?, ?)",
                    bundle.id, position++, file.path, flow);
  }
  const nlohmann::json data = {
      {"sha256", bundle.sha256}, {"name", bundle.name}, {"files", bundle.files.size()}};
  t.append({"bundle.received", sender.tenant, bundle.id, sender.subject,
            data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
}

}  // namespace

std::optional<Bundle> find_bundle(store::Connection& sql, std::string_view tenant,
                                  std::string_view id) {
  const auto row = sql.row<Text, Text, Number, Number>(
      "SELECT name, sha256, size, submitted_at FROM bundles WHERE tenant = ? AND id = ?", tenant,
      id);
  if (!row) return std::nullopt;
  Bundle bundle;
  bundle.id = id;
  std::tie(bundle.name, bundle.sha256, bundle.size, bundle.submitted_at.microseconds) = *row;
  for (auto& [path, flow] : sql.rows<Text, std::optional<Text>>(
           "SELECT path, flow FROM bundle_files WHERE bundle = ? ORDER BY position", id)) {
    bundle.files.push_back({path, flow ? find_flow(sql, tenant, *flow) : std::nullopt});
  }
  return bundle;
}

std::optional<Bundle> Bundles::known(const std::string& tenant, const std::string& sha256) {
  return store_.read([&](store::Connection& sql) -> std::optional<Bundle> {
    const auto row =
        sql.row<Text>("SELECT id FROM bundles WHERE tenant = ? AND sha256 = ?", tenant, sha256);
    if (!row) return std::nullopt;
    return find_bundle(sql, tenant, std::get<0>(*row));
  });
}

std::variant<Bundles::Taken, ArchiveRefusal> Bundles::accept(const accounts::Principal& sender,
                                                             const std::string& name,
                                                             std::string_view archive,
                                                             const std::string& sha256) {
  const std::lock_guard lock(one_at_a_time_);
  if (auto before = known(sender.tenant, sha256)) return Taken{std::move(*before), true};
  auto result = unpack(archive, limits_, spool_);
  if (auto* refusal = std::get_if<ArchiveRefusal>(&result)) return std::move(*refusal);
  const Unpacked& unpacked = std::get<Unpacked>(result);

  Bundle bundle;
  bundle.id = new_uuid(store_.now(), random_);
  bundle.name = name;
  bundle.sha256 = sha256;
  bundle.size = static_cast<std::int64_t>(archive.size());
  for (const UnpackedFile& file : unpacked.files()) bundle.files.push_back({file.path, {}});
  for (const std::string& path : unpacked.ignored()) bundle.files.push_back({path, {}});
  const auto record = [&](store::Transaction& t, std::span<const Flow> flows) {
    for (std::size_t i = 0; i < flows.size(); ++i) bundle.files[i].flow = flows[i];
    bundle.submitted_at = t.now();
    insert(t, bundle, sender);
  };
  intake_.accept(sender, incoming(unpacked), record);
  return Taken{std::move(bundle), false};
}

}  // namespace facteur::gateway::flows
