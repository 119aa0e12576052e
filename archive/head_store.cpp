#include "archive/head_store.h"

#include "archive/layout.h"

namespace facteur::archive {
namespace {

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;

[[noreturn]] void corrupt(std::string detail) {
  throw Failure{{ErrorCode::corrupt, std::string(kCheckpointFile), std::move(detail)}};
}

bool is_kept(const Checkpoint& head, std::int64_t successor_time) {
  return head.size >= head.previous_size + kKeepEvery || head.time / kDay != successor_time / kDay;
}

}  // namespace

HeadStore::HeadStore(FileSystem& files, std::string directory, std::string archive_id,
                     HeadSigner& signer)
    : files_(files),
      directory_(std::move(directory)),
      archive_id_(std::move(archive_id)),
      signer_(signer) {}

void HeadStore::load() {
  const std::string path = directory_ + "/" + std::string(kCheckpointFile);
  if (!files_.exists(path)) {
    if (files_.list(directory_ + "/checkpoints").empty()) return;
    corrupt("the newest head is missing though older ones are there");
  }
  const auto head = parse_checkpoint(read_file(files_, path));
  if (!head) corrupt("not a checkpoint");
  if (head->archive_id != archive_id_) corrupt("the head of another archive");
  KeyRing keys;
  for (const HeadSignature& signature : head->signatures) {
    keys[signature.key_id] = public_key(signature.key_id);
  }
  const std::string complaint = check_signatures(*head, keys);
  if (!complaint.empty()) corrupt(complaint);
  const std::lock_guard lock(mutex_);
  newest_ = *head;
}

std::string HeadStore::public_key(const std::string& key_id) const {
  const std::string path = key_path(key_id);
  const std::string pem = from_hex(key_id) && files_.exists(directory_ + "/" + path)
                              ? read_file(files_, directory_ + "/" + path)
                              : std::string();
  if (key_id_of(pem) == key_id) return pem;
  throw Failure{{ErrorCode::corrupt, path, "not the public key of that name"}};
}

void HeadStore::publish_key() {
  const std::string path = directory_ + "/" + key_path(signer_.key_id());
  if (files_.exists(path)) return;
  replace_file(files_, path, signer_.public_key_pem());
  files_.sync_directory(directory_ + "/keys");
}

void HeadStore::keep(const Checkpoint& head) {
  replace_file(files_, directory_ + "/" + kept_checkpoint_path(head.size), format(head));
  files_.sync_directory(directory_ + "/checkpoints");
}

void HeadStore::write(std::uint64_t size, const Hash& root, std::int64_t time) {
  const Checkpoint last = newest();
  Checkpoint head{archive_id_, size, root, time, last.previous_size, last.previous_hash, {}};
  if (last.size > 0 && is_kept(last, time)) {
    keep(last);
    head.previous_size = last.size;
    head.previous_hash = sha256(format(last));
  }
  head.signatures.push_back(
      {signer_.algorithm(), signer_.key_id(), signer_.sign(signed_part(head))});
  replace_file(files_, directory_ + "/" + std::string(kCheckpointFile), format(head));
  files_.sync_directory(directory_);
  const std::lock_guard lock(mutex_);
  newest_ = head;
}

Checkpoint HeadStore::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

}  // namespace facteur::archive
