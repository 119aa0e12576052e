// The objects of one archive: finding and reading them, and adding to the open segment.
//
// Loading, adding and syncing are for one thread at a time; read(), contains() and size() may run
// beside it. Failures are thrown as Failure or std::system_error.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "archive/object_index.h"
#include "archive/object_reader.h"
#include "archive/result.h"
#include "archive/segment.h"

namespace facteur::archive {

class ObjectStore {
 public:
  ObjectStore(FileSystem& files, std::string directory, std::uint64_t segment_bytes);

  // Reads all segments and changes nothing. Refuses when a full segment is not whole.
  void load();
  // Recovery tells which objects the journal knows; false when there is no such object.
  bool mark_referenced(const Hash& sha256, std::uint64_t length);
  // Cuts what follows the last referenced object of the open segment: those writes never reached
  // the journal, so nobody was told of them. Returns how many bytes of record that were.
  std::uint64_t cut_unreferenced();

  // Stores the bytes unless they are there already; durable only after sync().
  void add(const Hash& sha256, std::string_view bytes);
  // The first half of a commit. Returns at once when nothing was added.
  void sync();
  // Gives a segment that has reached its size an index, and starts the next. Between commits only.
  void roll_if_full();
  // Releases the room allocated ahead.
  void close();

  bool contains(const Hash& sha256) const;
  // The bytes, their hash checked; Failure with not_found or corrupt.
  std::string read(const Hash& sha256) const;
  // The same piece by piece; Failure with not_found or corrupt.
  std::unique_ptr<ObjectReader> open(const Hash& sha256) const;
  std::uint64_t size() const;

 private:
  std::unique_ptr<File> open_segment(std::uint32_t number, OpenMode mode) const;
  std::shared_ptr<File> reader_of(std::uint32_t segment) const;
  ObjectRecord header_at(ObjectLocation location) const;
  std::optional<ObjectLocation> locate(const Hash& sha256) const;
  std::vector<ObjectRecord> load_full_segment(std::uint32_t number);
  void start_segment(std::uint32_t number);
  void reserve(std::uint64_t size);

  FileSystem& files_;
  const std::string directory_;  // of the archive
  const std::uint64_t segment_bytes_;

  mutable std::shared_mutex index_mutex_;
  ObjectIndex index_;
  mutable std::mutex readers_mutex_;
  mutable std::map<std::uint32_t, std::shared_ptr<File>> readers_;  // a few open segments

  std::unique_ptr<File> open_;  // the last segment, null until there is one
  std::uint32_t open_number_ = 0;
  std::uint64_t end_ = 0;             // of the last record in it
  std::uint64_t referenced_end_ = 0;  // of the last record that the journal knows
  std::uint64_t allocated_ = 0;
  std::vector<ObjectRecord> open_records_;
  bool dirty_ = false;
};

}  // namespace facteur::archive
