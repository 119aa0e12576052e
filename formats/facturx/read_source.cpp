#include "formats/facturx/read_source.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace facteur::formats::facturx {
namespace {

// libqpdf takes tokens in pieces of 128 bytes, streams in pieces of 10 KB.
constexpr std::size_t small_piece = 256;

}  // namespace

void WatchedSource::charge(std::uint64_t bytes, bool syntax) {
  if (spent_ || bytes > all_left_ || (syntax && bytes > syntax_left_)) {
    spent_ = true;
    throw ReadBudgetSpent();
  }
  all_left_ -= bytes;
  if (syntax) syntax_left_ -= bytes;
}

void WatchedSource::seek(qpdf_offset_t offset, int whence) {
  const auto size = static_cast<qpdf_offset_t>(bytes_.size());
  const qpdf_offset_t base = whence == SEEK_SET ? 0 : whence == SEEK_END ? size : at_;
  qpdf_offset_t to = 0;
  if (__builtin_add_overflow(base, offset, &to) || to < 0) {
    throw std::runtime_error("seek outside of the file");
  }
  at_ = to;
}

size_t WatchedSource::read(char* buffer, size_t length) {
  const auto size = static_cast<qpdf_offset_t>(bytes_.size());
  setLastOffset(std::min(at_, size));
  if (at_ >= size) {
    charge(1, false);  // so that no loop at the end goes on for ever
    return 0;
  }
  const std::size_t given = std::min(length, static_cast<std::size_t>(size - at_));
  charge(given, length <= small_piece && at_ == behind_last_);
  std::memcpy(buffer, bytes_.data() + at_, given);
  at_ += static_cast<qpdf_offset_t>(given);
  behind_last_ = at_;
  return given;
}

// To the end of the line; past it and all line ends that follow.
qpdf_offset_t WatchedSource::findAndSkipNextEOL() {
  const auto from = std::min(static_cast<std::size_t>(at_), bytes_.size());
  const std::size_t end = std::min(bytes_.find_first_of("\r\n", from), bytes_.size());
  const std::size_t next = std::min(bytes_.find_first_not_of("\r\n", end), bytes_.size());
  charge(next - from, false);
  at_ = static_cast<qpdf_offset_t>(next);
  return static_cast<qpdf_offset_t>(end);
}

}  // namespace facteur::formats::facturx
