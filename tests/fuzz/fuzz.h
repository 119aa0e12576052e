// What the fuzz targets share. A target is one function, LLVMFuzzerTestOneInput, that takes any
// bytes and ends the process when something that must hold does not.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace facteur::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// A small number that depends on every byte: how a target chooses without spending input on it.
inline std::uint32_t choice(std::string_view bytes) {
  std::uint32_t hash = 2166136261;  // FNV-1a
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  return hash >> 8;
}

// Inputs that are sound, for a target to start from.
std::vector<std::string> seeds_of(std::string_view target);

// Words that mean something in the inputs of a target: the names of the grammars for "read".
std::vector<std::string> dictionary_of(std::string_view target);

}  // namespace facteur::fuzz
