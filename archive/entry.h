// One journal entry: what happened to whom, when, by whose hand, and which bytes prove it. Its
// encoding is the leaf of the Merkle tree, byte for byte (FORMAT.md, "Entry").
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/hash.h"

namespace facteur::archive {

// The numbers are on disk: never renumber, only add.
enum class EntryType : std::uint8_t {
  reception = 1,        // bytes arrived, as received
  verdict = 2,          // what the checks found
  status = 3,           // a life-cycle status was set
  delivery = 4,         // bytes were handed to a recipient
  seal = 5,             // a signature or seal over an object
  access = 6,           // somebody read an object
  integrity_check = 7,  // a verification ran, with its result
  hold = 8,             // legal hold set
  release = 9,          // legal hold lifted
  elimination = 10,     // an object was destroyed after its retention
  key_change = 11,      // from here on heads are signed by the key in the object
  abandoned = 12,       // work on a subject was given up
};

// The name in lower case, as in the enum; "unknown" for a number without one.
std::string_view name_of(EntryType type);

// Limits of one entry; a deposit beyond them is refused before anything is written.
inline constexpr std::size_t kMaxName = 1024;    // tenant, subject, actor, media type: bytes each
inline constexpr std::size_t kMaxNote = 16'384;  // bytes

struct Entry {
  EntryType type = EntryType::reception;
  std::uint64_t index = 0;  // place in the journal, from 0
  std::int64_t time =
      0;                // microseconds since 1970-01-01T00:00:00Z, never less than the entry before
  std::string tenant;   // whose archive it is (SIREN), empty for the platform's own entries
  std::string subject;  // what it is about: a flow id, an invoice id, a key id
  std::string actor;    // who did it
  std::string media_type;  // of the object
  std::string note;
  bool has_object = false;
  Hash object_sha256{};                  // zero without an object, as the next two
  LongHash object_sha512{};              // for the day SHA-256 weakens
  std::uint64_t object_size = 0;         // bytes
  std::int64_t retention_until_day = 0;  // days since 1970-01-01, last day of retention; 0: none
  std::array<std::uint8_t, 16> salt{};  // random: a leaf hash that outlives its entry tells nothing
  Hash previous{};  // leaf hash of the entry before; of entry 0, SHA-256 of the file `format`
};

std::string encode(const Entry& entry);
// Nothing unless `bytes` is exactly what encode() writes for some entry.
std::optional<Entry> decode_entry(std::string_view bytes);

}  // namespace facteur::archive
