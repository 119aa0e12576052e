// A disk in memory that forgets, as real ones do, what was not synced: for losing power at any
// moment.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "archive/file_system.h"

namespace facteur::archive::test {

// What a crash leaves of what was not synced.
enum class Remains {
  everything,   // the process was killed, the machine went on
  nothing,      // power was lost and no cache was written
  prefix,       // each file up to a byte chosen by the seed
  some_blocks,  // of each file the 512-byte blocks, and of each folder the names, that the seed
                // picks
};

class FaultFileSystem final : public FileSystem {
 public:
  FaultFileSystem();
  ~FaultFileSystem() override;

  std::unique_ptr<File> open(const std::string& path, OpenMode mode) override;
  bool exists(const std::string& path) override;
  std::vector<std::string> list(const std::string& directory) override;
  void make_directory(const std::string& path) override;
  void rename(const std::string& from, const std::string& to) override;
  void remove(const std::string& path) override;
  void sync_directory(const std::string& path) override;
  std::unique_ptr<FileLock> lock(const std::string& path) override;

  // From the `operation`th change (write, sync, rename, ...) on, every call fails.
  void crash_at(std::uint64_t operation) { crash_at_ = operation; }
  // The `operation`th sync fails once, and what it should have saved is lost later.
  void fail_sync(std::uint64_t operation) { failing_sync_ = operation; }
  bool crashed() const { return operations_ >= crash_at_; }
  std::uint64_t operations() const { return operations_; }

  // The disk as the next start of the machine finds it.
  std::unique_ptr<FaultFileSystem> after_crash(Remains remains, std::uint32_t seed) const;

  // The current bytes of all files, and one to change: for tests of damage.
  std::map<std::string, std::string> contents() const;
  void overwrite(const std::string& path, const std::string& bytes);

 private:
  friend class FaultFile;
  struct Node {
    std::string current;
    std::string durable;
  };
  using Names = std::map<std::string, std::shared_ptr<Node>>;

  void begin_change();
  void begin_sync();

  mutable std::mutex mutex_;
  Names current_;  // path to file
  Names durable_;
  std::set<std::string> folders_;  // taken as durable at once: losing one loses only what is in it
  std::set<std::string> locks_;
  std::uint64_t operations_ = 0;
  std::uint64_t sync_calls_ = 0;
  std::uint64_t crash_at_ = ~std::uint64_t{0};
  std::uint64_t failing_sync_ = ~std::uint64_t{0};
};

}  // namespace facteur::archive::test
