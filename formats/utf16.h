// UTF-16 to UTF-8, piece by piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace facteur::formats {

class Utf16Decoder {
 public:
  explicit Utf16Decoder(bool big_endian) : big_endian_(big_endian) {}

  // Appends what `piece` completes; a byte order mark at the very beginning is dropped. False when
  // a surrogate stands alone.
  bool add(std::string_view piece, std::string& utf8);
  // False when the text breaks off within a character.
  bool finish() const { return !has_byte_ && high_ == 0; }

 private:
  bool take(std::uint32_t unit, std::string& utf8);

  bool big_endian_;
  bool begun_ = false;
  bool has_byte_ = false;
  std::uint8_t byte_ = 0;   // the first of a unit whose second is yet to come
  std::uint32_t high_ = 0;  // a high surrogate that waits for its low one; 0: none
};

}  // namespace facteur::formats
