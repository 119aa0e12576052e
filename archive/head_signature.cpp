// Checking the signatures of checkpoints with OpenSSL.
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

#include "archive/checkpoint.h"

namespace facteur::archive {
namespace {

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using Bio = std::unique_ptr<BIO, Releaser<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Releaser<EVP_MD_CTX_free>>;

Key parse_public_key(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
}

std::string to_pem(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PUBKEY(bio.get(), key) != 1) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string to_der(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0) return {};
  std::string bytes(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

bool is_p256(EVP_PKEY* key) {
  char group[32] = {};
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
         EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) == 1 &&
         std::string_view(group) == "prime256v1";
}

struct Algorithm {
  std::string_view id;
  bool (*fits)(EVP_PKEY*);
  const EVP_MD* (*digest)();
};

constexpr Algorithm kAlgorithms[] = {
    {"ecdsa-p256-sha256", is_p256, EVP_sha256},
};

}  // namespace

std::optional<std::string> key_id_of(std::string_view pem) {
  if (pem.size() > 65'536) return std::nullopt;
  const Key key = parse_public_key(pem);
  if (!key || to_pem(key.get()) != pem) return std::nullopt;
  for (const Algorithm& algorithm : kAlgorithms) {
    if (algorithm.fits(key.get())) return to_hex(sha256(to_der(key.get())));
  }
  return std::nullopt;
}

bool verify_signature(const HeadSignature& signature, std::string_view bytes,
                      std::string_view pem) {
  const Key key = parse_public_key(pem);
  if (!key) return false;
  for (const Algorithm& algorithm : kAlgorithms) {
    if (algorithm.id != signature.algorithm || !algorithm.fits(key.get())) continue;
    const DigestContext context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, algorithm.digest(), nullptr, key.get()) ==
               1 &&
           EVP_DigestVerify(
               context.get(), reinterpret_cast<const unsigned char*>(signature.bytes.data()),
               signature.bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
               bytes.size()) == 1;
  }
  return false;
}

std::string check_signatures(const Checkpoint& checkpoint, const KeyRing& keys) {
  if (checkpoint.signatures.empty()) return "the head bears no signature";
  const std::string bytes = signed_part(checkpoint);
  for (const HeadSignature& signature : checkpoint.signatures) {
    const auto key = keys.find(signature.key_id);
    if (key == keys.end()) return "the head is signed by an unknown key " + signature.key_id;
    if (!verify_signature(signature, bytes, key->second)) {
      return "the signature by key " + signature.key_id + " does not hold";
    }
  }
  return {};
}

}  // namespace facteur::archive
