// A file compiled into the binary (see facteur_embed in gateway/CMakeLists.txt).
#pragma once

#include <cstddef>
#include <string_view>

namespace facteur::gateway {

// A literal with the length that the compiler knows: counting the characters of a long one at
// compile time is more than it is ready to do.
template <std::size_t size>
constexpr std::string_view embedded(const char (&literal)[size]) {
  return {literal, size - 1};
}

struct EmbeddedFile {
  std::string_view name;  // without folder and extension
  std::string_view content;
};

}  // namespace facteur::gateway
