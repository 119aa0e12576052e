// Verification of a whole archive, by anybody who can read its directory: every byte of every file
// is held against the signed head, and every difference is named.
//
// Read-only and without a lock. An archive that a server is writing to is verified up to its newest
// head; what is still being written beyond it is left out.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/checkpoint.h"
#include "archive/file_system.h"
#include "archive/result.h"

namespace facteur::archive {

enum class FaultKind {
  missing_file,     // a file that must be there is not
  unexpected_file,  // a file that has no business here
  format,           // the file `format` is not what an archive of this version begins with
  object_record,    // bytes in a segment that are no object record
  object_bytes,     // the object's bytes are not those that were deposited
  object_missing,   // an entry names an object that no segment holds
  object_unnamed,   // an object that no entry names
  segment_index,    // the index does not follow from its segment
  journal_frame,    // bytes in the journal that are no whole frame
  journal_entry,    // an entry that is malformed or does not follow the one before
  tile,             // the tile does not follow from the journal
  checkpoint,       // not a checkpoint of this archive
  head_root,        // the head commits to other entries than those in the journal
  head_signature,   // a signature that does not hold
  head_chain,       // a kept head that the newest head does not lead to
  key,              // not the public key that its name says, or one the journal does not know
  pinned_key,       // the newest head is not signed by the key asked for
};
// The name as in the enum, for machines.
std::string_view name_of(FaultKind kind);

struct Fault {
  FaultKind kind = FaultKind::format;
  std::string file;                    // relative to the archive
  std::uint64_t offset = 0;            // in the file; 0 where the file as a whole is meant
  std::string object;                  // SHA-256 in hex of the object concerned, where there is one
  std::optional<std::uint64_t> entry;  // index of the journal entry concerned
  std::string detail;                  // English, for whoever looks closer
};

struct VerifyOptions {
  unsigned threads = 1;    // that hash objects
  std::string pinned_key;  // PEM: the newest head must be signed by this key; empty: any
  std::vector<std::string>
      known_heads;  // checkpoint texts kept elsewhere: the journal must still agree
  // Called now and then, from one thread at a time, with bytes read and bytes to read.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  FileSystem* files = nullptr;  // null: the machine's own
};

struct VerifyReport {
  std::string archive_id;
  std::uint64_t entries = 0;         // in the journal
  std::uint64_t sealed_entries = 0;  // of these, covered by the newest head
  std::uint64_t objects = 0;         // in the segments
  std::uint64_t bytes = 0;           // read
  std::optional<Checkpoint> head;    // the newest
  bool in_use = false;               // a writer holds the archive
  std::uint64_t unfinished = 0;  // writes that a crash interrupted: harmless, gone at next opening
  std::vector<Fault> faults;     // by file and offset

  bool sound() const { return faults.empty(); }
};

// Fails only when there is nothing to verify: no archive there, or the disk refuses to read.
Result<VerifyReport> verify(const std::string& directory, const VerifyOptions& options);

}  // namespace facteur::archive
