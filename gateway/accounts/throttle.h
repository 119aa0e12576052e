// Counts failures by key (an id, an address) and refuses further tries once there are too many.
//
// A try counts as a failure from the moment it is admitted until it is forgiven, so that many at
// once cannot slip through together. Memory is bounded: keys are kept as hashes, and when there are
// too many the least suspicious goes first. Thread-safe.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "gateway/store/instant.h"

namespace facteur::gateway::accounts {

class Throttle {
 public:
  struct Limits {
    unsigned failures = 10;
    std::int64_t window_microseconds = 15 * 60 * std::int64_t{1'000'000};
    std::size_t keys = 20'000;
  };
  using Keys = std::initializer_list<std::string_view>;

  explicit Throttle(Limits limits) : limits_(limits) {}

  // False when any key has used up its failures; then nothing is counted.
  bool admit(Keys keys, Instant now);

  // The try that was admitted for these keys was no failure.
  void forgive(Keys keys);

  std::size_t size() const;

 private:
  struct Window {
    std::int64_t start;  // microseconds UTC, of the first failure
    unsigned failures;
  };

  bool over(const Window& window, Instant now) const;
  void make_room(Instant now);

  const Limits limits_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Window> windows_;  // by SHA-256 of the key
};

}  // namespace facteur::gateway::accounts
