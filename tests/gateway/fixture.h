// What the gateway's tests share: a folder that goes away, and clocks.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "archive/archive.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::test {

// A new empty folder, removed with all it holds.
struct Folder {
  Folder();
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path path;
};

// The archive in `folder`/archive, opened as it stands or new, with a clock that stands still. The
// signer must outlive it.
std::unique_ptr<archive::Archive> open_archive(const std::filesystem::path& folder,
                                               archive::HeadSigner& signer);

// Starts at `start` (RFC 3339) and moves on by one second at each look.
Clock ticking_clock(const std::string& start = "2026-11-21T09:00:00Z");

// Stands still until it is told to move.
class HeldClock {
 public:
  explicit HeldClock(const std::string& start = "2026-11-21T09:00:00Z");
  Clock clock() const {
    return [now = now_] { return Instant{now->load()}; };
  }
  void advance(std::int64_t seconds) { now_->fetch_add(seconds * 1'000'000); }

 private:
  std::shared_ptr<std::atomic<std::int64_t>> now_;
};

}  // namespace facteur::gateway::test
