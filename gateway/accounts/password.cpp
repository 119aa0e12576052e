#include "gateway/accounts/password.h"

#include <argon2.h>

#include <stdexcept>

namespace facteur::gateway::accounts {
namespace {

// The second recommendation of the OWASP password storage guide.
constexpr std::uint32_t memory_kib = 19 * 1024;
constexpr std::uint32_t passes = 2;
constexpr std::uint32_t lanes = 1;
constexpr std::size_t hash_bytes = 32;

}  // namespace

std::string hash_password(std::string_view password, std::string_view salt) {
  if (password.size() > password_limit) throw std::invalid_argument("the password is too long");
  const auto size = argon2_encodedlen(passes, memory_kib, lanes, salt_bytes, hash_bytes, Argon2_id);
  std::string phc(size, '\0');
  const int code =
      argon2id_hash_encoded(passes, memory_kib, lanes, password.data(), password.size(),
                            salt.data(), salt.size(), hash_bytes, phc.data(), phc.size());
  if (code != ARGON2_OK) throw std::runtime_error(argon2_error_message(code));
  phc.resize(phc.find('\0'));
  return phc;
}

bool verify_password(const std::string& phc, std::string_view password) {
  if (password.size() > password_limit) return false;
  const int code = argon2id_verify(phc.c_str(), password.data(), password.size());
  if (code == ARGON2_OK) return true;
  if (code == ARGON2_VERIFY_MISMATCH) return false;
  throw std::runtime_error(argon2_error_message(code));
}

const std::string& unmatchable_hash() {
  // A salt and a hash of zero bytes; finding a password for it is a preimage of argon2id.
  static const std::string phc = "$argon2id$v=19$m=" + std::to_string(memory_kib) +
                                 ",t=" + std::to_string(passes) + ",p=" + std::to_string(lanes) +
                                 "$" + std::string(22, 'A') + "$" + std::string(43, 'A');
  return phc;
}

}  // namespace facteur::gateway::accounts
