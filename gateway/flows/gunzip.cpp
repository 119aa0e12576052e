#include "gateway/flows/gunzip.h"

#include <algorithm>
#include <new>

namespace facteur::gateway::flows {
namespace {

constexpr std::size_t piece_bytes = std::size_t{64} << 10;
constexpr std::size_t most_given = std::size_t{1} << 30;  // zlib counts in unsigned int
constexpr int gzip_alone = 16 + MAX_WBITS;

}  // namespace

GunzipSource::GunzipSource(std::string_view packed) : rest_(packed), piece_(piece_bytes, '\0') {
  if (inflateInit2(&stream_, gzip_alone) != Z_OK) throw std::bad_alloc();
}

GunzipSource::~GunzipSource() {
  inflateEnd(&stream_);
}

// Zeros after the last member are padding of tapes.
bool GunzipSource::begin_next_member() {
  if (rest_.find_first_not_of('\0') == std::string_view::npos) return false;
  inflateReset(&stream_);
  return true;
}

std::string_view GunzipSource::next() {
  std::size_t filled = 0;
  while (!ended_ && filled == 0) {
    const std::size_t given = std::min(rest_.size(), most_given);
    // zlib does not write there, but its interface is older than const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest_.data()));
    stream_.avail_in = static_cast<uInt>(given);
    stream_.next_out = reinterpret_cast<Bytef*>(piece_.data());
    stream_.avail_out = static_cast<uInt>(piece_.size());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    rest_.remove_prefix(given - stream_.avail_in);
    filled = piece_.size() - stream_.avail_out;
    if (result == Z_STREAM_END) {
      ended_ = !begin_next_member();
    } else if (result == Z_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (result != Z_OK) {
      throw GunzipError(result == Z_BUF_ERROR ? "cut" : "damaged");
    }
  }
  return std::string_view(piece_).substr(0, filled);
}

}  // namespace facteur::gateway::flows
