// What the gateway's tests share: a folder that goes away, and a clock that ticks.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

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

// Starts at `start` (RFC 3339) and moves on by one second at each look.
Clock ticking_clock(const std::string& start = "2026-11-21T09:00:00Z");

}  // namespace facteur::gateway::test
