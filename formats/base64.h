// Base64 text (RFC 4648 section 4), piece by piece.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace facteur::formats {

// Is a text in the lexical space of xs:base64Binary? The verdict is libxml2's, which skips over
// every character outside the alphabet, white space or not.
class Base64Check {
 public:
  void add(std::string_view piece);
  bool holds() const;

 private:
  std::uint64_t digits_ = 0;
  std::uint64_t padding_ = 0;
  std::uint8_t last_ = 0;  // value of the last digit
  bool bad_ = false;       // a digit follows the padding
};

// Decodes what Base64Check accepts; of anything else, as much as can be read.
class Base64Decoder {
 public:
  // Appends the bytes that `piece` completes.
  void add(std::string_view piece, std::string& bytes);

 private:
  std::uint32_t bits_ = 0;
  unsigned count_ = 0;  // of bits that wait, below 8
};

// With padding, without line breaks.
std::string encode_base64(std::string_view bytes);

}  // namespace facteur::formats
