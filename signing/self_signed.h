// A new P-256 key and the certificate it gives itself (X.509 v3, RFC 5280): says who we are, on
// nobody's word but ours.
#pragma once

#include <cstdint>
#include <string>

namespace facteur::signing {

struct KeyPair {
  std::string key_pem;  // PKCS#8, not encrypted
  std::string certificate_pem;
};

// Valid for ten years from `now` (seconds since 1970, UTC); key usage digitalSignature, no CA. The
// key comes from OpenSSL's generator. Throws std::runtime_error when OpenSSL refuses.
KeyPair make_self_signed(const std::string& common_name, std::int64_t now);

}  // namespace facteur::signing
