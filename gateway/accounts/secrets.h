// Small tools for things that must not be guessed.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace facteur::gateway::accounts {

// The source of randomness is always passed in; only the command line makes a real one. Returns
// that many bytes, fit for keys.
using Random = std::function<std::string(std::size_t)>;
Random system_random();

// RFC 4648 §5, without padding.
std::string base64url(std::string_view bytes);

// SHA-256 in lower-case hexadecimal.
std::string sha256_hex(std::string_view bytes);

// Compares in a time that depends on the lengths alone.
bool equal_secrets(std::string_view left, std::string_view right);

}  // namespace facteur::gateway::accounts
