// What the parts of a verification share: the report that they write into, and what each learns
// that the others need. Internal to this room.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "archive/verify.h"

namespace facteur::archive {

// Collects faults and progress from several threads.
class Inspection {
 public:
  Inspection(FileSystem& files, std::string directory, const VerifyOptions& options)
      : files(files), directory(std::move(directory)), options(options) {}

  FileSystem& files;
  const std::string directory;
  const VerifyOptions& options;

  std::string path(const std::string& file) const { return directory + "/" + file; }
  void fault(Fault fault);
  // A fault only if no writer turns out to hold the archive; otherwise a write under way.
  void fault_unless_in_use(Fault fault);
  void unfinished() { ++unfinished_; }
  void expect(std::uint64_t bytes) { total_ += bytes; }
  void advance(std::uint64_t bytes);

  // Into the report, once everything has been looked at.
  void conclude(bool in_use, VerifyReport& report);

 private:
  std::mutex mutex_;
  std::vector<Fault> faults_;
  std::vector<Fault> tail_faults_;
  std::atomic<std::uint64_t> unfinished_{0};
  std::atomic<std::uint64_t> done_{0};
  std::uint64_t total_ = 0;
};

// An object as the journal knows it.
struct NamedObject {
  Hash sha256{};
  std::uint64_t size = 0;
  std::uint64_t entry = 0;  // the first that names it
};

// What reading the journal teaches.
struct JournalFacts {
  bool whole = true;  // no frame is damaged: absence from the journal means something
  std::uint64_t entries = 0;
  std::vector<NamedObject> objects;     // sorted by hash, each once
  std::set<std::string> key_ids;        // introduced by key changes
  std::map<std::uint64_t, Hash> roots;  // at the sizes that were asked for
  std::set<std::string> tiles;          // files of all full tiles
};
// Checks the journal and the tiles. `sizes`: where roots are wanted. Tiles that lie within the
// first `sealed` entries must be on disk.
JournalFacts inspect_journal(Inspection& inspection, const Hash& format_hash,
                             const std::set<std::uint64_t>& sizes, std::uint64_t sealed);

// Checks the segments and their indexes against the journal; returns how many objects there are.
std::uint64_t inspect_objects(Inspection& inspection, const JournalFacts& journal);

// The heads as they were found before anything else was read.
struct Heads {
  std::string newest_text;
  std::optional<Checkpoint> newest;
  std::map<std::string, std::string> kept_texts;  // by file
  std::map<std::string, Checkpoint> kept;         // those that parse
};
Heads read_heads(Inspection& inspection, const std::string& archive_id);
// Checks signatures, roots, the chain of kept heads, keys and pinned heads.
void inspect_heads(Inspection& inspection, const Heads& heads, const JournalFacts& journal);

}  // namespace facteur::archive
