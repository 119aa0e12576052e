// Takes the files out of a .zip or .tar.gz from strangers.
//
// All or nothing: an archive that is cut or damaged, that goes beyond a limit or holds anything but
// plain files and folders under plain names is refused as a whole, by the first such entry. Nothing
// is ever written under a name that the archive chose: the files stand one after another in a
// spool, and memory is for one piece of one of them and the names. Time is bounded by the limits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/flows/archive_refusal.h"
#include "gateway/flows/spool.h"

namespace facteur::gateway::flows {

struct UnpackLimits {
  std::size_t files = 1'000;  // folders included; at most `files_at_most`
  std::uint64_t file_bytes = 100'000'000;
  std::uint64_t total_bytes = 1'000'000'000;  // of all files together
  std::uint64_t ratio = 100;                  // unpacked to packed; the first 10 MB are free
  std::size_t path_bytes = 255;
  std::size_t path_depth = 16;  // folders above a file
};
inline constexpr std::size_t files_at_most = 1'000;

struct UnpackedFile {
  std::string path;  // '/' between names, no "." in it
  std::string_view bytes;
  std::string sha256;  // 64 lower-case hex digits
};

class Unpacked {
 public:
  Unpacked(std::unique_ptr<Spool> spool, std::vector<UnpackedFile> files,
           std::vector<std::string> ignored)
      : spool_(std::move(spool)), files_(std::move(files)), ignored_(std::move(ignored)) {}

  // In the order of the archive; the bytes are valid while this lives.
  const std::vector<UnpackedFile>& files() const { return files_; }
  // Paths of what file managers put into archives beside the files: __MACOSX/, .DS_Store.
  const std::vector<std::string>& ignored() const { return ignored_; }

 private:
  std::unique_ptr<Spool> spool_;
  std::vector<UnpackedFile> files_;
  std::vector<std::string> ignored_;
};

// Does a file that begins so look like a .zip or .tar.gz?
bool looks_like_archive(std::string_view beginning);

// Throws std::system_error when the disk does not take it. Safe from several threads at once.
std::variant<Unpacked, ArchiveRefusal> unpack(std::string_view archive, const UnpackLimits& limits,
                                              const std::filesystem::path& spool_folder);

}  // namespace facteur::gateway::flows
