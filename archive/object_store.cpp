#include "archive/object_store.h"

#include <algorithm>
#include <array>

#include "archive/layout.h"

namespace facteur::archive {
namespace {

constexpr std::uint64_t kAllocateAhead = 32u << 20;
constexpr std::size_t kOpenReaders = 64;

[[noreturn]] void corrupt(std::string place, std::string detail) {
  throw Failure{{ErrorCode::corrupt, std::move(place), std::move(detail)}};
}

}  // namespace

ObjectStore::ObjectStore(FileSystem& files, std::string directory, std::uint64_t segment_bytes)
    : files_(files), directory_(std::move(directory)), segment_bytes_(segment_bytes) {}

std::unique_ptr<File> ObjectStore::open_segment(std::uint32_t number, OpenMode mode) const {
  return files_.open(directory_ + "/" + segment_path(number), mode);
}

void ObjectStore::load() {
  std::vector<std::uint32_t> numbers;
  for (const std::string& name : files_.list(directory_ + "/objects")) {
    if (const auto number = segment_number(name)) {
      numbers.push_back(static_cast<std::uint32_t>(*number));
    }
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] != i) corrupt(segment_path(i), "the segment is missing");
    const bool last = i + 1 == numbers.size();
    if (last) {
      open_ = open_segment(numbers[i], OpenMode::write);
      open_number_ = numbers[i];
      SegmentScan scan = scan_segment(*open_);
      end_ = scan.end;
      open_records_ = std::move(scan.records);
    }
    for (const ObjectRecord& record : last ? open_records_ : load_full_segment(numbers[i])) {
      index_.insert(record.sha256, {numbers[i], record.offset});
    }
  }
}

std::vector<ObjectRecord> ObjectStore::load_full_segment(std::uint32_t number) {
  const auto segment = open_segment(number, OpenMode::read);
  const std::string index_path = directory_ + "/" + segment_index_path(number);
  if (files_.exists(index_path)) {
    auto records = decode_segment_index(read_file(files_, index_path), segment->size());
    if (records) return std::move(*records);
    corrupt(segment_index_path(number), "the index does not fit its segment");
  }
  SegmentScan scan = scan_segment(*segment);
  if (scan.end != segment->size()) {
    corrupt(segment_path(number) + " at " + std::to_string(scan.end), "not an object record");
  }
  return std::move(scan.records);
}

bool ObjectStore::mark_referenced(const Hash& sha256, std::uint64_t length) {
  const auto location = locate(sha256);
  if (!location) return false;
  const ObjectRecord record = header_at(*location);
  if (record.length != length) return false;
  if (location->segment == open_number_) referenced_end_ = std::max(referenced_end_, record.end());
  return true;
}

std::uint64_t ObjectStore::cut_unreferenced() {
  if (!open_) return 0;
  const std::uint64_t cut = end_ - referenced_end_;
  if (open_->size() != referenced_end_) {
    open_->truncate(referenced_end_);
    open_->sync();
  }
  if (cut > 0) {  // the index still names the cut objects: begin anew without them
    index_ = ObjectIndex();
    readers_.clear();
    open_records_.clear();
    open_.reset();
    load();
  }
  end_ = allocated_ = referenced_end_;
  const std::string index_path = directory_ + "/" + segment_index_path(open_number_);
  if (files_.exists(index_path)) {  // a crash came between the index and the next segment
    files_.remove(index_path);
    files_.sync_directory(directory_ + "/objects");
  }
  return cut;
}

void ObjectStore::start_segment(std::uint32_t number) {
  open_ = open_segment(number, OpenMode::create);
  open_->sync();
  files_.sync_directory(directory_ + "/objects");
  open_number_ = number;
  end_ = allocated_ = 0;
  open_records_.clear();
}

void ObjectStore::reserve(std::uint64_t size) {
  if (size <= allocated_) return;
  allocated_ = std::max(size, allocated_ + kAllocateAhead);
  allocated_ = std::max(size, std::min(allocated_, segment_bytes_));
  open_->allocate(allocated_);
}

void ObjectStore::add(const Hash& sha256, std::string_view bytes) {
  if (locate(sha256)) return;
  if (!open_) start_segment(0);
  const ObjectRecord record{sha256, end_, bytes.size()};
  const std::string header = encode_object_header(sha256, bytes.size());
  reserve(record.end());
  const std::array<std::string_view, 2> parts = {header, bytes};
  open_->write(end_, parts);
  dirty_ = true;
  end_ = record.end();
  open_records_.push_back(record);
  const std::unique_lock lock(index_mutex_);
  index_.insert(sha256, {open_number_, record.offset});
}

void ObjectStore::sync() {
  if (!dirty_) return;
  open_->sync();
  dirty_ = false;
}

void ObjectStore::roll_if_full() {
  if (!open_ || end_ < segment_bytes_) return;
  open_->truncate(end_);
  open_->sync();
  replace_file(files_, directory_ + "/" + segment_index_path(open_number_),
               encode_segment_index(std::move(open_records_), end_));
  start_segment(open_number_ + 1);
}

void ObjectStore::close() {
  if (!open_ || allocated_ == end_) return;
  open_->truncate(end_);
  open_->sync();
}

bool ObjectStore::contains(const Hash& sha256) const {
  return locate(sha256).has_value();
}

std::uint64_t ObjectStore::size() const {
  const std::shared_lock lock(index_mutex_);
  return index_.size();
}

std::shared_ptr<File> ObjectStore::reader_of(std::uint32_t segment) const {
  const std::lock_guard lock(readers_mutex_);
  const auto known = readers_.find(segment);
  if (known != readers_.end()) return known->second;
  if (readers_.size() >= kOpenReaders) readers_.erase(readers_.begin());
  return readers_[segment] = open_segment(segment, OpenMode::read);
}

ObjectRecord ObjectStore::header_at(ObjectLocation location) const {
  std::array<char, kObjectHeaderBytes> bytes;
  const std::size_t count = reader_of(location.segment)->read(location.offset, bytes);
  const auto record = decode_object_header({bytes.data(), count}, location.offset);
  if (record) return *record;
  corrupt(segment_path(location.segment) + " at " + std::to_string(location.offset),
          "not an object record");
}

std::optional<ObjectLocation> ObjectStore::locate(const Hash& sha256) const {
  const std::shared_lock lock(index_mutex_);
  return index_.find(sha256,
                     [&](ObjectLocation location) { return header_at(location).sha256 == sha256; });
}

std::string ObjectStore::read(const Hash& sha256) const {
  const auto location = locate(sha256);
  if (!location) throw Failure{{ErrorCode::not_found, to_hex(sha256), "no such object"}};
  const ObjectRecord record = header_at(*location);
  const auto segment = reader_of(location->segment);
  const std::uint64_t from = record.offset + kObjectHeaderBytes;
  const bool fits = record.length <= segment->size();
  std::string bytes(fits ? record.length : 0, '\0');
  const std::size_t count = fits ? segment->read(from, bytes) : 1;
  if (count == bytes.size() && archive::sha256(bytes) == sha256) return bytes;
  corrupt(segment_path(location->segment) + " at " + std::to_string(from),
          "the object " + to_hex(sha256) + " is not what was deposited");
}

std::unique_ptr<ObjectReader> ObjectStore::open(const Hash& sha256) const {
  const auto location = locate(sha256);
  if (!location) throw Failure{{ErrorCode::not_found, to_hex(sha256), "no such object"}};
  const ObjectRecord record = header_at(*location);
  const std::uint64_t from = record.offset + kObjectHeaderBytes;
  return std::make_unique<ObjectReader>(
      reader_of(location->segment), from, record.length, sha256,
      segment_path(location->segment) + " at " + std::to_string(from));
}

}  // namespace facteur::archive
