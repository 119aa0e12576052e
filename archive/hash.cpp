#include "archive/hash.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace facteur::archive {
namespace {

// Fetching an algorithm from OpenSSL 3 costs more than hashing a tree node, hence once a process.
const EVP_MD* fetched_sha256() {
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return md;
}

void check(int ok) {
  if (ok != 1) throw std::runtime_error("OpenSSL cannot hash");
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr) throw std::bad_alloc();
  start();
}

Sha256::~Sha256() {
  EVP_MD_CTX_free(context_);
}

void Sha256::start() {
  check(EVP_DigestInit_ex2(context_, fetched_sha256(), nullptr));
}

Sha256& Sha256::update(std::string_view bytes) {
  check(EVP_DigestUpdate(context_, bytes.data(), bytes.size()));
  return *this;
}

Hash Sha256::finish() {
  Hash hash;
  check(EVP_DigestFinal_ex(context_, hash.data(), nullptr));
  start();
  return hash;
}

Hash sha256(std::string_view bytes) {
  Hash hash;
  check(EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, fetched_sha256(), nullptr));
  return hash;
}

LongHash sha512(std::string_view bytes) {
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA512", nullptr);
  LongHash hash;
  check(EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, md, nullptr));
  return hash;
}

std::string to_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string to_hex(const Hash& hash) {
  return to_hex(as_bytes(hash));
}

std::optional<Hash> from_hex(std::string_view text) {
  Hash hash;
  if (text.size() != hash.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const int high = hex_digit(text[2 * i]);
    const int low = hex_digit(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    hash[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return hash;
}

std::string to_base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP writes a final NUL
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0 || text.size() > 1 << 20) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  const std::size_t padding = text.size() - 1 - text.find_last_not_of('=');
  if (padding > 2) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(length) - padding);
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace facteur::archive
