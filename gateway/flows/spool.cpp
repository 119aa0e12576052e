#include "gateway/flows/spool.h"

#include <openssl/evp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "gateway/flows/unnamed_file.h"

namespace facteur::gateway::flows {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
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
  file_ = open_unnamed_file(folder_);
  write_at(file_, 0, memory_);
  memory_.clear();
  memory_.shrink_to_fit();
}

void Spool::append(std::string_view bytes) {
  EVP_DigestUpdate(hasher_->context.get(), bytes.data(), bytes.size());
  if (file_ < 0 && size_ + bytes.size() > memory_limit_) open_file();
  if (file_ < 0)
    memory_ += bytes;
  else
    write_at(file_, size_, bytes);
  size_ += bytes.size();
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
