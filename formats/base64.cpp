#include "formats/base64.h"

namespace facteur::formats {
namespace {

constexpr std::uint8_t skipped = 0xFF;
constexpr std::uint8_t padding = 64;

constexpr std::array<std::uint8_t, 256> make_values() {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  std::array<std::uint8_t, 256> values{};
  values.fill(skipped);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}
constexpr std::array<std::uint8_t, 256> values = make_values();

}  // namespace

void Base64Check::add(std::string_view piece) {
  for (const char c : piece) {
    const std::uint8_t value = values[static_cast<unsigned char>(c)];
    if (value < padding) {
      ++digits_;
      last_ = value;
      bad_ = bad_ || padding_ != 0;
    } else if (value == padding) {
      ++padding_;
    }
  }
}

// The bits of the last digit that belong to no whole byte must be zero.
bool Base64Check::holds() const {
  if (bad_) return false;
  switch (padding_) {
    case 0:
      return digits_ % 4 == 0;
    case 1:
      return digits_ % 4 == 3 && (last_ & 0x03) == 0;
    case 2:
      return digits_ % 4 == 2 && (last_ & 0x0F) == 0;
    default:
      return false;
  }
}

void Base64Decoder::add(std::string_view piece, std::string& bytes) {
  for (const char c : piece) {
    const std::uint8_t value = values[static_cast<unsigned char>(c)];
    if (value >= padding) continue;
    bits_ = bits_ << 6 | value;
    count_ += 6;
    if (count_ < 8) continue;
    count_ -= 8;
    bytes.push_back(static_cast<char>(bits_ >> count_ & 0xFF));
  }
}

std::string encode_base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t left = bytes.size() - at;
    const auto nth = [&](std::size_t n) {
      return n < left ? std::uint32_t(static_cast<unsigned char>(bytes[at + n])) : 0U;
    };
    const std::uint32_t bits = nth(0) << 16 | nth(1) << 8 | nth(2);
    text += digits[bits >> 18];
    text += digits[bits >> 12 & 63];
    text += left > 1 ? digits[bits >> 6 & 63] : '=';
    text += left > 2 ? digits[bits & 63] : '=';
  }
  return text;
}

}  // namespace facteur::formats
