// Whoever can sign: a key in a file today; a token or a remote service stands behind the same three
// questions.
#pragma once

#include <string>
#include <string_view>

namespace facteur::signing {

// Thread safe. sign() throws std::runtime_error when the key cannot be used (a token that is gone);
// everything else was settled when the signer was made.
class Signer {
 public:
  virtual ~Signer() = default;

  // The signature algorithm as our file formats spell it: "ecdsa-p256-sha256" (ECDSA of FIPS 186-4
  // with SHA-256, signature in DER as RFC 3279 section 2.2.3 has it).
  virtual std::string algorithm() const = 0;
  // SHA-256 of the DER SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), lower-case hex.
  virtual std::string key_id() const = 0;
  virtual std::string public_key_pem() const = 0;
  // The signer's certificate, PEM.
  virtual std::string certificate_pem() const = 0;
  // Over the bytes themselves, not over a hash of them.
  virtual std::string sign(std::string_view bytes) const = 0;
};

// Whether `signature` over `bytes` holds under a public key (PEM). False too for an algorithm that
// is unknown, weak, or does not fit the key: the caller names the algorithm, the signature never
// does.
bool verify(std::string_view algorithm, std::string_view public_key_pem, std::string_view bytes,
            std::string_view signature);

// The public key, PEM, out of a PEM public key or a PEM certificate; empty when it is neither.
std::string public_key_of(std::string_view pem);

}  // namespace facteur::signing
