#include "archive/disk_proof.h"

#include <functional>
#include <map>

#include "archive/frame.h"
#include "archive/group_commit.h"
#include "archive/layout.h"
#include "archive/tree_edge.h"

namespace facteur::archive {
namespace {

using Wanted = std::function<bool(const Entry&)>;

[[noreturn]] void fail(ErrorCode code, std::string place, std::string detail) {
  throw Failure{{code, std::move(place), std::move(detail)}};
}

// The tree over the entries that a head covers, and the one entry that is to be proved.
class Prover {
 public:
  Prover(std::uint64_t size, const Wanted& wanted)
      : size_(size),
        wanted_(wanted),
        edge_([this](TileId id, Tile&& tile) { tiles_[id] = std::move(tile); }) {}

  void read_file(const std::string& bytes, const std::string& file) {
    std::string_view rest(bytes);
    Frame frame;
    while (edge_.size() < size_ && parse_frame(rest, next_, frame) == FrameState::whole) {
      for (const std::string_view encoded : frame.entries) visit(encoded, file);
      rest.remove_prefix(frame.size);
    }
  }

  Proof finish(const Checkpoint& head) const {
    if (edge_.size() != head.size || edge_.root() != head.root) {
      fail(ErrorCode::corrupt, std::string(kCheckpointFile), "does not follow from the journal");
    }
    if (!index_) fail(ErrorCode::not_found, "entry", "no entry that the newest head covers");
    const auto node = [this](unsigned level, std::uint64_t index) {
      if (const auto growing = edge_.node(level, index)) return *growing;
      return node_in(tiles_.at(tile_of(level, index)), level, index);
    };
    return {encoded_, *index_, inclusion_path(*index_, head.size, node), format(head), {}};
  }

 private:
  void visit(std::string_view encoded, const std::string& file) {
    ++next_;
    if (edge_.size() == size_) return;
    const auto entry = decode_entry(encoded);
    if (!entry) fail(ErrorCode::corrupt, file, "not an entry");
    if (!index_ && wanted_(*entry)) {
      index_ = edge_.size();
      encoded_ = encoded;
    }
    edge_.append(leaf_hash(encoded));
  }

  const std::uint64_t size_;
  const Wanted& wanted_;
  std::uint64_t next_ = 0;
  std::map<TileId, Tile> tiles_;
  TreeEdge edge_;
  std::optional<std::uint64_t> index_;
  std::string encoded_;
};

Proof prove(FileSystem& files, const std::string& directory, const Wanted& wanted) {
  const std::string head_path = directory + "/" + std::string(kCheckpointFile);
  if (!files.exists(head_path)) fail(ErrorCode::not_an_archive, directory, "no signed head here");
  const auto head = parse_checkpoint(read_file(files, head_path));
  if (!head) fail(ErrorCode::corrupt, std::string(kCheckpointFile), "not a checkpoint");
  Prover prover(head->size, wanted);
  for (const std::string& name : files.list(directory + "/journal")) {
    if (!journal_number(name)) continue;
    prover.read_file(read_file(files, directory + "/journal/" + name), "journal/" + name);
  }
  Proof proof = prover.finish(*head);
  proof.public_key = read_file(files, directory + "/" + key_path(head->signatures.front().key_id));
  return proof;
}

Result<Proof> guarded(FileSystem& files, const std::string& directory, const Wanted& wanted) {
  std::optional<Proof> proof;
  const auto error = error_of([&] { proof = prove(files, directory, wanted); });
  if (error) return *error;
  return std::move(*proof);
}

}  // namespace

Result<Proof> prove_from_disk(FileSystem& files, const std::string& directory,
                              std::uint64_t index) {
  return guarded(files, directory, [=](const Entry& entry) { return entry.index == index; });
}

Result<Proof> prove_from_disk(FileSystem& files, const std::string& directory, const Hash& sha256) {
  return guarded(files, directory, [&](const Entry& entry) {
    return entry.has_object && entry.object_sha256 == sha256;
  });
}

}  // namespace facteur::archive
