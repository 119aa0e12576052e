#include "gateway/flows/identifiers.h"

namespace facteur::gateway::flows {

std::string new_uuid(Instant now, const Random& random) {
  std::string bytes = random(16);
  const auto milliseconds = static_cast<std::uint64_t>(now.microseconds / 1000);
  for (std::size_t i = 0; i < 6; ++i)
    bytes[i] = static_cast<char>(milliseconds >> (40 - 8 * i) & 0xff);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x70);  // version 7
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);  // variant of RFC 9562

  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace facteur::gateway::flows
