// Opening: makes a new archive, or brings an old one to the state of its last commit.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "archive/archive.h"
#include "archive/head_store.h"
#include "archive/journal.h"
#include "archive/layout.h"
#include "archive/object_store.h"
#include "archive/tile_tree.h"

namespace facteur::archive {

// Takes the lock and reads the file `format`, both made when the directory holds nothing else.
struct Claim {
  std::unique_ptr<FileLock> lock;
  Identity identity;
  Hash format_hash{};  // what the first entry names as its predecessor
};
Claim claim_directory(const Options& options, FileSystem& files);

struct Recovered {
  Hash last_leaf{};
  std::int64_t last_time = 0;
  std::uint64_t cut_bytes = 0;    // of writes that were never acknowledged
  std::set<std::string> key_ids;  // that the journal introduces
};
// Loads the four parts and checks each against the others, and only then repairs: cuts what an
// interrupted write left. Throws Failure `corrupt`, with nothing changed, when they disagree.
Recovered recover(const Options& options, FileSystem& files, const Claim& claim,
                  ObjectStore& objects, Journal& journal, TileTree& tree, HeadStore& heads);

}  // namespace facteur::archive
