#include "gateway/flows/spool.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace facteur::gateway::flows {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("spool write");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace

struct Spool::Hasher {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  EVP_MD_CTX_free};
  Hasher() { EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr); }
};

Spool::Spool(std::filesystem::path folder, std::size_t memory_limit)
    : folder_(std::move(folder)),
      memory_limit_(memory_limit),
      hasher_(std::make_unique<Hasher>()) {}

Spool::~Spool() {
  if (mapping_) munmap(mapping_, size_);
  if (file_ >= 0) close(file_);
}

void Spool::open_file() {
  file_ = open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file_ < 0) {
    // Some file systems know no unnamed files: make one and take its name away.
    std::string name = (folder_ / "spool-XXXXXX").string();
    file_ = mkstemp(name.data());
    if (file_ < 0) fail("spool");
    unlink(name.c_str());
  }
  write_all(file_, memory_);
  memory_.clear();
  memory_.shrink_to_fit();
}

void Spool::append(std::string_view bytes) {
  EVP_DigestUpdate(hasher_->context.get(), bytes.data(), bytes.size());
  size_ += bytes.size();
  if (file_ < 0 && size_ > memory_limit_) open_file();
  if (file_ < 0)
    memory_ += bytes;
  else
    write_all(file_, bytes);
}

std::string_view Spool::finish() {
  EVP_DigestFinal_ex(hasher_->context.get(), digest_.data(), nullptr);
  if (file_ < 0) return memory_;
  mapping_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_, 0);
  if (mapping_ == MAP_FAILED) {
    mapping_ = nullptr;
    fail("spool map");
  }
  return {static_cast<const char*>(mapping_), size_};
}

std::string Spool::sha256() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest_) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace facteur::gateway::flows
