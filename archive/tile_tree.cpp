#include "archive/tile_tree.h"

#include <cstring>
#include <set>

#include "archive/layout.h"
#include "archive/result.h"

namespace facteur::archive {
namespace {

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

}  // namespace

TileTree::TileTree(FileSystem& files, std::string directory)
    : files_(files),
      directory_(std::move(directory)),
      edge_([this](TileId id, Tile&& tile) { unwritten_[id] = std::move(tile); }) {}

void TileTree::append(const Hash& leaf) {
  const std::lock_guard lock(mutex_);
  edge_.append(leaf);
}

std::uint64_t TileTree::size() const {
  const std::lock_guard lock(mutex_);
  return edge_.size();
}

Tile TileTree::read_tile(TileId id) const {
  const std::string path = tile_path(id.first, id.second);
  const std::string bytes = read_file(files_, directory_ + "/" + path);
  if (bytes.size() != kTileWidth * sizeof(Hash)) {
    throw Failure{{ErrorCode::corrupt, path, "a tile of the wrong size"}};
  }
  Tile tile(kTileWidth);
  std::memcpy(tile.data(), bytes.data(), bytes.size());
  return tile;
}

NodeReader TileTree::node_reader() const {
  return [this, read = std::map<TileId, Tile>()](unsigned level, std::uint64_t index) mutable {
    return node(level, index, read);
  };
}

Hash TileTree::node(unsigned level, std::uint64_t index, std::map<TileId, Tile>& read) const {
  const TileId id = tile_of(level, index);
  {
    const std::lock_guard lock(mutex_);
    if (const auto growing = edge_.node(level, index)) return *growing;
    const auto waiting = unwritten_.find(id);
    if (waiting != unwritten_.end()) return node_in(waiting->second, level, index);
  }
  auto known = read.find(id);
  if (known == read.end()) known = read.emplace(id, read_tile(id)).first;
  return node_in(known->second, level, index);
}

Hash TileTree::root(std::uint64_t size) const {
  return root_of(size, node_reader());
}

std::vector<Hash> TileTree::inclusion(std::uint64_t index, std::uint64_t size) const {
  return inclusion_path(index, size, node_reader());
}

std::vector<Hash> TileTree::consistency(std::uint64_t first, std::uint64_t size) const {
  return consistency_path(first, size, node_reader());
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
