// The Merkle tree of one archive: its right edge in memory, the rest in tiles of 256 hashes on disk
// (the layout of C2SP tlog-tiles: level L of tiles holds the tree's nodes at height 8 L).
//
// append() and the two writers are for one thread each; everything else may run beside them.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "archive/file_system.h"
#include "archive/tree_edge.h"

namespace facteur::archive {

class TileTree {
 public:
  TileTree(FileSystem& files, std::string directory);

  void append(const Hash& leaf);
  std::uint64_t size() const;
  Hash root(std::uint64_t size) const;  // size <= size()
  std::vector<Hash> inclusion(std::uint64_t index, std::uint64_t size) const;
  std::vector<Hash> consistency(std::uint64_t first, std::uint64_t size) const;

  // Recovery: forgets the tiles in memory that are on disk; Failure `corrupt` if one differs.
  // Changes nothing on disk.
  void match_disk();
  // Makes every full tile durable. Tiles can always be computed from the journal; they are written
  // behind the commits.
  void write_full_tiles();

 private:
  // Reads each tile from disk once, however many of its nodes a path needs.
  NodeReader node_reader() const;
  Hash node(unsigned level, std::uint64_t index, std::map<TileId, Tile>& read) const;
  Tile read_tile(TileId id) const;
  void make_parents(const std::string& path);

  FileSystem& files_;
  const std::string directory_;  // of the archive

  mutable std::mutex mutex_;          // guards the next two
  std::map<TileId, Tile> unwritten_;  // full, not yet known to be on disk
  TreeEdge edge_;
};

}  // namespace facteur::archive
