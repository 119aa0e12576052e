// A private key in a PEM file, with its certificate in another: enough for one machine, for tests
// and for the demonstration. Protect it as what it is: whoever reads the file signs in our name.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "signing/signer.h"

namespace facteur::signing {

enum class KeyError {
  unreadable,  // missing, not ours to read, not a regular file
  exposed,     // others than its owner may read or write it: chmod 600, and consider it known
  not_a_key,   // no PEM private key, or an encrypted one
  weak,        // neither P-256 nor anything stronger that we know
  mismatch,    // the certificate is of another key
  unwritable,  // the new key or certificate could not be stored
};

struct KeyProblem {
  KeyError error;
  std::string place;   // the file
  std::string detail;  // English, for logs
};

using SignerOrProblem = std::variant<std::unique_ptr<Signer>, KeyProblem>;

// Loads an unencrypted P-256 key and the certificate that goes with it.
SignerOrProblem load_file_key(const std::string& key_path, const std::string& certificate_path);

// The same; but when neither file exists, makes a new key (mode 0600) and a self-signed certificate
// for `common_name`, valid from `now` (seconds since 1970, UTC) for ten years. Never replaces a
// file.
SignerOrProblem load_or_make_file_key(const std::string& key_path,
                                      const std::string& certificate_path,
                                      const std::string& common_name, std::int64_t now);

}  // namespace facteur::signing
