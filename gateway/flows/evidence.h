// The archive kept in step with the database.
//
// What happens is deposited first and recorded in the database after; a crash between the two would
// leave an entry that the database does not know, and doing the work again would deposit it twice.
// Evidence closes that gap: it knows up to which entry the two agree, reads at start what came
// after, and hands such an entry to whoever does that work again instead of depositing anew. A
// reception whose flow never reached the database was never acknowledged: it is marked abandoned.
//
// Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "gateway/store/store.h"

namespace facteur::gateway::flows {

// The archive cannot be read or written now: no document's fault.
struct ArchiveUnavailable : std::runtime_error {
  explicit ArchiveUnavailable(const archive::Error& error)
      : std::runtime_error("archive: " + error.place + ": " + error.detail) {}
};

class Evidence {
 public:
  // Reads the entries beyond the known position; throws ArchiveUnavailable when the archive
  // refuses.
  Evidence(archive::Archive& archive, store::Store& store);

  // Deposits that are durable but not yet recorded in the database. While one of these lives, the
  // known position stays before it; call recorded() when the database has committed.
  using Key = std::pair<archive::EntryType, std::string>;  // what an entry is about
  struct Item {
    std::int64_t entry = -1;  // index in the archive's journal
    std::string sha256;       // of the object, hex
    std::int64_t size = 0;    // of the object, bytes
  };
  class Kept {
   public:
    ~Kept();
    Kept(Kept&& other) noexcept;
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;

    const std::vector<Item>& items() const { return items_; }  // one a deposit
    void recorded() { recorded_ = true; }

   private:
    friend class Evidence;
    Kept(Evidence& evidence, std::span<const archive::Deposit> deposits);
    Evidence* evidence_;
    std::uint64_t start_;  // every entry before it was recorded or belongs to another
    std::vector<Key> keys_;
    std::vector<Item> items_;
    bool recorded_ = false;
  };

  // Makes all deposits durable, those left by an interrupted try excepted, be it of an earlier run
  // or of this one: their entries are found by type and subject. Throws ArchiveUnavailable when the
  // archive has stopped.
  Kept deposit(std::span<const archive::Deposit> deposits);

  // All work that a crash interrupted has been done again: from here on the position may move.
  void recovered();

  // Writes the known position to the database; called now and then.
  void note_position();

  archive::Archive& archive() { return archive_; }

 private:
  void read_unrecorded(std::uint64_t first);
  void mark_abandoned();
  std::uint64_t start();

  archive::Archive& archive_;
  store::Store& store_;
  std::mutex mutex_;
  std::uint64_t first_unknown_ = 0;  // the position read at start
  bool recovered_ = false;
  std::multiset<std::uint64_t> open_;  // starts of what is not recorded yet
  std::map<Key, Item> unrecorded_;     // entries that a crash left, by what they are about
};

// The last day on which an accounting document of `issue_year` must be kept: ten years after the
// end of the financial year, taken as the calendar year (Code de commerce L123-22). Days since
// 1970.
std::int64_t retention_day(int issue_year);

}  // namespace facteur::gateway::flows
