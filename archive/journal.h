// The append-only journal: files of frames, named after the index of their first entry.
//
// Loading and appending are for one thread at a time; size() and entry() may run beside it.
// Failures are thrown as Failure or std::system_error.
#pragma once

#include <functional>
#include <memory>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/entry.h"
#include "archive/file_system.h"
#include "archive/result.h"

namespace facteur::archive {

class Journal {
 public:
  Journal(FileSystem& files, std::string directory, std::uint64_t journal_bytes);

  // Reads the whole journal, handing over every entry in order, and changes nothing. Refuses
  // (`corrupt`) unless all is whole up to, at most, one torn frame at the very end.
  void load(const std::function<void(const Entry&, std::string_view encoded)>& visit);
  // Removes the torn frame that load() found; returns its length in bytes, without trailing zeros.
  std::uint64_t cut_torn_frame();

  // Writes the entries as one frame; they begin at size(). Durable, and counted by size(), only
  // after commit(): the commit point of the archive.
  void append(std::span<const std::string> encoded);
  void commit();
  // Releases the room allocated ahead.
  void close();

  std::uint64_t size() const;
  // The encoded entry; Failure with not_found or corrupt.
  std::string entry(std::uint64_t index) const;

 private:
  struct FilePart {
    std::uint64_t first = 0;  // entry
    std::shared_ptr<File> file;
  };
  void load_file(const FilePart& part, bool last,
                 const std::function<void(const Entry&, std::string_view)>& visit);
  void roll_if_full();
  void start_file();
  void reserve(std::uint64_t size);

  FileSystem& files_;
  const std::string directory_;  // of the archive
  const std::uint64_t journal_bytes_;

  mutable std::shared_mutex mutex_;       // guards the next two
  std::vector<std::uint64_t> locations_;  // of each entry: file << 32 | offset of its length
  std::vector<FilePart> parts_;

  std::vector<std::uint64_t> uncommitted_;
  std::uint64_t end_ = 0;  // of the last frame in the last file
  std::uint64_t allocated_ = 0;
  std::uint64_t torn_bytes_ = 0;
};

}  // namespace facteur::archive
