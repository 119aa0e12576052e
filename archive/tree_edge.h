// The growing right edge of a Merkle tree, cut into tiles of 256 hashes: all that is needed to go
// on appending and to know the root. Pure; not thread safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "archive/merkle.h"

namespace facteur::archive {

using Tile = std::vector<Hash>;
using TileId = std::pair<unsigned, std::uint64_t>;  // level, number

class TreeEdge {
 public:
  // `full` is handed every tile the moment it is full.
  using TileSink = std::function<void(TileId, Tile&&)>;
  explicit TreeEdge(TileSink full) : full_(std::move(full)) {}

  void append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  Hash root() const;
  // A node of the tree, if the tile that it is made from is still growing.
  std::optional<Hash> node(unsigned level, std::uint64_t index) const;

 private:
  struct Level {
    Tile partial;            // fewer than 256 hashes
    std::uint64_t full = 0;  // tiles before it
  };
  TileSink full_;
  std::vector<Level> levels_;
  std::uint64_t size_ = 0;
};

// Which tile the node at `level` and `index` is made from, and the node out of that tile.
TileId tile_of(unsigned level, std::uint64_t index);
Hash node_in(const Tile& tile, unsigned level, std::uint64_t index);

// 256 hashes as a tile file has them.
std::string to_bytes(const Tile& tile);

}  // namespace facteur::archive
