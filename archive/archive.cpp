#include "archive/archive.h"

#include <algorithm>

#include "archive/committer.h"
#include "archive/group_commit.h"
#include "archive/head_store.h"
#include "archive/journal.h"
#include "archive/object_store.h"
#include "archive/recovery.h"
#include "archive/sealer.h"
#include "archive/tile_tree.h"

namespace facteur::archive {
namespace {

constexpr std::size_t kMaxBatch = 1024;  // deposits in one append()
constexpr std::uint64_t kMaxJournalBytes = 1u << 30;

Error bad_argument(std::string place, std::string detail) {
  return {ErrorCode::bad_argument, std::move(place), std::move(detail)};
}

std::optional<Error> complaint(const Options& options) {
  if (options.directory.empty()) return bad_argument("directory", "is empty");
  if (options.signer == nullptr) return bad_argument("signer", "is missing");
  if (!options.clock) return bad_argument("clock", "is missing");
  if (!options.random) return bad_argument("random", "is missing");
  if (options.journal_bytes > kMaxJournalBytes) return bad_argument("journal_bytes", "over 1 GiB");
  return std::nullopt;
}

std::optional<Error> complaint(const Deposit& deposit, const Options& options) {
  const std::pair<const char*, const std::string*> names[] = {{"tenant", &deposit.tenant},
                                                              {"subject", &deposit.subject},
                                                              {"actor", &deposit.actor},
                                                              {"media_type", &deposit.media_type}};
  for (const auto& [name, value] : names) {
    if (value->size() > kMaxName) return bad_argument(name, "longer than 1,024 bytes");
  }
  if (deposit.type < EntryType::reception || deposit.type > EntryType::abandoned ||
      deposit.type == EntryType::key_change) {
    return bad_argument("type",
                        "not one that can be deposited; keys change by opening with another");
  }
  if (deposit.note.size() > kMaxNote) return bad_argument("note", "longer than 16,384 bytes");
  if (deposit.bytes.size() > options.max_object_bytes) {
    return bad_argument("bytes", "longer than " + std::to_string(options.max_object_bytes));
  }
  return std::nullopt;
}

// Runs a read and turns what it throws into an Error.
template <class Read>
auto guarded(Read read) -> Result<decltype(read())> {
  std::optional<decltype(read())> value;
  const auto error = error_of([&] { value = read(); });
  if (error) return *error;
  return std::move(*value);
}

}  // namespace

class Archive::Impl {
 public:
  Impl(const Options& options, std::unique_ptr<FileSystem> own_files, FileSystem& files);
  ~Impl();

  std::optional<Error> append(AppendRequest& request);
  Entry entry(std::uint64_t index) const;
  Proof prove(std::uint64_t index) const;
  Statistics statistics() const;

  const Options options;
  std::unique_ptr<FileSystem> own_files;
  FileSystem& files;
  Claim claim;
  ObjectStore objects;
  Journal journal;
  TileTree tree;
  HeadStore heads;
  Committer committer;
  GroupCommit queue;
  std::uint64_t cut_bytes = 0;
  std::unique_ptr<Sealer> sealer;  // last: its thread uses the others

 private:
  void introduce_key(const Recovered& recovered);
};

Archive::Impl::Impl(const Options& given, std::unique_ptr<FileSystem> own, FileSystem& file_system)
    : options(given),
      own_files(std::move(own)),
      files(file_system),
      claim(claim_directory(options, files)),
      objects(files, options.directory, options.segment_bytes),
      journal(files, options.directory, options.journal_bytes),
      tree(files, options.directory),
      heads(files, options.directory, claim.identity.id, *options.signer),
      committer(options, objects, journal, tree),
      queue([this](std::span<AppendRequest* const> group) { committer.commit(group); }) {
  const Recovered recovered = recover(options, files, claim, objects, journal, tree, heads);
  cut_bytes = recovered.cut_bytes;
  committer.continue_after(recovered.last_leaf, recovered.last_time);
  introduce_key(recovered);
  sealer = std::make_unique<Sealer>(
      tree, heads, options.clock, [this] { return queue.idle(); },
      [this](const Error& error) { queue.stop(error); });
}

// Closing is a courtesy: whatever fails here, recovery can do again.
Archive::Impl::~Impl() {
  if (!sealer) return;
  const bool sound = !queue.stopped();
  sealer->finish(sound);
  if (!sound) return;
  error_of([this] {
    objects.close();
    journal.close();
  });
}

// The journal says which keys may sign heads; so a key vouches for nothing before its entry is
// durable.
void Archive::Impl::introduce_key(const Recovered& recovered) {
  const HeadSigner& signer = *options.signer;
  const std::string pem = signer.public_key_pem();
  if (key_id_of(pem) != signer.key_id()) {
    throw Failure{bad_argument("signer", "its key id is not that of its public key")};
  }
  if (!recovered.key_ids.contains(signer.key_id())) {
    Deposit deposit;
    deposit.type = EntryType::key_change;
    deposit.subject = signer.key_id();
    deposit.media_type = "application/x-pem-file";
    deposit.bytes = pem;
    AppendRequest request({&deposit, 1});
    AppendRequest* group[] = {&request};
    committer.commit(group);
  }
  heads.publish_key();
  // From the first deposit on there is a head, so a missing one is never mistaken for a young
  // archive.
  if (heads.newest().size == 0) heads.write(tree.size(), tree.root(tree.size()), options.clock());
}

std::optional<Error> Archive::Impl::append(AppendRequest& request) {
  auto error = queue.submit(request);
  sealer->committed();
  return error;
}

Entry Archive::Impl::entry(std::uint64_t index) const {
  const auto entry = decode_entry(journal.entry(index));
  if (entry && entry->index == index) return *entry;
  throw Failure{{ErrorCode::corrupt, "entry " + std::to_string(index), "not an entry"}};
}

Proof Archive::Impl::prove(std::uint64_t index) const {
  const std::string encoded = journal.entry(index);
  const Checkpoint head = heads.newest();
  if (index >= head.size) {
    throw Failure{{ErrorCode::not_sealed_yet, "entry " + std::to_string(index),
                   "no signed head covers it yet"}};
  }
  return {encoded, index, tree.inclusion(index, head.size), format(head),
          heads.public_key(head.signatures.front().key_id)};
}

Statistics Archive::Impl::statistics() const {
  return {journal.size(),  objects.size(), committer.commits(),
          sealer->heads(), files.syncs(),  cut_bytes};
}

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::~Archive() = default;

Result<std::unique_ptr<Archive>> Archive::open(const Options& options) {
  if (const auto error = complaint(options)) return *error;
  std::unique_ptr<FileSystem> own;
  if (options.files == nullptr) own = make_posix_file_system();
  FileSystem& files = own ? *own : *options.files;
  return guarded([&] {
    auto impl = std::make_unique<Impl>(options, std::move(own), files);
    return std::unique_ptr<Archive>(new Archive(std::move(impl)));
  });
}

Result<std::vector<Receipt>> Archive::append(std::span<const Deposit> batch) {
  if (batch.empty()) return std::vector<Receipt>();
  if (batch.size() > kMaxBatch) return bad_argument("batch", "more than 1,024 deposits");
  for (const Deposit& deposit : batch) {
    if (const auto error = complaint(deposit, impl_->options)) return *error;
  }
  AppendRequest request(batch);
  if (const auto error = impl_->append(request)) return *error;
  return std::move(request.receipts);
}

Result<std::string> Archive::read_object(const Hash& sha256) const {
  return guarded([&] { return impl_->objects.read(sha256); });
}

Result<std::unique_ptr<ObjectReader>> Archive::open_object(const Hash& sha256) const {
  return guarded([&] { return impl_->objects.open(sha256); });
}

Result<bool> Archive::has_object(const Hash& sha256) const {
  return guarded([&] { return impl_->objects.contains(sha256); });
}

std::uint64_t Archive::size() const {
  return impl_->journal.size();
}

Result<Entry> Archive::entry(std::uint64_t index) const {
  return guarded([&] { return impl_->entry(index); });
}

Result<std::vector<Entry>> Archive::entries(std::uint64_t first, std::size_t limit) const {
  return guarded([&] {
    const std::uint64_t size = impl_->journal.size();
    const std::uint64_t end =
        first < size ? first + std::min<std::uint64_t>(limit, size - first) : first;
    std::vector<Entry> entries;
    for (std::uint64_t i = first; i < end; ++i) entries.push_back(impl_->entry(i));
    return entries;
  });
}

Checkpoint Archive::newest_checkpoint() const {
  return impl_->heads.newest();
}

Result<Checkpoint> Archive::seal() {
  if (const auto error = impl_->sealer->wait_until(impl_->tree.size())) return *error;
  return impl_->heads.newest();
}

Result<Proof> Archive::prove(std::uint64_t index) const {
  return guarded([&] { return impl_->prove(index); });
}

Result<std::vector<Hash>> Archive::prove_consistency(std::uint64_t first,
                                                     std::uint64_t size) const {
  if (first > size || size > impl_->tree.size()) {
    return bad_argument("size", "needs first <= size <= the archive's size");
  }
  return guarded([&] { return impl_->tree.consistency(first, size); });
}

std::optional<Error> Archive::stopped() const {
  return impl_->queue.stopped();
}

Statistics Archive::statistics() const {
  return impl_->statistics();
}

}  // namespace facteur::archive
