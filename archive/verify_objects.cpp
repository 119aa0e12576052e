#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <thread>

#include "archive/layout.h"
#include "archive/segment.h"
#include "archive/verify_parts.h"

namespace facteur::archive {
namespace {

constexpr std::size_t kBufferBytes = 1 << 20;

// Something in a segment that the journal does not name: harmless at the very end, where a commit
// may have been interrupted, a fault anywhere else.
struct Stray {
  std::uint32_t segment = 0;
  std::uint64_t offset = 0;
  std::string object;
};

const NamedObject* find_named(const JournalFacts& journal, const Hash& sha256) {
  const auto& all = journal.objects;
  const auto found = std::lower_bound(
      all.begin(), all.end(), sha256,
      [](const NamedObject& object, const Hash& hash) { return object.sha256 < hash; });
  return found != all.end() && found->sha256 == sha256 ? &*found : nullptr;
}

// One thread's work: one segment, from its first byte to its last.
class SegmentInspector {
 public:
  SegmentInspector(Inspection& inspection, const JournalFacts& journal, std::uint32_t number,
                   bool last)
      : inspection_(inspection),
        journal_(journal),
        number_(number),
        last_(last),
        file_name_(segment_path(number)),
        file_(inspection.files.open(inspection.path(file_name_), OpenMode::read)),
        size_(file_->size()) {}

  void run();
  void check_index() const;

  const std::string& file_name() const { return file_name_; }
  const std::vector<ObjectRecord>& records() const { return records_; }
  const std::vector<Stray>& strays() const { return strays_; }
  std::uint64_t named_end() const { return named_end_; }

 private:
  void inspect_records();
  bool read_record(std::uint64_t offset);
  Hash hash_object(const ObjectRecord& record);
  std::uint64_t skip_damage(std::uint64_t offset);
  bool only_zeros_from(std::uint64_t offset);
  void fault(FaultKind kind, std::uint64_t offset, const std::string& object, std::string detail);

  Inspection& inspection_;
  const JournalFacts& journal_;
  const std::uint32_t number_;
  const bool last_;
  const std::string file_name_;
  const std::unique_ptr<File> file_;
  const std::uint64_t size_;
  std::string buffer_;
  Sha256 sha256_;
  std::vector<ObjectRecord> records_;
  std::vector<Stray> strays_;
  std::vector<Fault> doubtful_;  // in the last segment: a writer may be there just now
  std::uint64_t named_end_ = 0;  // of the last record that the journal names
};

void SegmentInspector::fault(FaultKind kind, std::uint64_t offset, const std::string& object,
                             std::string detail) {
  inspection_.fault({kind, file_name_, offset, object, {}, std::move(detail)});
}

Hash SegmentInspector::hash_object(const ObjectRecord& record) {
  const std::uint64_t begin = record.offset + kObjectHeaderBytes;
  for (std::uint64_t at = begin; at < record.end();) {
    const auto wanted = std::min<std::uint64_t>(kBufferBytes, record.end() - at);
    const std::size_t count = file_->read(at, std::span(buffer_.data(), wanted));
    if (count == 0) break;
    sha256_.update({buffer_.data(), count});
    inspection_.advance(count);
    at += count;
  }
  return sha256_.finish();
}

// False when there is no record at `offset`.
bool SegmentInspector::read_record(std::uint64_t offset) {
  std::array<char, kObjectHeaderBytes> header;
  const std::size_t count = file_->read(offset, header);
  const auto record = decode_object_header({header.data(), count}, offset);
  if (!record) return false;
  const std::string object = to_hex(record->sha256);
  const NamedObject* named = find_named(journal_, record->sha256);
  const bool fits = record->length <= size_ && record->end() <= size_;
  const bool right = fits && hash_object(*record) == record->sha256;
  if (named == nullptr) {
    strays_.push_back({number_, offset, object});
  } else {
    named_end_ = record->end();
    // What stands before it was written before it, so that no writer explains the damage.
    for (Fault& damage : doubtful_) inspection_.fault(std::move(damage));
    doubtful_.clear();
    const bool same_size = named->size == record->length;
    if (!right || !same_size)
      fault(FaultKind::object_bytes, offset, object, "not what was deposited");
  }
  if (!fits) return false;
  inspection_.advance(kObjectHeaderBytes);
  records_.push_back(*record);
  return true;
}

bool SegmentInspector::only_zeros_from(std::uint64_t offset) {
  while (offset < size_) {
    const std::size_t count = file_->read(offset, buffer_);
    const std::string_view bytes(buffer_.data(), count);
    if (count == 0 || bytes.find_first_not_of('\0') != std::string_view::npos) return false;
    offset += count;
  }
  return true;
}

// The next offset where a record begins, or the end of the segment.
std::uint64_t SegmentInspector::skip_damage(std::uint64_t offset) {
  for (std::uint64_t at = offset; at < size_;) {
    const std::size_t count = file_->read(at, buffer_);
    const std::string_view bytes(buffer_.data(), count);
    for (std::size_t found = bytes.find(kObjectMagic); found != std::string_view::npos;
         found = bytes.find(kObjectMagic, found + 1)) {
      if (at + found == offset) continue;
      const std::string_view header = bytes.substr(found, kObjectHeaderBytes);
      if (decode_object_header(header, at + found)) return at + found;
    }
    if (count < kBufferBytes) break;
    at += count - kObjectHeaderBytes;  // a header may lie across two reads
  }
  return size_;
}

void SegmentInspector::run() {
  buffer_.resize(kBufferBytes);
  inspect_records();
  std::string().swap(buffer_);  // there may be thousands of segments
}

void SegmentInspector::inspect_records() {
  std::uint64_t offset = 0;
  while (offset < size_) {
    if (read_record(offset)) {
      offset = records_.back().end();
      continue;
    }
    if (last_ && only_zeros_from(offset)) break;
    const bool stray = !strays_.empty() && strays_.back().offset == offset;
    const std::uint64_t next = skip_damage(offset);
    const Fault damage{FaultKind::object_record, file_name_, offset, {}, {}, "no object record"};
    if (!last_)
      inspection_.fault(damage);
    else if (next < size_ || !stray)
      doubtful_.push_back(damage);
    offset = next;
  }
  for (Fault& damage : doubtful_) inspection_.fault_unless_in_use(std::move(damage));
  doubtful_.clear();
}

void SegmentInspector::check_index() const {
  const std::string name = segment_index_path(number_);
  const Fault fault{FaultKind::segment_index, name, 0, {}, {}, "does not follow from its segment"};
  if (!inspection_.files.exists(inspection_.path(name))) {
    if (!last_) inspection_.fault({FaultKind::missing_file, name, 0, {}, {}, "a segment's index"});
    return;
  }
  const std::string found = read_file(inspection_.files, inspection_.path(name));
  if (found == encode_segment_index(records_, size_)) return;
  last_ ? inspection_.fault_unless_in_use(fault) : inspection_.fault(fault);
}

std::vector<std::uint32_t> list_segments(Inspection& inspection) {
  std::vector<std::uint32_t> numbers;
  std::uint64_t expected = 0;
  for (const std::string& name : inspection.files.list(inspection.path("objects"))) {
    const auto number = segment_number(name);
    if (!number) continue;
    for (; expected < *number; ++expected) {
      inspection.fault({FaultKind::missing_file, segment_path(expected), 0, {}, {}, "a segment"});
    }
    numbers.push_back(static_cast<std::uint32_t>(*number));
    ++expected;
  }
  return numbers;
}

using Inspectors = std::vector<std::unique_ptr<SegmentInspector>>;

// Shares the segments out to threads; each inspector is touched by one of them.
void run_all(const Inspectors& inspectors, unsigned threads) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto worker = [&] {
    try {
      for (std::size_t i = next++; i < inspectors.size(); i = next++) {
        inspectors[i]->run();
        inspectors[i]->check_index();
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(worker);
  worker();
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
}

// Every object that the journal names must have been found, and found once.
void check_completeness(Inspection& inspection, const JournalFacts& journal,
                        const Inspectors& inspectors) {
  std::vector<bool> seen(journal.objects.size());
  for (const auto& inspector : inspectors) {
    for (const ObjectRecord& record : inspector->records()) {
      const NamedObject* named = find_named(journal, record.sha256);
      if (named == nullptr) continue;
      const auto i = static_cast<std::size_t>(named - journal.objects.data());
      if (seen[i]) {
        inspection.fault({FaultKind::object_unnamed, inspector->file_name(), record.offset,
                          to_hex(record.sha256), named->entry, "stored a second time"});
      }
      seen[i] = true;
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i]) continue;
    const NamedObject& object = journal.objects[i];
    inspection.fault({FaultKind::object_missing, "objects/", 0, to_hex(object.sha256), object.entry,
                      "in no segment"});
  }
}

void check_strays(Inspection& inspection, const Inspectors& inspectors) {
  std::size_t last_named = 0;
  for (std::size_t i = 0; i < inspectors.size(); ++i) {
    if (inspectors[i]->named_end() > 0) last_named = i;
  }
  for (std::size_t i = 0; i < inspectors.size(); ++i) {
    for (const Stray& stray : inspectors[i]->strays()) {
      const bool at_the_end = i > last_named || stray.offset >= inspectors[i]->named_end();
      if (i >= last_named && at_the_end) {
        inspection.unfinished();
        continue;
      }
      inspection.fault({FaultKind::object_unnamed,
                        inspectors[i]->file_name(),
                        stray.offset,
                        stray.object,
                        {},
                        "no entry names it"});
    }
  }
}

}  // namespace

std::uint64_t inspect_objects(Inspection& inspection, const JournalFacts& journal) {
  const std::vector<std::uint32_t> numbers = list_segments(inspection);
  Inspectors inspectors;
  for (const std::uint32_t number : numbers) {
    inspectors.push_back(
        std::make_unique<SegmentInspector>(inspection, journal, number, number == numbers.back()));
  }
  run_all(inspectors, inspection.options.threads);
  check_completeness(inspection, journal, inspectors);
  if (journal.whole) check_strays(inspection, inspectors);
  std::uint64_t count = 0;
  for (const auto& inspector : inspectors) count += inspector->records().size();
  return count;
}

}  // namespace facteur::archive
