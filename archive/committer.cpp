#include "archive/committer.h"

#include <algorithm>

namespace facteur::archive {

Committer::Committer(const Options& options, ObjectStore& objects, Journal& journal, TileTree& tree)
    : options_(options), objects_(objects), journal_(journal), tree_(tree) {}

void Committer::continue_after(const Hash& leaf, std::int64_t time) {
  last_leaf_ = leaf;
  last_time_ = time;
}

Entry Committer::make_entry(const Deposit& deposit, const AppendRequest::Hashes& hashes) {
  Entry entry;
  entry.type = deposit.type;
  entry.index = next_index_++;
  entry.time = last_time_;
  entry.tenant = deposit.tenant;
  entry.subject = deposit.subject;
  entry.actor = deposit.actor;
  entry.media_type = deposit.media_type;
  entry.note = deposit.note;
  entry.has_object = !deposit.bytes.empty();
  entry.object_sha256 = hashes.sha256;
  entry.object_sha512 = hashes.sha512;
  entry.object_size = deposit.bytes.size();
  entry.retention_until_day = deposit.retention_until_day;
  options_.random(entry.salt);
  entry.previous = last_leaf_;
  return entry;
}

void Committer::commit(std::span<AppendRequest* const> group) {
  next_index_ = journal_.size();
  last_time_ = std::max(last_time_, options_.clock());
  std::vector<std::string> encoded;
  std::vector<Hash> leaves;
  for (AppendRequest* request : group) {
    for (std::size_t i = 0; i < request->deposits.size(); ++i) {
      const Deposit& deposit = request->deposits[i];
      if (!deposit.bytes.empty()) objects_.add(request->hashes[i].sha256, deposit.bytes);
      const Entry entry = make_entry(deposit, request->hashes[i]);
      encoded.push_back(encode(entry));
      last_leaf_ = leaf_hash(encoded.back());
      leaves.push_back(last_leaf_);
      request->receipts.push_back({entry.index, last_leaf_, entry.object_sha256});
    }
  }
  objects_.sync();
  journal_.append(encoded);
  journal_.commit();
  for (const Hash& leaf : leaves) tree_.append(leaf);
  ++commits_;
  objects_.roll_if_full();
}

}  // namespace facteur::archive
