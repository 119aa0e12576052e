#include "gateway/flows/evidence.h"

#include <chrono>
#include <stdexcept>

namespace facteur::gateway::flows {
namespace {

constexpr std::size_t scan_size = 1024;

std::uint64_t known_position(store::Store& store) {
  const auto row = store.read([](store::Connection& c) {
    return c.row<std::int64_t>("SELECT entries FROM archive_position WHERE one = 1");
  });
  return row ? static_cast<std::uint64_t>(std::get<0>(*row)) : 0;
}

bool flow_exists(store::Store& store, const std::string& id) {
  return store
      .read([&](store::Connection& c) {
        return c.row<std::int64_t>("SELECT 1 FROM flows WHERE id = ?", id);
      })
      .has_value();
}

}  // namespace

Evidence::Kept::Kept(Evidence& evidence, std::span<const archive::Deposit> deposits)
    : evidence_(&evidence), start_(evidence.start()), items_(deposits.size()) {
  for (const auto& deposit : deposits) keys_.emplace_back(deposit.type, deposit.subject);
}

Evidence::Kept::Kept(Kept&& other) noexcept
    : evidence_(std::exchange(other.evidence_, nullptr)),
      start_(other.start_),
      keys_(std::move(other.keys_)),
      items_(std::move(other.items_)),
      recorded_(other.recorded_) {}

// Not recorded: whoever tries again finds the entries, and the position does not pass them as long
// as this process lives.
Evidence::Kept::~Kept() {
  if (!evidence_) return;
  std::lock_guard lock(evidence_->mutex_);
  if (recorded_) {
    evidence_->open_.erase(evidence_->open_.find(start_));
    for (const Key& key : keys_) evidence_->unrecorded_.erase(key);
    return;
  }
  for (std::size_t i = 0; i < items_.size(); ++i)
    if (items_[i].entry >= 0) evidence_->unrecorded_[keys_[i]] = items_[i];
}

Evidence::Evidence(archive::Archive& archive, store::Store& store)
    : archive_(archive), store_(store) {
  const std::uint64_t position = known_position(store);
  if (position > archive.size())
    throw std::runtime_error(
        "archive: it has fewer entries than the database has recorded; restore "
        "the archive before starting");
  first_unknown_ = position;
  open_.insert(position);
  read_unrecorded(position);
  mark_abandoned();
}

void Evidence::read_unrecorded(std::uint64_t first) {
  for (;;) {
    auto entries = archive_.entries(first, scan_size);
    if (!entries) throw ArchiveUnavailable(entries.error());
    if (entries->empty()) return;
    for (const auto& entry : *entries)
      unrecorded_[{entry.type, entry.subject}] = {static_cast<std::int64_t>(entry.index),
                                                  archive::to_hex(entry.object_sha256),
                                                  static_cast<std::int64_t>(entry.object_size)};
    first += entries->size();
  }
}

void Evidence::mark_abandoned() {
  std::vector<archive::Deposit> marks;
  for (const auto& [key, entry] : unrecorded_) {
    const auto& [type, subject] = key;
    if (type != archive::EntryType::reception ||
        unrecorded_.contains({archive::EntryType::abandoned, subject}) ||
        flow_exists(store_, subject))
      continue;
    archive::Deposit mark;
    mark.type = archive::EntryType::abandoned;
    mark.subject = subject;
    mark.actor = "platform";
    mark.note = "never acknowledged: the service ended before the flow was recorded";
    marks.push_back(std::move(mark));
  }
  if (marks.empty()) return;
  if (auto receipts = archive_.append(marks); !receipts) throw ArchiveUnavailable(receipts.error());
}

std::uint64_t Evidence::start() {
  std::lock_guard lock(mutex_);
  const std::uint64_t size = archive_.size();
  open_.insert(size);
  return size;
}

Evidence::Kept Evidence::deposit(std::span<const archive::Deposit> deposits) {
  Kept kept(*this, deposits);
  std::vector<archive::Deposit> missing;
  std::vector<std::size_t> places;
  {
    std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < deposits.size(); ++i) {
      const auto left = unrecorded_.find(kept.keys_[i]);
      if (left != unrecorded_.end()) {
        kept.items_[i] = left->second;
      } else {
        missing.push_back(deposits[i]);
        places.push_back(i);
      }
    }
  }
  if (missing.empty()) return kept;
  auto receipts = archive_.append(missing);
  if (!receipts) throw ArchiveUnavailable(receipts.error());
  for (std::size_t i = 0; i < places.size(); ++i)
    kept.items_[places[i]] = {static_cast<std::int64_t>((*receipts)[i].index),
                              archive::to_hex((*receipts)[i].object_sha256),
                              static_cast<std::int64_t>(missing[i].bytes.size())};
  return kept;
}

void Evidence::recovered() {
  std::lock_guard lock(mutex_);
  if (std::exchange(recovered_, true)) return;
  open_.erase(open_.find(first_unknown_));
}

void Evidence::note_position() {
  std::uint64_t position = 0;
  {
    std::lock_guard lock(mutex_);
    position = open_.empty() ? archive_.size() : *open_.begin();
  }
  store_.write([position](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO archive_position (one, entries) VALUES (1, ?) "
        "ON CONFLICT (one) DO UPDATE SET entries = max(entries, excluded.entries)",
        position);
  });
}

std::int64_t retention_day(int issue_year) {
  using namespace std::chrono;
  return sys_days(year(issue_year + 10) / December / 31).time_since_epoch().count();
}

}  // namespace facteur::gateway::flows
