#include "formats/utf16.h"

#include "formats/utf8.h"

namespace facteur::formats {

bool Utf16Decoder::take(std::uint32_t unit, std::string& utf8) {
  const bool low = unit >= 0xDC00 && unit < 0xE000;
  if (low != (high_ != 0)) return false;
  if (low) {
    append_utf8(utf8, 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00));
    high_ = 0;
  } else if (unit >= 0xD800 && unit < 0xDC00) {
    high_ = unit;
  } else if (begun_ || unit != 0xFEFF) {
    append_utf8(utf8, unit);
  }
  begun_ = true;
  return true;
}

bool Utf16Decoder::add(std::string_view piece, std::string& utf8) {
  for (const char c : piece) {
    const auto byte = static_cast<std::uint8_t>(c);
    has_byte_ = !has_byte_;
    if (has_byte_) {
      byte_ = byte;
      continue;
    }
    const unsigned high = big_endian_ ? byte_ : byte, low = big_endian_ ? byte : byte_;
    const unsigned unit = high << 8 | low;
    if (!take(unit, utf8)) return false;
  }
  return true;
}

}  // namespace facteur::formats
