// argon2id (RFC 9106) in the PHC string format: "$argon2id$v=19$m=...,t=...,p=...$salt$hash".
//
// One hash takes 19 MiB and about 20 ms of one core: enough to make guessing dear, little enough
// for a small machine. Callers bound how many run at once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace facteur::gateway::accounts {

inline constexpr std::size_t salt_bytes = 16;
inline constexpr std::size_t password_limit = 1024;  // bytes; longer ones match nothing

// `salt`: salt_bytes random bytes. Throws std::invalid_argument for a password over the limit.
std::string hash_password(std::string_view password, std::string_view salt);

bool verify_password(const std::string& phc, std::string_view password);

// A string that no password matches and that costs as much to try as a real one.
const std::string& unmatchable_hash();

}  // namespace facteur::gateway::accounts
