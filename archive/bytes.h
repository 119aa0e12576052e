// Fixed-width numbers, big-endian, and fields with a 32-bit length in front: the alphabet of every
// binary file of the archive (FORMAT.md).
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace facteur::archive {

template <std::unsigned_integral T>
void put(std::string& out, T value) {
  for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8) {
    out += static_cast<char>(static_cast<unsigned char>(value >> shift));
  }
}

inline void put_field(std::string& out, std::string_view bytes) {
  put(out, static_cast<std::uint32_t>(bytes.size()));
  out += bytes;
}

// Takes numbers and fields from the front of a view; a read past the end yields nothing and leaves
// the rest untouched.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <std::unsigned_integral T>
  std::optional<T> number() {
    const auto bytes = take(sizeof(T));
    if (!bytes) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : *bytes) value = value << 8 | static_cast<unsigned char>(c);
    return static_cast<T>(value);
  }

  std::optional<std::string_view> take(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }

  std::optional<std::string_view> field() {
    const std::string_view before = rest_;
    const auto length = number<std::uint32_t>();
    const auto bytes = length ? take(*length) : std::nullopt;
    if (!bytes) rest_ = before;
    return bytes;
  }

  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace facteur::archive
