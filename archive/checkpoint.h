// A signed tree head: the few lines of text that commit to every entry before it (FORMAT.md,
// "Checkpoint"), and the keys that sign it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/hash.h"

namespace facteur::archive {

// Whoever owns the private key. Implemented outside this room. Called from one thread at a time,
// but not from the thread that opened the archive.
class HeadSigner {
 public:
  virtual ~HeadSigner() = default;
  virtual std::string algorithm() const = 0;             // "ecdsa-p256-sha256"
  virtual std::string key_id() const = 0;                // SHA-256 of the SubjectPublicKeyInfo, hex
  virtual std::string public_key_pem() const = 0;        // "-----BEGIN PUBLIC KEY-----..."
  virtual std::string sign(std::string_view bytes) = 0;  // throws when it cannot
};

struct HeadSignature {
  std::string algorithm;
  std::string key_id;
  std::string bytes;  // for ECDSA: DER
};

struct Checkpoint {
  std::string archive_id;           // 32 hex digits
  std::uint64_t size = 0;           // entries covered
  Hash root{};                      // of the tree over them
  std::int64_t time = 0;            // microseconds since 1970-01-01T00:00:00Z
  std::uint64_t previous_size = 0;  // size of the newest kept checkpoint before this one; 0: none
  Hash previous_hash{};             // SHA-256 of that file, so that no kept checkpoint can vanish
  std::vector<HeadSignature> signatures;  // a list, so that a second algorithm can stand beside
};

std::string signed_part(const Checkpoint& checkpoint);
std::string format(const Checkpoint& checkpoint);
// Nothing unless `text` is exactly what format() writes for some checkpoint with a signature.
std::optional<Checkpoint> parse_checkpoint(std::string_view text);

// "2026-11-21T21:45:04.000123Z"
std::string format_time(std::int64_t microseconds);
std::optional<std::int64_t> parse_time(std::string_view text);  // lenient; format it to compare

// Key id to public key PEM.
using KeyRing = std::map<std::string, std::string>;

// The key id of a PEM public key; nothing when `pem` is not, byte for byte, the PEM of one public
// key fit to sign heads (P-256).
std::optional<std::string> key_id_of(std::string_view pem);
bool verify_signature(const HeadSignature& signature, std::string_view bytes, std::string_view pem);
// Empty when every signature holds with a key of the ring; else what is wrong.
std::string check_signatures(const Checkpoint& checkpoint, const KeyRing& keys);

}  // namespace facteur::archive
