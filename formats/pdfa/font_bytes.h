// Numbers in font programs: big-endian, in bytes that may end anywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace facteur::formats::pdfa {

// 0 for what lies beyond the end.
inline std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const bool there = at < bytes.size() && i < bytes.size() - at;
    value = value << 8 | (there ? static_cast<unsigned char>(bytes[at + i]) : 0u);
  }
  return value;
}
inline std::uint16_t u16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(big_endian(bytes, at, 2));
}
inline std::int16_t s16(std::string_view bytes, std::size_t at) {
  return static_cast<std::int16_t>(u16(bytes, at));
}
inline std::uint32_t u32(std::string_view bytes, std::size_t at) {
  return big_endian(bytes, at, 4);
}
// The bytes from `at`, at most `size`; empty beyond the end.
inline std::string_view part(std::string_view bytes, std::size_t at, std::size_t size = -1) {
  return at <= bytes.size() ? bytes.substr(at, size) : std::string_view();
}

}  // namespace facteur::formats::pdfa
