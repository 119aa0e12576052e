// Where a file waits while it arrives: in memory while it is small, else in a file without a name.
//
// Nothing here survives a crash, and nothing has to: a flow is acknowledged only after its bytes
// are in the archive.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace facteur::gateway::flows {

class Spool {
 public:
  // `folder` must exist; files are made in it only beyond `memory_limit` bytes.
  explicit Spool(std::filesystem::path folder, std::size_t memory_limit = 256 * 1024);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // Throws std::system_error when the disk does not take it.
  void append(std::string_view bytes);

  // Ends the writing: the bytes as a whole, valid while the spool lives.
  std::string_view finish();

  std::size_t size() const { return size_; }
  std::string sha256() const;  // 64 lower-case hex digits; after finish()

 private:
  void open_file();

  struct Hasher;
  std::filesystem::path folder_;
  std::size_t memory_limit_;
  std::size_t size_ = 0;
  std::string memory_;
  int file_ = -1;
  void* mapping_ = nullptr;
  std::unique_ptr<Hasher> hasher_;
  std::array<unsigned char, 32> digest_{};
};

}  // namespace facteur::gateway::flows
