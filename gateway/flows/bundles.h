// Archives of files that are deposited together (POST /api/v1/deposits, the portal's upload, the
// command line has its own way): each file becomes a flow of its own.
//
// All or nothing: an archive that is refused (unpack.h) leaves nothing behind; of one that is
// acknowledged, every file is in the evidence store and every flow in the database. The same bytes
// sent again by the same tenant are the same bundle: no flow is made twice. One archive is unpacked
// at a time, so that disk and memory are those of one.
//
// XP Z12-013 has no such thing: a flow of its is one file.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/flows/intake.h"
#include "gateway/flows/unpack.h"

namespace facteur::gateway::flows {

struct BundleFile {
  std::string path;          // in the archive
  std::optional<Flow> flow;  // absent: a by-product of a file manager, left out
};

struct Bundle {
  std::string id;
  std::string name;    // of the archive
  std::string sha256;  // of the archive, lower-case hex
  std::int64_t size = 0;
  Instant submitted_at;
  std::vector<BundleFile> files;  // in the order of the archive; those left out at the end
};

// The tenant's own bundle with this id, with its flows as they are now.
std::optional<Bundle> find_bundle(store::Connection& sql, std::string_view tenant,
                                  std::string_view id);

// Thread-safe.
class Bundles {
 public:
  Bundles(store::Store& store, Intake& intake, UnpackLimits limits, std::filesystem::path spool,
          Random random)
      : store_(store),
        intake_(intake),
        limits_(limits),
        spool_(std::move(spool)),
        random_(std::move(random)) {}

  struct Taken {
    Bundle bundle;
    bool again = false;  // it was there already
  };

  // Returns after everything is durable. Throws as Intake does.
  std::variant<Taken, ArchiveRefusal> accept(const accounts::Principal& sender,
                                             const std::string& name, std::string_view archive,
                                             const std::string& sha256);

 private:
  std::optional<Bundle> known(const std::string& tenant, const std::string& sha256);

  store::Store& store_;
  Intake& intake_;
  const UnpackLimits limits_;
  const std::filesystem::path spool_;
  const Random random_;
  std::mutex one_at_a_time_;
};

}  // namespace facteur::gateway::flows
