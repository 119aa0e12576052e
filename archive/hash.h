// SHA-256, SHA-512 and their spelling as text. Thread safe: no state is shared.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace facteur::archive {

using Hash = std::array<std::uint8_t, 32>;
using LongHash = std::array<std::uint8_t, 64>;

// Hashes bytes that arrive in pieces; after finish() it is ready for the next message.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  Sha256& update(std::string_view bytes);
  Hash finish();

 private:
  void start();
  evp_md_ctx_st* context_;
};

Hash sha256(std::string_view bytes);
LongHash sha512(std::string_view bytes);

// The bytes of a hash, valid as long as the hash is.
template <std::size_t N>
std::string_view as_bytes(const std::array<std::uint8_t, N>& hash) {
  return {reinterpret_cast<const char*>(hash.data()), N};
}

// Lower-case hexadecimal. from_hex accepts exactly 64 lower-case digits: one hash, one spelling.
std::string to_hex(std::string_view bytes);
std::string to_hex(const Hash& hash);
std::optional<Hash> from_hex(std::string_view text);

// RFC 4648 base64 with padding. Decoding refuses every spelling but the canonical one, so that no
// byte of a text can change without its meaning changing.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace facteur::archive
