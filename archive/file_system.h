// The few operations that the archive asks of a disk, so that tests can lose power at any of them
// and benches can make a sync as slow as a real disk's.
//
// Every function throws std::system_error naming the path when the operating system refuses.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::archive {

// An open file. Reads may run beside one writer.
class File {
 public:
  virtual ~File() = default;

  // Fills `into` from `offset`; returns how much there was before the end of the file.
  virtual std::size_t read(std::uint64_t offset, std::span<char> into) const = 0;
  virtual std::uint64_t size() const = 0;

  // Writes all parts one after the other from `offset`; durable only after sync().
  virtual void write(std::uint64_t offset, std::span<const std::string_view> parts) = 0;
  // fdatasync. After a failure the caller must stop: the kernel may have dropped the dirty pages.
  virtual void sync() = 0;
  virtual void truncate(std::uint64_t size) = 0;
  // Grows the file with zeros up to `size`, so that a later sync has no size to record.
  virtual void allocate(std::uint64_t size) = 0;
};

enum class OpenMode {
  read,    // must exist
  write,   // must exist; readable and writable
  create,  // emptied when it exists; durable only after sync() and sync_directory() of its folder
};

// Held for as long as the object lives; the lock dies with the process.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual std::unique_ptr<File> open(const std::string& path, OpenMode mode) = 0;
  virtual bool exists(const std::string& path) = 0;
  // Names in a folder, sorted, without "." and ".."; folders end with '/'. Empty if it is missing.
  virtual std::vector<std::string> list(const std::string& directory) = 0;
  // Does nothing when it exists.
  virtual void make_directory(const std::string& path) = 0;
  virtual void rename(const std::string& from, const std::string& to) = 0;
  virtual void remove(const std::string& path) = 0;
  // Makes creations, renames and removals in a folder durable.
  virtual void sync_directory(const std::string& path) = 0;
  // An exclusive lock on a file that exists; null when another holder has it.
  virtual std::unique_ptr<FileLock> lock(const std::string& path) = 0;

  // Syncs of files and folders so far: the figure that decides what an append costs.
  std::uint64_t syncs() const { return syncs_.load(std::memory_order_relaxed); }

 protected:
  void count_sync() { syncs_.fetch_add(1, std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> syncs_{0};
};

// The machine's own file system. `extra_sync_delay` is added to every sync, for benches only.
std::unique_ptr<FileSystem> make_posix_file_system(
    std::chrono::microseconds extra_sync_delay = std::chrono::microseconds{0});

// The whole file as one string.
std::string read_file(FileSystem& files, const std::string& path);

// Puts `bytes` at `path` all or nothing: path.tmp, sync, rename. The caller syncs the folder, once
// for as many files as it replaced there.
void replace_file(FileSystem& files, const std::string& path, std::string_view bytes);

}  // namespace facteur::archive
