// What the archive's tests share: a signer, a clock that steps, repeatable randomness, a directory
// that goes away.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "archive/archive.h"

namespace facteur::archive::test {

// A fresh P-256 key.
class TestSigner final : public HeadSigner {
 public:
  TestSigner();
  ~TestSigner() override;
  std::string algorithm() const override { return "ecdsa-p256-sha256"; }
  std::string key_id() const override { return key_id_; }
  std::string public_key_pem() const override { return public_key_; }
  std::string sign(std::string_view bytes) override;

 private:
  struct Key;
  std::unique_ptr<Key> key_;
  std::string public_key_;
  std::string key_id_;
};

class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  std::string path() const { return path_.string(); }
  std::string archive() const { return (path_ / "archive").string(); }

 private:
  std::filesystem::path path_;
};

// A clock that begins on 2026-11-21 and moves a millisecond a reading; random bytes from a counter.
Options options_for(const std::string& directory, HeadSigner& signer, FileSystem* files = nullptr);

std::unique_ptr<Archive> open_or_fail(const Options& options);

// A reception of `bytes`, which must outlive it.
Deposit reception(std::string_view bytes, const std::string& subject = "flow-1");

// Appends one reception of `bytes` and returns its receipt; fails the test when it cannot.
Receipt deposit(Archive& archive, std::string_view bytes, const std::string& subject = "flow-1");

std::string read_whole(const std::filesystem::path& path);
void write_whole(const std::filesystem::path& path, std::string_view bytes);

}  // namespace facteur::archive::test
