#include "signing/file_key.h"

#include <fcntl.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "signing/openssl_handles.h"
#include "signing/self_signed.h"

namespace facteur::signing {
namespace {

constexpr std::size_t kMaxPemBytes = 65'536;

[[noreturn]] void fail(KeyError error, const std::string& place, const std::string& detail) {
  throw KeyProblem{error, place, detail};
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

enum class Secrecy { open, secret };

// Mode and owner are read from the descriptor that is then read, so nothing can be swapped between.
std::string read_pem(const std::string& path, Secrecy secrecy) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0) fail(KeyError::unreadable, path, std::strerror(errno));
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    fail(KeyError::unreadable, path, "not a regular file");
  }
  if (secrecy == Secrecy::secret && (status.st_mode & 077) != 0) {
    fail(KeyError::exposed, path, "others than the owner may use this key; its mode must be 0600");
  }
  std::string text(kMaxPemBytes + 1, '\0');
  const ssize_t count = ::read(fd.get(), text.data(), text.size());
  if (count < 0) fail(KeyError::unreadable, path, std::strerror(errno));
  if (static_cast<std::size_t>(count) > kMaxPemBytes) fail(KeyError::not_a_key, path, "too long");
  text.resize(static_cast<std::size_t>(count));
  return text;
}

void write_new_file(const std::string& path, const std::string& text, mode_t mode) {
  const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (fd.get() < 0) fail(KeyError::unwritable, path, std::strerror(errno));
  const ssize_t count = ::write(fd.get(), text.data(), text.size());
  if (count != static_cast<ssize_t>(text.size()) || ::fsync(fd.get()) != 0) {
    fail(KeyError::unwritable, path, std::strerror(errno));
  }
}

// An encrypted key must fail, not ask a terminal.
int no_password(char*, int, int, void*) {
  return -1;
}

Key parse_private_key(const std::string& path, const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (!key) fail(KeyError::not_a_key, path, "no unencrypted PEM private key");
  char group[32] = {};
  const bool p256 = EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC &&
                    EVP_PKEY_get_group_name(key.get(), group, sizeof group, nullptr) == 1 &&
                    std::string_view(group) == "prime256v1";
  if (!p256) fail(KeyError::weak, path, "the key must be of the curve P-256");
  return key;
}

Certificate parse_certificate(const std::string& path, const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr));
  if (!certificate) fail(KeyError::not_a_key, path, "no PEM certificate");
  return certificate;
}

std::string spki_sha256(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0) throw std::runtime_error("cannot encode a key");
  unsigned char hash[32];
  const int ok =
      EVP_Digest(der, static_cast<std::size_t>(size), hash, nullptr, EVP_sha256(), nullptr);
  OPENSSL_free(der);
  if (ok != 1) throw std::runtime_error("OpenSSL cannot hash");
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : hash) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

class FileKey final : public Signer {
 public:
  FileKey(Key key, std::string certificate)
      : key_(std::move(key)),
        key_id_(spki_sha256(key_.get())),
        public_key_(to_public_pem(key_.get())),
        certificate_(std::move(certificate)) {}

  std::string algorithm() const override { return "ecdsa-p256-sha256"; }
  std::string key_id() const override { return key_id_; }
  std::string public_key_pem() const override { return public_key_; }
  std::string certificate_pem() const override { return certificate_; }

  std::string sign(std::string_view bytes) const override {
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    const DigestContext context(EVP_MD_CTX_new());
    std::string signature(256, '\0');
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       data, bytes.size()) != 1) {
      throw std::runtime_error("the key in the file cannot sign");
    }
    signature.resize(size);
    return signature;
  }

 private:
  const Key key_;
  const std::string key_id_;
  const std::string public_key_;
  const std::string certificate_;
};

std::unique_ptr<Signer> load(const std::string& key_path, const std::string& certificate_path) {
  Key key = parse_private_key(key_path, read_pem(key_path, Secrecy::secret));
  std::string certificate_pem = read_pem(certificate_path, Secrecy::open);
  const Certificate certificate = parse_certificate(certificate_path, certificate_pem);
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    fail(KeyError::mismatch, certificate_path, "the certificate is of another key");
  }
  return std::make_unique<FileKey>(std::move(key), std::move(certificate_pem));
}

bool exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

}  // namespace

SignerOrProblem load_file_key(const std::string& key_path, const std::string& certificate_path) {
  try {
    return load(key_path, certificate_path);
  } catch (KeyProblem& problem) {
    return std::move(problem);
  }
}

SignerOrProblem load_or_make_file_key(const std::string& key_path,
                                      const std::string& certificate_path,
                                      const std::string& common_name, std::int64_t now) {
  try {
    if (!exists(key_path) && !exists(certificate_path)) {
      const KeyPair pair = make_self_signed(common_name, now);
      write_new_file(key_path, pair.key_pem, 0600);
      write_new_file(certificate_path, pair.certificate_pem, 0644);
    }
    return load(key_path, certificate_path);
  } catch (KeyProblem& problem) {
    return std::move(problem);
  }
}

}  // namespace facteur::signing
