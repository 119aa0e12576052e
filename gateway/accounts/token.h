// Bearer tokens: JWT (RFC 7519) signed with HMAC-SHA-256, the only algorithm that is accepted.
// A token says who, not what for: memberships are looked up when it is shown. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/store/instant.h"

namespace facteur::gateway::accounts {

struct Claims {
  std::string subject;
  std::string id;        // jti: unique
  std::int64_t issued;   // seconds since 1970, UTC
  std::int64_t expires;  // seconds since 1970, UTC; the token is good before it
};

class TokenSigner {
 public:
  // Throws std::invalid_argument for a key under 32 bytes (RFC 7518 §3.2).
  explicit TokenSigner(std::string key);

  std::string sign(const Claims& claims) const;

  // Nothing when the token is not ours, was changed, or is over at `now`.
  std::optional<Claims> verify(std::string_view token, Instant now) const;

 private:
  const std::string key_;
};

}  // namespace facteur::gateway::accounts
