// Reading the tables of an sfnt file (ISO/IEC 14496-22): big-endian numbers at places that are
// checked. Included by this folder's sources only.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace facteur::formats::pdf::sfnt {

[[noreturn]] inline void unusable(const char* why) {
  throw std::runtime_error(std::string("the font cannot be used: ") + why);
}

// Throw std::runtime_error where the bytes end too early.
inline std::uint16_t u16(std::string_view bytes, std::size_t at) {
  if (at > bytes.size() || bytes.size() - at < 2) unusable("it ends too early");
  return std::uint16_t(std::uint8_t(bytes[at]) << 8 | std::uint8_t(bytes[at + 1]));
}

inline std::int16_t i16(std::string_view bytes, std::size_t at) {
  return std::int16_t(u16(bytes, at));
}

inline std::uint32_t u32(std::string_view bytes, std::size_t at) {
  return std::uint32_t(u16(bytes, at)) << 16 | u16(bytes, at + 2);
}

inline void put_u16(std::string& bytes, std::uint32_t value) {
  bytes += char(value >> 8 & 0xFF);
  bytes += char(value & 0xFF);
}

inline void put_u32(std::string& bytes, std::uint32_t value) {
  put_u16(bytes, value >> 16);
  put_u16(bytes, value & 0xFFFF);
}

inline void set_u16(std::string& bytes, std::size_t at, std::uint32_t value) {
  bytes.at(at) = char(value >> 8 & 0xFF);
  bytes.at(at + 1) = char(value & 0xFF);
}

// By their four letters; views into the file.
using Tables = std::map<std::string_view, std::string_view>;

Tables tables_of(std::string_view file);

// Of the outline of a glyph in `glyf`; empty for one that draws nothing.
std::string_view outline(const Tables& tables, std::uint16_t glyph);

}  // namespace facteur::formats::pdf::sfnt
