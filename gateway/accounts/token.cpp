#include "gateway/accounts/token.h"

#include <Poco/JWT/Signer.h>
#include <Poco/JWT/Token.h>

#include <stdexcept>

namespace facteur::gateway::accounts {
namespace {

constexpr std::size_t token_limit = 2048;  // bytes; ours are about 250
constexpr std::size_t key_minimum = 32;

}  // namespace

TokenSigner::TokenSigner(std::string key) : key_(std::move(key)) {
  if (key_.size() < key_minimum) throw std::invalid_argument("the token key is under 32 bytes");
}

std::string TokenSigner::sign(const Claims& claims) const {
  Poco::JWT::Token token;
  token.setType("JWT");
  token.setSubject(claims.subject);
  token.setId(claims.id);
  token.payload().set("iat", claims.issued);
  token.payload().set("exp", claims.expires);
  return Poco::JWT::Signer(key_).sign(token, Poco::JWT::Signer::ALGO_HS256);
}

std::optional<Claims> TokenSigner::verify(std::string_view text, Instant now) const {
  if (text.size() > token_limit) return std::nullopt;
  try {
    Poco::JWT::Signer signer(key_);
    signer.setAlgorithms({Poco::JWT::Signer::ALGO_HS256});
    const Poco::JWT::Token token = signer.verify(std::string(text));
    const auto& payload = token.payload();
    const Claims claims{token.getSubject(), token.getId(), payload.getValue<std::int64_t>("iat"),
                        payload.getValue<std::int64_t>("exp")};
    if (now.microseconds / 1'000'000 >= claims.expires) return std::nullopt;
    return claims;
  } catch (const std::exception&) {
    return std::nullopt;  // whatever a stranger wrote there, it is not a token of ours
  }
}

}  // namespace facteur::gateway::accounts
