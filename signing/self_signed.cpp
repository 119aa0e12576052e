#include "signing/self_signed.h"

#include <openssl/bn.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "signing/openssl_handles.h"

namespace facteur::signing {
namespace {

constexpr std::int64_t kValidity = std::int64_t{3652} * 86'400;  // seconds, ten years
constexpr int kSerialBits = 127;  // positive and at most 20 octets, RFC 5280 section 4.1.2.2

using Number = std::unique_ptr<BIGNUM, Releaser<BN_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Releaser<X509_EXTENSION_free>>;

void check(bool ok) {
  if (!ok) throw std::runtime_error("OpenSSL cannot make a key and its certificate");
}

void set_serial(X509* certificate) {
  const Number serial(BN_new());
  check(BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1);
  check(BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void set_name(X509* certificate, const std::string& common_name) {
  X509_NAME* const name = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.data());
  check(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, text,
                                   static_cast<int>(common_name.size()), -1, 0) == 1);
  check(X509_set_issuer_name(certificate, name) == 1);
}

void set_validity(X509* certificate, std::int64_t now) {
  check(ASN1_TIME_set(X509_getm_notBefore(certificate), now) != nullptr);
  check(ASN1_TIME_set(X509_getm_notAfter(certificate), now + kValidity) != nullptr);
}

void add_extension(X509* certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  check(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

Certificate certify(EVP_PKEY* key, const std::string& common_name, std::int64_t now) {
  Certificate certificate(X509_new());
  check(certificate && X509_set_version(certificate.get(), 2) == 1);  // 2 means v3
  set_serial(certificate.get());
  set_name(certificate.get(), common_name);
  set_validity(certificate.get(), now);
  check(X509_set_pubkey(certificate.get(), key) == 1);
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate.get(), NID_key_usage, "critical,digitalSignature,nonRepudiation");
  add_extension(certificate.get(), NID_subject_key_identifier, "hash");
  check(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
  return certificate;
}

std::string contents(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

KeyPair make_self_signed(const std::string& common_name, std::int64_t now) {
  const Key key(EVP_EC_gen("P-256"));
  check(key != nullptr);
  const Certificate certificate = certify(key.get(), common_name, now);
  const Bio key_text(BIO_new(BIO_s_mem()));
  const Bio certificate_text(BIO_new(BIO_s_mem()));
  check(PEM_write_bio_PKCS8PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                      nullptr) == 1);
  check(PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1);
  return {contents(key_text.get()), contents(certificate_text.get())};
}

}  // namespace facteur::signing
