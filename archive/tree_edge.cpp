#include "archive/tree_edge.h"

#include "archive/layout.h"

namespace facteur::archive {
namespace {

constexpr unsigned kTileHeight = 8;  // 2^8 = kTileWidth

// The root over a power of two of neighbouring hashes.
Hash fold(Tile hashes) {
  for (; hashes.size() > 1; hashes.resize(hashes.size() / 2)) {
    for (std::size_t i = 0; i < hashes.size() / 2; ++i) {
      hashes[i] = node_hash(hashes[2 * i], hashes[2 * i + 1]);
    }
  }
  return hashes.front();
}

}  // namespace

void TreeEdge::append(const Hash& leaf) {
  ++size_;
  Hash carry = leaf;
  for (unsigned level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    Level& here = levels_[level];
    here.partial.push_back(carry);
    if (here.partial.size() < kTileWidth) return;
    carry = fold(here.partial);
    full_({level, here.full}, std::move(here.partial));
    here.partial.clear();
    ++here.full;
  }
}

// The full nodes that make up a tree of this size all lie in tiles still growing.
Hash TreeEdge::root() const {
  return root_of(
      size_, [this](unsigned level, std::uint64_t index) { return node(level, index).value(); });
}

std::optional<Hash> TreeEdge::node(unsigned level, std::uint64_t index) const {
  const TileId id = tile_of(level, index);
  if (id.first >= levels_.size() || levels_[id.first].full != id.second) return std::nullopt;
  return node_in(levels_[id.first].partial, level, index);
}

TileId tile_of(unsigned level, std::uint64_t index) {
  return {level / kTileHeight, (index << level % kTileHeight) / kTileWidth};
}

Hash node_in(const Tile& tile, unsigned level, std::uint64_t index) {
  const unsigned height = level % kTileHeight;
  const auto begin = tile.begin() + static_cast<std::ptrdiff_t>((index << height) % kTileWidth);
  return fold(Tile(begin, begin + (std::ptrdiff_t{1} << height)));
}

std::string to_bytes(const Tile& tile) {
  std::string bytes;
  bytes.reserve(tile.size() * sizeof(Hash));
  for (const Hash& hash : tile) bytes += as_bytes(hash);
  return bytes;
}

}  // namespace facteur::archive
