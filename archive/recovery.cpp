#include "archive/recovery.h"

#include <algorithm>
#include <array>

namespace facteur::archive {
namespace {

constexpr std::array<std::string_view, 5> kFolders = {"objects/", "journal/", "tree/",
                                                      "checkpoints/", "keys/"};
constexpr std::uint64_t kMatchEvery = 65'536;  // entries; bounds the tiles held in memory

[[noreturn]] void fail(ErrorCode code, std::string place, std::string detail) {
  throw Failure{{code, std::move(place), std::move(detail)}};
}

std::string parent_of(const std::string& directory) {
  const std::size_t slash = directory.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : directory.substr(0, slash);
}

// Whether making an archive here would bury nothing: at most what an interrupted making left.
bool is_vacant(FileSystem& files, const std::string& directory) {
  for (const std::string& name : files.list(directory)) {
    const bool folder = std::find(kFolders.begin(), kFolders.end(), name) != kFolders.end();
    const bool unfinished = name == std::string(kFormatFile) + std::string(kUnfinished);
    if (!unfinished && !(folder && files.list(directory + "/" + name).empty())) return false;
  }
  return true;
}

void make_folders(FileSystem& files, const std::string& directory) {
  for (const std::string_view folder : kFolders) {
    files.make_directory(directory + "/" + std::string(folder.substr(0, folder.size() - 1)));
  }
}

void make_archive(const Options& options, FileSystem& files) {
  std::array<std::uint8_t, 16> id;
  options.random(id);
  make_folders(files, options.directory);
  replace_file(files, options.directory + "/" + std::string(kFormatFile),
               format_identity({to_hex(as_bytes(id)), options.clock()}));
  files.sync_directory(options.directory);
  files.sync_directory(parent_of(options.directory));
}

void remove_unfinished(FileSystem& files, const std::string& folder) {
  for (const std::string& name : files.list(folder)) {
    const std::string path = folder + "/" + name;
    if (name.ends_with('/')) {
      remove_unfinished(files, path.substr(0, path.size() - 1));
    } else if (name.ends_with(kUnfinished)) {
      files.remove(path);
    }
  }
}

// Follows the journal and holds every entry against the chain, the objects and the newest head.
class Replay {
 public:
  Replay(const Checkpoint& head, const Hash& format_hash, ObjectStore& objects, TileTree& tree)
      : head_(head), objects_(objects), tree_(tree) {
    state_.last_leaf = format_hash;
  }

  void visit(const Entry& entry, std::string_view encoded) {
    const std::string place = "entry " + std::to_string(entry.index);
    if (entry.previous != state_.last_leaf) corrupt(place, "does not name the entry before it");
    if (entry.time < state_.last_time) corrupt(place, "is dated before the entry before it");
    if (entry.has_object && !objects_.mark_referenced(entry.object_sha256, entry.object_size)) {
      corrupt(place, "its object " + to_hex(entry.object_sha256) + " is missing");
    }
    if (entry.type == EntryType::key_change) state_.key_ids.insert(entry.subject);
    state_.last_leaf = leaf_hash(encoded);
    state_.last_time = entry.time;
    tree_.append(state_.last_leaf);
    if (tree_.size() == head_.size && tree_.root(head_.size) != head_.root) {
      corrupt(std::string(kCheckpointFile), "the root does not follow from the journal");
    }
    if (tree_.size() % kMatchEvery == 0) tree_.match_disk();
  }

  Recovered finish(std::uint64_t acknowledged) {
    tree_.match_disk();
    if (tree_.size() < head_.size || tree_.size() < acknowledged) {
      corrupt(journal_path(0), "the journal ends after " + std::to_string(tree_.size()) +
                                   " entries, but " +
                                   std::to_string(std::max(head_.size, acknowledged)) +
                                   " are known to have been acknowledged");
    }
    for (const HeadSignature& signature : head_.signatures) {
      if (state_.key_ids.contains(signature.key_id)) continue;
      corrupt(std::string(kCheckpointFile), "signed by a key that the journal does not know");
    }
    return state_;
  }

 private:
  [[noreturn]] static void corrupt(std::string place, std::string detail) {
    fail(ErrorCode::corrupt, std::move(place), std::move(detail));
  }

  const Checkpoint head_;
  ObjectStore& objects_;
  TileTree& tree_;
  Recovered state_;
};

}  // namespace

Claim claim_directory(const Options& options, FileSystem& files) {
  const std::string& directory = options.directory;
  files.make_directory(directory);
  Claim claim;
  claim.lock = files.lock(directory);
  if (!claim.lock) fail(ErrorCode::in_use, directory, "another process holds this archive");
  const std::string path = directory + "/" + std::string(kFormatFile);
  if (!files.exists(path)) {
    if (!is_vacant(files, directory)) {
      fail(ErrorCode::not_an_archive, directory, "not empty, and without a file `format`");
    }
    make_archive(options, files);
  }
  const std::string text = read_file(files, path);
  const auto identity = parse_identity(text);
  if (!identity) {
    fail(ErrorCode::not_an_archive, path, "not of the format that this program knows");
  }
  claim.identity = *identity;
  claim.format_hash = sha256(text);
  return claim;
}

Recovered recover(const Options& options, FileSystem& files, const Claim& claim,
                  ObjectStore& objects, Journal& journal, TileTree& tree, HeadStore& heads) {
  heads.load();
  objects.load();
  Replay replay(heads.newest(), claim.format_hash, objects, tree);
  journal.load([&](const Entry& entry, std::string_view encoded) { replay.visit(entry, encoded); });
  Recovered recovered = replay.finish(options.acknowledged);

  make_folders(files, options.directory);
  files.sync_directory(options.directory);
  remove_unfinished(files, options.directory);
  recovered.cut_bytes = journal.cut_torn_frame() + objects.cut_unreferenced();
  return recovered;
}

}  // namespace facteur::archive
