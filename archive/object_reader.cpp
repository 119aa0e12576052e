#include "archive/object_reader.h"

#include <algorithm>
#include <system_error>

namespace facteur::archive {

Error ObjectReader::corrupt() const {
  return {ErrorCode::corrupt, place_,
          "the object " + to_hex(sha256_) + " is not what was deposited"};
}

Result<std::string_view> ObjectReader::next() try {
  constexpr std::uint64_t piece_bytes = 64u << 10;
  if (left_ == 0) {
    if (!proved_ && hasher_.finish() != sha256_) return corrupt();
    proved_ = true;
    return std::string_view();
  }
  piece_.resize(std::min(left_, piece_bytes));
  if (segment_->read(offset_, piece_) != piece_.size()) return corrupt();
  hasher_.update(piece_);
  offset_ += piece_.size();
  left_ -= piece_.size();
  return std::string_view(piece_);
} catch (const std::system_error& error) {
  return Error{ErrorCode::io, place_, error.what()};
}

}  // namespace facteur::archive
