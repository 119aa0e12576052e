#include "archive/group_commit.h"

#include <system_error>

namespace facteur::archive {
namespace {

// What one commit takes at most: memory for the frame, and a bound on how long the first waits.
constexpr std::size_t kMaxGroupEntries = 4096;
constexpr std::uint64_t kMaxGroupBytes = 64u << 20;

Error stopped_by(const Error& first) {
  return {ErrorCode::stopped, first.place,
          first.detail + "; the archive accepts nothing until it is opened again"};
}

}  // namespace

std::optional<Error> error_of(const std::function<void()>& operation) {
  try {
    operation();
    return std::nullopt;
  } catch (const Failure& failure) {
    return failure.error;
  } catch (const std::system_error& failure) {
    return Error{ErrorCode::io, "file system", failure.what()};
  } catch (const std::exception& failure) {  // a signer, a clock, memory
    return Error{ErrorCode::io, "archive", failure.what()};
  }
}

AppendRequest::AppendRequest(std::span<const Deposit> all) : deposits(all), hashes(all.size()) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].bytes.empty()) continue;
    hashes[i] = {sha256(all[i].bytes), sha512(all[i].bytes)};
    bytes += all[i].bytes.size();
  }
}

std::vector<GroupCommit::Waiter*> GroupCommit::take_group() const {
  std::vector<Waiter*> group;
  std::size_t entries = 0;
  std::uint64_t bytes = 0;
  for (Waiter* waiter : queue_) {
    entries += waiter->request->deposits.size();
    bytes += waiter->request->bytes;
    const bool fits = entries <= kMaxGroupEntries && bytes <= kMaxGroupBytes;
    if (!group.empty() && !fits) break;
    group.push_back(waiter);
  }
  return group;
}

std::optional<Error> GroupCommit::run(std::span<Waiter* const> group) {
  std::vector<AppendRequest*> requests;
  for (const Waiter* waiter : group) requests.push_back(waiter->request);
  return error_of([&] { commit_(requests); });
}

std::optional<Error> GroupCommit::submit(AppendRequest& request) {
  Waiter self;
  self.request = &request;
  std::unique_lock lock(mutex_);
  queue_.push_back(&self);
  self.wake.wait(lock, [&] { return self.done || queue_.front() == &self; });
  if (self.done) return self.error;

  const std::vector<Waiter*> group = take_group();
  std::optional<Error> error;
  if (stopped_) {
    error = stopped_by(*stopped_);
  } else {
    lock.unlock();
    error = run(group);
    lock.lock();
    if (error && !stopped_) stopped_ = error;
  }
  for (Waiter* waiter : group) {
    queue_.pop_front();
    waiter->error = error;
    waiter->done = true;
    if (waiter != &self) waiter->wake.notify_one();
  }
  if (!queue_.empty()) queue_.front()->wake.notify_one();
  return error;
}

void GroupCommit::stop(const Error& reason) {
  const std::lock_guard lock(mutex_);
  if (!stopped_) stopped_ = reason;
}

std::optional<Error> GroupCommit::stopped() const {
  const std::lock_guard lock(mutex_);
  if (!stopped_) return std::nullopt;
  return stopped_by(*stopped_);
}

bool GroupCommit::idle() const {
  const std::lock_guard lock(mutex_);
  return queue_.empty();
}

}  // namespace facteur::archive
