#include "archive/journal.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "archive/bytes.h"
#include "archive/frame.h"
#include "archive/layout.h"

namespace facteur::archive {
namespace {

constexpr std::uint64_t kAllocateAhead = 4u << 20;
constexpr std::size_t kMaxEntryBytes = 8 * kMaxName + kMaxNote;

[[noreturn]] void corrupt(std::string place, std::string detail) {
  throw Failure{{ErrorCode::corrupt, std::move(place), std::move(detail)}};
}

std::string at(std::uint64_t first, std::uint64_t offset) {
  return journal_path(first) + " at " + std::to_string(offset);
}

// The length of `bytes` without the zeros of room allocated ahead.
std::size_t without_zeros(std::string_view bytes) {
  const std::size_t last = bytes.find_last_not_of('\0');
  return last == std::string_view::npos ? 0 : last + 1;
}

}  // namespace

Journal::Journal(FileSystem& files, std::string directory, std::uint64_t journal_bytes)
    : files_(files), directory_(std::move(directory)), journal_bytes_(journal_bytes) {}

void Journal::load(const std::function<void(const Entry&, std::string_view)>& visit) {
  for (const std::string& name : files_.list(directory_ + "/journal")) {
    const auto first = journal_number(name);
    if (!first) continue;
    const std::string path = directory_ + "/" + journal_path(*first);
    parts_.push_back({*first, files_.open(path, OpenMode::write)});
  }
  for (std::size_t i = 0; i < parts_.size(); ++i)
    load_file(parts_[i], i + 1 == parts_.size(), visit);
}

void Journal::load_file(const FilePart& part, bool last,
                        const std::function<void(const Entry&, std::string_view)>& visit) {
  if (part.first != locations_.size()) {
    corrupt(journal_path(locations_.size()), "the journal file is missing");
  }
  std::string bytes(part.file->size(), '\0');
  bytes.resize(part.file->read(0, bytes));
  const std::string_view all(bytes);
  const auto file_number = static_cast<std::uint64_t>(&part - parts_.data());
  Frame frame;
  FrameState state = FrameState::end;
  std::size_t offset = 0;
  while ((state = parse_frame(all.substr(offset), locations_.size(), frame)) == FrameState::whole) {
    std::size_t place = offset + kFrameHeaderBytes;
    for (const std::string_view encoded : frame.entries) {
      const auto entry = decode_entry(encoded);
      if (!entry || entry->index != locations_.size())
        corrupt(at(part.first, place), "not an entry");
      visit(*entry, encoded);
      locations_.push_back(file_number << 32 | place);
      place += 4 + encoded.size();
    }
    offset += frame.size;
  }
  const std::string_view rest = all.substr(offset);
  if (!last && !rest.empty()) corrupt(at(part.first, offset), "not a journal frame");
  if (state == FrameState::torn && find_frame(rest.substr(1))) {
    corrupt(at(part.first, offset), "a damaged journal frame before a whole one");
  }
  end_ = offset;
  allocated_ = all.size();
  torn_bytes_ = without_zeros(rest);
}

std::uint64_t Journal::cut_torn_frame() {
  if (parts_.empty() || allocated_ == end_) return torn_bytes_;
  parts_.back().file->truncate(end_);
  parts_.back().file->sync();
  allocated_ = end_;
  return torn_bytes_;
}

void Journal::start_file() {
  const std::uint64_t first = locations_.size();
  std::shared_ptr<File> file =
      files_.open(directory_ + "/" + journal_path(first), OpenMode::create);
  file->sync();
  files_.sync_directory(directory_ + "/journal");
  end_ = allocated_ = 0;
  const std::unique_lock lock(mutex_);
  parts_.push_back({first, std::move(file)});
}

void Journal::roll_if_full() {
  if (!parts_.empty() && end_ < journal_bytes_) return;
  close();
  start_file();
}

void Journal::reserve(std::uint64_t size) {
  if (size <= allocated_) return;
  allocated_ = std::max(size, std::min(allocated_ + kAllocateAhead, journal_bytes_));
  parts_.back().file->allocate(allocated_);
}

void Journal::append(std::span<const std::string> encoded) {
  roll_if_full();
  const std::string frame = encode_frame(locations_.size(), encoded);
  reserve(end_ + frame.size());
  const std::array<std::string_view, 1> part = {frame};
  parts_.back().file->write(end_, part);
  std::uint64_t place = end_ + kFrameHeaderBytes;
  for (const std::string& entry : encoded) {
    uncommitted_.push_back((parts_.size() - 1) << 32 | place);
    place += 4 + entry.size();
  }
  end_ += frame.size();
}

void Journal::commit() {
  parts_.back().file->sync();
  const std::unique_lock lock(mutex_);
  locations_.insert(locations_.end(), uncommitted_.begin(), uncommitted_.end());
  uncommitted_.clear();
}

void Journal::close() {
  if (parts_.empty() || allocated_ == end_) return;
  parts_.back().file->truncate(end_);
  parts_.back().file->sync();
  allocated_ = end_;
}

std::uint64_t Journal::size() const {
  const std::shared_lock lock(mutex_);
  return locations_.size();
}

std::string Journal::entry(std::uint64_t index) const {
  std::shared_ptr<File> file;
  std::uint64_t first = 0;
  std::uint64_t offset = 0;
  {
    const std::shared_lock lock(mutex_);
    if (index >= locations_.size()) {
      throw Failure{{ErrorCode::not_found, "entry " + std::to_string(index), "no such entry"}};
    }
    const FilePart& part = parts_[locations_[index] >> 32];
    file = part.file;
    first = part.first;
    offset = locations_[index] & 0xFFFFFFFF;
  }
  std::array<char, 4> head;
  const std::size_t count = file->read(offset, head);
  const auto length = Reader({head.data(), count}).number<std::uint32_t>();
  if (!length || *length > kMaxEntryBytes) corrupt(at(first, offset), "not an entry");
  std::string bytes(*length, '\0');
  if (file->read(offset + 4, bytes) != bytes.size()) corrupt(at(first, offset), "a cut entry");
  return bytes;
}

}  // namespace facteur::archive
