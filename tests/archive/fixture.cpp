// The part of support.h that needs no test framework: the bench uses it too.
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "tests/archive/support.h"

namespace facteur::archive::test {

struct TestSigner::Key {
  EVP_PKEY* pkey = EVP_EC_gen("P-256");
  ~Key() { EVP_PKEY_free(pkey); }
};

TestSigner::TestSigner() : key_(std::make_unique<Key>()) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(bio, key_->pkey);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  public_key_.assign(text, static_cast<std::size_t>(size));
  BIO_free(bio);
  key_id_ = key_id_of(public_key_).value();
}

TestSigner::~TestSigner() = default;

std::string TestSigner::sign(std::string_view bytes) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::string signature(128, '\0');
  std::size_t size = signature.size();
  EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_->pkey);
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                 reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  EVP_MD_CTX_free(context);
  signature.resize(size);
  return signature;
}

Options options_for(const std::string& directory, HeadSigner& signer, FileSystem* files) {
  Options options;
  options.directory = directory;
  options.signer = &signer;
  options.files = files;
  options.clock = [now = std::make_shared<std::atomic<std::int64_t>>(1'795'200'000'000'000)] {
    return now->fetch_add(1000);
  };
  options.random = [next =
                        std::make_shared<std::atomic<unsigned>>(0)](std::span<std::uint8_t> bytes) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(next->fetch_add(1) * 151);
  };
  return options;
}

Deposit reception(std::string_view bytes, const std::string& subject) {
  Deposit deposit;
  deposit.type = EntryType::reception;
  deposit.tenant = "123456782";
  deposit.subject = subject;
  deposit.actor = "api";
  deposit.media_type = "application/xml";
  deposit.bytes = bytes;
  return deposit;
}

}  // namespace facteur::archive::test
