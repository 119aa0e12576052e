// Bytes that come piece by piece: a file, an archived object, a text that is kept on disk.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace facteur::formats {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // The next piece, valid until the next call; empty at the end. Throws what its origin throws.
  virtual std::string_view next() = 0;
  // How many bytes there are altogether, when that is known before they are read.
  virtual std::optional<std::size_t> size() const { return std::nullopt; }
};

// Bytes in memory, which must outlive the source.
class MemorySource final : public ByteSource {
 public:
  // `piece`: how much next() gives at most. Pieces fit a processor's cache better than the whole.
  explicit MemorySource(std::string_view bytes, std::size_t piece = std::size_t{64} << 10)
      : rest_(bytes), size_(bytes.size()), piece_(piece) {}

  std::string_view next() override {
    const std::string_view piece = rest_.substr(0, piece_);
    rest_.remove_prefix(piece.size());
    return piece;
  }
  std::optional<std::size_t> size() const override { return size_; }

 private:
  std::string_view rest_;
  std::size_t size_, piece_;
};

}  // namespace facteur::formats
