// Lets callers that wait at the same time share one commit. Nothing here waits on a timer: a batch
// is what queued up while the commit before it ran, so one caller alone is never delayed and many
// callers need few syncs (the write queue of leveldb).
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"

namespace facteur::archive {

// One call of Archive::append, from its caller's stack.
struct AppendRequest {
  explicit AppendRequest(std::span<const Deposit> deposits);

  struct Hashes {
    Hash sha256{};
    LongHash sha512{};
  };
  std::span<const Deposit> deposits;
  std::vector<Hashes> hashes;     // of each deposit's object, computed on the caller's own thread
  std::uint64_t bytes = 0;        // of all objects together
  std::vector<Receipt> receipts;  // filled in by the commit
};

// Thread safe.
class GroupCommit {
 public:
  // Makes all requests durable or throws Failure or std::system_error; never called twice at once.
  using Commit = std::function<void(std::span<AppendRequest* const>)>;
  explicit GroupCommit(Commit commit) : commit_(std::move(commit)) {}

  // Returns when the request is durable; else why not. After a failure nothing is tried again: the
  // kernel may have dropped what it could not write.
  std::optional<Error> submit(AppendRequest& request);

  void stop(const Error& reason);
  std::optional<Error> stopped() const;
  bool idle() const;  // nobody is waiting

 private:
  struct Waiter {
    AppendRequest* request = nullptr;
    std::condition_variable wake;
    bool done = false;
    std::optional<Error> error;
  };
  std::vector<Waiter*> take_group() const;
  std::optional<Error> run(std::span<Waiter* const> group);

  const Commit commit_;
  mutable std::mutex mutex_;
  std::deque<Waiter*> queue_;  // the front leads: it commits for those behind it
  std::optional<Error> stopped_;
};

// Turns whatever an operation throws into an Error: a queue with callers waiting in it, or a
// thread, must survive a signer that fails as well as a disk that does.
std::optional<Error> error_of(const std::function<void()>& operation);

}  // namespace facteur::archive
