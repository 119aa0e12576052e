// The thread that signs heads behind the commits. It seals when somebody waits for it, when nobody
// is depositing, or when a tile's worth of entries has come in since the last head: never by a
// timer, and never in the way of a deposit.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "archive/head_store.h"
#include "archive/tile_tree.h"

namespace facteur::archive {

class Sealer {
 public:
  // `idle`: nobody is depositing. `failed` is told, once, when sealing becomes impossible. What the
  // sealer is given must outlive it.
  Sealer(TileTree& tree, HeadStore& heads, std::function<std::int64_t()> clock,
         std::function<bool()> idle, std::function<void(const Error&)> failed);
  ~Sealer();  // as finish(false)

  void committed();                                     // there are new leaves
  std::optional<Error> wait_until(std::uint64_t size);  // a head covers `size` entries
  void finish(bool seal_the_rest);                      // ends the thread
  std::uint64_t heads() const { return heads_written_.load(); }

 private:
  void run();
  bool due() const;
  std::optional<Error> seal(std::uint64_t size);

  TileTree& tree_;
  HeadStore& heads_;
  const std::function<std::int64_t()> clock_;
  const std::function<bool()> idle_;
  const std::function<void(const Error&)> failed_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t sealed_ = 0;
  std::uint64_t wanted_ = 0;
  bool finishing_ = false;
  std::optional<Error> error_;
  std::atomic<std::uint64_t> heads_written_{0};
  std::thread thread_;
};

}  // namespace facteur::archive
