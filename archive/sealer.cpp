#include "archive/sealer.h"

#include <algorithm>

#include "archive/group_commit.h"
#include "archive/layout.h"

namespace facteur::archive {

Sealer::Sealer(TileTree& tree, HeadStore& heads, std::function<std::int64_t()> clock,
               std::function<bool()> idle, std::function<void(const Error&)> failed)
    : tree_(tree),
      heads_(heads),
      clock_(std::move(clock)),
      idle_(std::move(idle)),
      failed_(std::move(failed)),
      sealed_(heads.newest().size),
      thread_([this] { run(); }) {}

Sealer::~Sealer() {
  finish(false);
}

void Sealer::committed() {
  // Taking the mutex orders this after a due() that has just said no.
  const std::lock_guard lock(mutex_);
  changed_.notify_all();
}

std::optional<Error> Sealer::wait_until(std::uint64_t size) {
  std::unique_lock lock(mutex_);
  wanted_ = std::max(wanted_, size);
  changed_.notify_all();
  changed_.wait(lock, [&] { return sealed_ >= size || error_ || finishing_; });
  return error_;
}

void Sealer::finish(bool seal_the_rest) {
  if (!thread_.joinable()) return;
  if (seal_the_rest) wait_until(tree_.size());
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

bool Sealer::due() const {
  const std::uint64_t size = tree_.size();
  return size > sealed_ && (wanted_ > sealed_ || size - sealed_ >= kTileWidth || idle_());
}

std::optional<Error> Sealer::seal(std::uint64_t size) {
  return error_of([&] {
    tree_.write_full_tiles();
    heads_.write(size, tree_.root(size), clock_());
  });
}

void Sealer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return finishing_ || due(); });
    if (finishing_) return;
    const std::uint64_t size = tree_.size();
    lock.unlock();
    const auto error = seal(size);
    if (error) failed_(*error);
    lock.lock();
    error_ = error;
    if (!error) {
      sealed_ = size;
      ++heads_written_;
    }
    changed_.notify_all();
    if (error) return;
  }
}

}  // namespace facteur::archive
