// Lets a key of the signing room seal the heads of the archive: the two rooms know nothing of each
// other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "archive/checkpoint.h"
#include "signing/signer.h"

namespace facteur::gateway::flows {

class Sealer : public archive::HeadSigner {
 public:
  explicit Sealer(std::unique_ptr<signing::Signer> signer) : signer_(std::move(signer)) {}

  // With the key in `key_file` and its certificate; both are made when neither is there (`now` in
  // seconds since 1970, UTC). Throws std::runtime_error with the reason when the key is no good.
  static Sealer from_files(const std::filesystem::path& key_file,
                           const std::filesystem::path& certificate_file,
                           const std::string& common_name, std::int64_t now);

  std::string algorithm() const override { return signer_->algorithm(); }
  std::string key_id() const override { return signer_->key_id(); }
  std::string public_key_pem() const override { return signer_->public_key_pem(); }
  std::string sign(std::string_view bytes) override { return signer_->sign(bytes); }

 private:
  std::unique_ptr<signing::Signer> signer_;
};

}  // namespace facteur::gateway::flows
