// CRC-32C (Castagnoli, RFC 3720 appendix B.4): tells a torn write from a whole one. It is no
// defence against intent; SHA-256 is.
#pragma once

#include <cstdint>
#include <string_view>

namespace facteur::archive {

// The checksum of `bytes`, or of what `previous` was computed over followed by `bytes`.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t previous = 0);

}  // namespace facteur::archive
