#include <openssl/pem.h>

#include "signing/openssl_handles.h"
#include "signing/signer.h"

namespace facteur::signing {
namespace {

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

bool is_p256(EVP_PKEY* key) {
  char group[32] = {};
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
         EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) == 1 &&
         std::string_view(group) == "prime256v1";
}

}  // namespace

bool verify(std::string_view algorithm, std::string_view public_key_pem, std::string_view bytes,
            std::string_view signature) {
  if (algorithm != "ecdsa-p256-sha256") return false;
  const Bio bio(BIO_new_mem_buf(public_key_pem.data(), static_cast<int>(public_key_pem.size())));
  const Key key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
  if (!key || !is_p256(key.get())) return false;
  const DigestContext context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(bytes),
                          bytes.size()) == 1;
}

}  // namespace facteur::signing
