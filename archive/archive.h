// The evidence store: what is put in can be shown, to anybody and without our word, to have been
// there unchanged ever since.
//
// Bytes are kept under their SHA-256; every deposit is an entry of an append-only journal; the
// entries are the leaves of an RFC 9162 Merkle tree whose head is signed. FORMAT.md has the files.
//
// One process writes an archive at a time (held by a lock on its file `format`); any number may
// verify it meanwhile (verify.h). All functions of Archive may be called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/checkpoint.h"
#include "archive/entry.h"
#include "archive/file_system.h"
#include "archive/hash.h"
#include "archive/object_reader.h"
#include "archive/result.h"

namespace facteur::archive {

struct Options {
  std::string directory;                                // made when missing; its parent must exist
  HeadSigner* signer = nullptr;                         // required; must outlive the archive
  std::function<std::int64_t()> clock;                  // required: microseconds since 1970 UTC
  std::function<void(std::span<std::uint8_t>)> random;  // required: cryptographic quality
  // How many entries the caller knows to have been acknowledged. Opening refuses to go below: fewer
  // whole entries are then damage, not the end of an interrupted write.
  std::uint64_t acknowledged = 0;
  std::uint64_t segment_bytes = 256u << 20;  // a segment at least this long takes no more objects
  std::uint64_t journal_bytes = 64u << 20;   // the same for a journal file
  std::uint64_t max_object_bytes = 128u << 20;  // a longer object is refused
  FileSystem* files = nullptr;                  // null: the machine's own; must outlive the archive
};

struct Deposit {
  EntryType type = EntryType::reception;  // any but key_change, which is the archive's own
  std::string tenant;                     // the five texts: limits and meaning in entry.h
  std::string subject;
  std::string actor;
  std::string media_type;
  std::string_view bytes;  // the object; may be a mapped file. Empty: an event without an object
  std::string note;
  std::int64_t retention_until_day = 0;  // days since 1970-01-01; 0: none
};

struct Receipt {
  std::uint64_t index = 0;  // the entry's place in the journal
  Hash leaf{};              // its leaf hash: with a proof, all that a depositor has to keep
  Hash object_sha256{};     // zero for an event without an object
};

// That an entry is part of the archive that a signed head commits to. proof.h checks and spells it.
struct Proof {
  std::string entry;  // the encoded entry (entry.h), the leaf's bytes
  std::uint64_t index = 0;
  std::vector<Hash> path;  // RFC 9162 inclusion path towards the checkpoint's root
  std::string checkpoint;  // the checkpoint file's text
  std::string public_key;  // PEM of the key of its first signature
};

struct Statistics {
  std::uint64_t entries = 0;    // in the archive; the others count from opening
  std::uint64_t objects = 0;    // different objects in the archive
  std::uint64_t commits = 0;    // group commits
  std::uint64_t heads = 0;      // signed heads written
  std::uint64_t syncs = 0;      // fdatasync and fsync calls, of the whole file system object
  std::uint64_t cut_bytes = 0;  // what opening cut off: writes that were never acknowledged
};

class Archive {
 public:
  // Opens, or makes, an archive; finishes or drops what a crash interrupted. Refuses (`corrupt`)
  // when the journal, the objects, the tiles and the newest head do not agree, and changes nothing
  // then.
  static Result<std::unique_ptr<Archive>> open(const Options& options);

  // Signs a last head over everything and releases the lock.
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  // Appends all deposits as consecutive entries, all or none, and returns when they are durable.
  // Callers that wait at the same time share the two syncs that this costs. After `io` the archive
  // is stopped: whether these deposits survived is known only after opening it again.
  Result<std::vector<Receipt>> append(std::span<const Deposit> batch);

  // The bytes with this SHA-256, hashed again before they are returned.
  Result<std::string> read_object(const Hash& sha256) const;
  // The same piece by piece.
  Result<std::unique_ptr<ObjectReader>> open_object(const Hash& sha256) const;
  Result<bool> has_object(const Hash& sha256) const;

  // Entries are durable, and visible here, before append() returns.
  std::uint64_t size() const;
  Result<Entry> entry(std::uint64_t index) const;
  // Up to `limit` entries from `first` on; empty at the end. What a reader with its own cursor
  // needs to catch up after a crash.
  Result<std::vector<Entry>> entries(std::uint64_t first, std::size_t limit) const;

  // The newest signed head, written behind the commits; seal() waits until it covers everything
  // that was in the archive when it was called.
  Checkpoint newest_checkpoint() const;
  Result<Checkpoint> seal();

  // That entry `index` is in the newest signed head; `not_sealed_yet` when it is too young.
  Result<Proof> prove(std::uint64_t index) const;
  // That the archive of `size` entries begins with that of `first` (RFC 9162 section 2.1.4).
  Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t size) const;

  // Empty while the archive accepts deposits; else why it stopped.
  std::optional<Error> stopped() const;
  Statistics statistics() const;

 private:
  class Impl;
  explicit Archive(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace facteur::archive
