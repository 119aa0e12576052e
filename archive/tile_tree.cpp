#include "archive/tile_tree.h"

#include <cstring>
#include <set>

#include "archive/layout.h"
#include "archive/result.h"

namespace facteur::archive {
namespace {

constexpr unsigned kTileHeight = 8;  // 2^8 = kTileWidth

// The root over a power of two of neighbouring hashes.
Hash fold(std::vector<Hash> hashes) {
  for (; hashes.size() > 1; hashes.resize(hashes.size() / 2)) {
    for (std::size_t i = 0; i < hashes.size() / 2; ++i) {
      hashes[i] = node_hash(hashes[2 * i], hashes[2 * i + 1]);
    }
  }
  return hashes.front();
}

std::string to_bytes(const std::vector<Hash>& tile) {
  std::string bytes;
  for (const Hash& hash : tile) bytes += as_bytes(hash);
  return bytes;
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

}  // namespace

TileTree::TileTree(FileSystem& files, std::string directory)
    : files_(files), directory_(std::move(directory)) {}

void TileTree::append(const Hash& leaf) {
  const std::lock_guard lock(mutex_);
  ++size_;
  Hash carry = leaf;
  for (unsigned level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    Level& here = levels_[level];
    here.partial.push_back(carry);
    if (here.partial.size() < kTileWidth) return;
    carry = fold(here.partial);
    unwritten_[{level, here.full}] = std::move(here.partial);
    here.partial.clear();
    ++here.full;
  }
}

std::uint64_t TileTree::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

TileTree::Tile TileTree::read_tile(TileId id) const {
  const std::string path = tile_path(id.first, id.second);
  const std::string bytes = read_file(files_, directory_ + "/" + path);
  if (bytes.size() != kTileWidth * sizeof(Hash)) {
    throw Failure{{ErrorCode::corrupt, path, "a tile of the wrong size"}};
  }
  Tile tile(kTileWidth);
  std::memcpy(tile.data(), bytes.data(), bytes.size());
  return tile;
}

Hash TileTree::node(unsigned level, std::uint64_t index) const {
  const unsigned tile_level = level / kTileHeight;
  const unsigned height = level % kTileHeight;
  const std::uint64_t first = index << height;
  const TileId id{tile_level, first / kTileWidth};
  const auto slice = [&](const Tile& tile) {
    const auto begin = tile.begin() + static_cast<std::ptrdiff_t>(first % kTileWidth);
    return fold(Tile(begin, begin + (std::ptrdiff_t{1} << height)));
  };
  {
    const std::lock_guard lock(mutex_);
    const Level& here = levels_.at(tile_level);
    if (id.second == here.full) return slice(here.partial);
    const auto waiting = unwritten_.find(id);
    if (waiting != unwritten_.end()) return slice(waiting->second);
  }
  return slice(read_tile(id));
}

Hash TileTree::root(std::uint64_t size) const {
  return root_of(size, [this](unsigned level, std::uint64_t index) { return node(level, index); });
}

std::vector<Hash> TileTree::inclusion(std::uint64_t index, std::uint64_t size) const {
  return inclusion_path(index, size,
                        [this](unsigned level, std::uint64_t i) { return node(level, i); });
}

std::vector<Hash> TileTree::consistency(std::uint64_t first, std::uint64_t size) const {
  return consistency_path(first, size,
                          [this](unsigned level, std::uint64_t i) { return node(level, i); });
}

void TileTree::match_disk() {
  const std::lock_guard lock(mutex_);
  for (auto tile = unwritten_.begin(); tile != unwritten_.end();) {
    const auto [level, number] = tile->first;
    const std::string path = tile_path(level, number);
    if (!files_.exists(directory_ + "/" + path)) {
      ++tile;
      continue;
    }
    if (read_file(files_, directory_ + "/" + path) != to_bytes(tile->second)) {
      throw Failure{{ErrorCode::corrupt, path, "the tile does not follow from the journal"}};
    }
    tile = unwritten_.erase(tile);
  }
}

void TileTree::make_parents(const std::string& path) {
  std::string folder = directory_;
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const std::string next = directory_ + "/" + path.substr(0, slash);
    if (!files_.exists(next)) {
      files_.make_directory(next);
      files_.sync_directory(folder);
    }
    folder = next;
  }
}

void TileTree::write_full_tiles() {
  std::map<TileId, Tile> tiles;
  {
    const std::lock_guard lock(mutex_);
    tiles = unwritten_;
  }
  std::set<std::string> folders;
  for (const auto& [id, tile] : tiles) {
    const std::string path = tile_path(id.first, id.second);
    make_parents(path);
    replace_file(files_, directory_ + "/" + path, to_bytes(tile));
    folders.insert(folder_of(path));
  }
  for (const std::string& folder : folders) files_.sync_directory(directory_ + "/" + folder);
  const std::lock_guard lock(mutex_);
  for (const auto& [id, tile] : tiles) unwritten_.erase(id);
}

}  // namespace facteur::archive
