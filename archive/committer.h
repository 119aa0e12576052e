// Turns deposits into durable entries, in the order that makes a crash harmless: objects first and
// synced, then the journal frame that names them and its sync (the commit point), then the tree.
//
// For one thread at a time. Failures are thrown as Failure or std::system_error.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>

#include "archive/group_commit.h"
#include "archive/journal.h"
#include "archive/object_store.h"
#include "archive/tile_tree.h"

namespace facteur::archive {

class Committer {
 public:
  Committer(const Options& options, ObjectStore& objects, Journal& journal, TileTree& tree);

  // Where the chain of entries continues: the leaf hash and time of the last one.
  void continue_after(const Hash& leaf, std::int64_t time);
  void commit(std::span<AppendRequest* const> group);
  std::uint64_t commits() const { return commits_.load(); }

 private:
  Entry make_entry(const Deposit& deposit, const AppendRequest::Hashes& hashes);

  const Options& options_;
  ObjectStore& objects_;
  Journal& journal_;
  TileTree& tree_;
  Hash last_leaf_{};
  std::int64_t last_time_ = 0;
  std::uint64_t next_index_ = 0;
  std::atomic<std::uint64_t> commits_{0};
};

}  // namespace facteur::archive
