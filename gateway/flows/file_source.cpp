#include "gateway/flows/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace facteur::gateway::flows {
namespace {

constexpr std::size_t piece_bytes = 64u << 10;

[[noreturn]] void fail() {
  throw std::system_error(errno, std::generic_category());
}

}  // namespace

FileSource::FileSource(const std::string& path)
    : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)), piece_(piece_bytes, '\0') {
  if (file_ < 0) fail();
  struct stat status = {};
  if (fstat(file_, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    size_ = static_cast<std::size_t>(status.st_size);
  }
}

FileSource::~FileSource() {
  close(file_);
}

// Full pieces, also of a pipe: a small document then comes as one.
std::string_view FileSource::next() {
  std::size_t filled = 0;
  while (filled < piece_.size()) {
    const auto count = read(file_, piece_.data() + filled, piece_.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail();
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return std::string_view(piece_).substr(0, filled);
}

}  // namespace facteur::gateway::flows
