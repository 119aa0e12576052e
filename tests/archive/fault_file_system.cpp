#include "tests/archive/fault_file_system.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <system_error>

namespace facteur::archive::test {
namespace {

constexpr std::size_t kBlock = 512;

[[noreturn]] void fail(std::errc code, const std::string& path) {
  throw std::system_error(std::make_error_code(code), path);
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

// The durable bytes with a prefix of what was written since.
std::string with_prefix(const std::string& durable, const std::string& current, std::size_t cut) {
  std::string bytes = current.substr(0, cut);
  if (durable.size() > cut) bytes += durable.substr(cut);
  return bytes;
}

std::string with_some_blocks(const std::string& durable, const std::string& current,
                             std::mt19937& random) {
  const bool grown = random() % 2 == 0;
  std::string bytes(grown ? current.size() : durable.size(), '\0');
  for (std::size_t at = 0; at < bytes.size(); at += kBlock) {
    const std::string& source = random() % 2 == 0 || at >= durable.size() ? current : durable;
    if (at >= source.size() || (at >= durable.size() && random() % 2 == 0)) continue;
    const std::size_t count = std::min({kBlock, source.size() - at, bytes.size() - at});
    std::memcpy(bytes.data() + at, source.data() + at, count);
  }
  return bytes;
}

}  // namespace

class FaultFile final : public File {
 public:
  FaultFile(FaultFileSystem& disk, std::shared_ptr<FaultFileSystem::Node> node)
      : disk_(disk), node_(std::move(node)) {}

  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    const std::lock_guard lock(disk_.mutex_);
    if (offset >= node_->current.size()) return 0;
    return node_->current.copy(into.data(), into.size(), offset);
  }

  std::uint64_t size() const override {
    const std::lock_guard lock(disk_.mutex_);
    return node_->current.size();
  }

  void write(std::uint64_t offset, std::span<const std::string_view> parts) override {
    const std::lock_guard lock(disk_.mutex_);
    disk_.begin_change();
    for (const std::string_view part : parts) {
      if (node_->current.size() < offset + part.size()) node_->current.resize(offset + part.size());
      part.copy(node_->current.data() + offset, part.size());
      offset += part.size();
    }
  }

  void sync() override {
    const std::lock_guard lock(disk_.mutex_);
    disk_.begin_sync();
    node_->durable = node_->current;
  }

  void truncate(std::uint64_t size) override {
    const std::lock_guard lock(disk_.mutex_);
    disk_.begin_change();
    node_->current.resize(size);
  }

  void allocate(std::uint64_t size) override {
    const std::lock_guard lock(disk_.mutex_);
    disk_.begin_change();
    if (node_->current.size() < size) node_->current.resize(size);
  }

 private:
  FaultFileSystem& disk_;
  std::shared_ptr<FaultFileSystem::Node> node_;
};

FaultFileSystem::FaultFileSystem() = default;
FaultFileSystem::~FaultFileSystem() = default;

void FaultFileSystem::begin_change() {
  if (++operations_ >= crash_at_) fail(std::errc::io_error, "power is lost");
}

void FaultFileSystem::begin_sync() {
  begin_change();
  count_sync();
  if (++sync_calls_ == failing_sync_) fail(std::errc::io_error, "sync");
}

std::unique_ptr<File> FaultFileSystem::open(const std::string& path, OpenMode mode) {
  const std::lock_guard lock(mutex_);
  if (mode == OpenMode::create) {
    begin_change();
    auto& node = current_[path];
    if (node) {
      node->current.clear();
    } else {
      node = std::make_shared<Node>();
    }
  }
  const auto found = current_.find(path);
  if (found == current_.end()) fail(std::errc::no_such_file_or_directory, path);
  return std::make_unique<FaultFile>(*this, found->second);
}

bool FaultFileSystem::exists(const std::string& path) {
  const std::lock_guard lock(mutex_);
  return current_.contains(path) || folders_.contains(path);
}

std::vector<std::string> FaultFileSystem::list(const std::string& directory) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  const std::string folder =
      directory.ends_with('/') ? directory.substr(0, directory.size() - 1) : directory;
  for (const auto& [path, node] : current_) {
    if (folder_of(path) == folder) names.push_back(path.substr(folder.size() + 1));
  }
  for (const std::string& path : folders_) {
    if (folder_of(path) == folder) names.push_back(path.substr(folder.size() + 1) + "/");
  }
  std::sort(names.begin(), names.end());
  return names;
}

void FaultFileSystem::make_directory(const std::string& path) {
  const std::lock_guard lock(mutex_);
  begin_change();
  folders_.insert(path);
}

void FaultFileSystem::rename(const std::string& from, const std::string& to) {
  const std::lock_guard lock(mutex_);
  begin_change();
  const auto found = current_.find(from);
  if (found == current_.end()) fail(std::errc::no_such_file_or_directory, from);
  current_[to] = found->second;
  current_.erase(from);
}

void FaultFileSystem::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  begin_change();
  current_.erase(path);
}

void FaultFileSystem::sync_directory(const std::string& path) {
  const std::lock_guard lock(mutex_);
  begin_sync();
  std::erase_if(durable_, [&](const auto& item) { return folder_of(item.first) == path; });
  for (const auto& [name, node] : current_) {
    if (folder_of(name) == path) durable_[name] = node;
  }
}

std::unique_ptr<FileLock> FaultFileSystem::lock(const std::string& path) {
  class Lock final : public FileLock {
   public:
    Lock(FaultFileSystem& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
    ~Lock() override {
      const std::lock_guard lock(disk_.mutex_);
      disk_.locks_.erase(path_);
    }

   private:
    FaultFileSystem& disk_;
    std::string path_;
  };
  const std::lock_guard lock(mutex_);
  if (!locks_.insert(path).second) return nullptr;
  return std::make_unique<Lock>(*this, path);
}

std::unique_ptr<FaultFileSystem> FaultFileSystem::after_crash(Remains remains,
                                                              std::uint32_t seed) const {
  const std::lock_guard lock(mutex_);
  std::mt19937 random(seed);
  Names names = remains == Remains::nothing ? durable_ : current_;
  if (remains == Remains::some_blocks || remains == Remains::prefix) {
    names = durable_;
    for (const auto& [path, node] : current_) {
      if (random() % 2 == 0) names[path] = node;
    }
    // A replaced file must still have one of its two contents; a removed one may be there or not.
    for (const auto& [path, node] : durable_) {
      if (!current_.contains(path) && random() % 2 == 0) names.erase(path);
    }
  }
  auto disk = std::make_unique<FaultFileSystem>();
  disk->folders_ = folders_;
  for (const auto& [path, node] : names) {
    auto copy = std::make_shared<Node>();
    copy->current = node->durable;
    if (remains == Remains::everything) copy->current = node->current;
    if (remains == Remains::prefix) {
      const std::size_t same =
          static_cast<std::size_t>(std::mismatch(node->durable.begin(), node->durable.end(),
                                                 node->current.begin(), node->current.end())
                                       .first -
                                   node->durable.begin());
      const std::size_t range = node->current.size() - std::min(same, node->current.size());
      copy->current = with_prefix(node->durable, node->current, same + random() % (range + 1));
    }
    if (remains == Remains::some_blocks) {
      copy->current = with_some_blocks(node->durable, node->current, random);
    }
    copy->durable = copy->current;
    disk->current_[path] = copy;
    disk->durable_[path] = copy;
  }
  return disk;
}

std::map<std::string, std::string> FaultFileSystem::contents() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::string> files;
  for (const auto& [path, node] : current_) files[path] = node->current;
  return files;
}

void FaultFileSystem::overwrite(const std::string& path, const std::string& bytes) {
  const std::lock_guard lock(mutex_);
  auto node = std::make_shared<Node>();
  node->current = node->durable = bytes;
  current_[path] = durable_[path] = node;
}

}  // namespace facteur::archive::test
