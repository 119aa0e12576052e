#include "archive/segment.h"

#include <algorithm>
#include <array>

#include "archive/bytes.h"
#include "archive/crc32c.h"
#include "archive/layout.h"

namespace facteur::archive {
namespace {

constexpr std::size_t kReservedBytes = 12;
constexpr std::size_t kIndexRowBytes = 40;

Hash to_hash(std::string_view bytes) {
  Hash hash{};
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

}  // namespace

std::uint64_t ObjectRecord::end() const {
  return offset + kObjectHeaderBytes + length;
}

std::string encode_object_header(const Hash& sha256, std::uint64_t length) {
  std::string header(kObjectMagic);
  put(header, length);
  header += as_bytes(sha256);
  header.append(kReservedBytes, '\0');
  put(header, crc32c(header));
  return header;
}

std::optional<ObjectRecord> decode_object_header(std::string_view bytes, std::uint64_t offset) {
  Reader reader(bytes);
  const auto magic = reader.take(kObjectMagic.size());
  const auto length = reader.number<std::uint64_t>();
  const auto hash = reader.take(sizeof(Hash));
  if (magic != kObjectMagic || !length || !hash) return std::nullopt;
  const ObjectRecord record{to_hash(*hash), offset, *length};
  if (encode_object_header(record.sha256, record.length) != bytes) return std::nullopt;
  return record;
}

SegmentScan scan_segment(const File& segment) {
  SegmentScan scan;
  const std::uint64_t size = segment.size();
  std::array<char, kObjectHeaderBytes> header;
  while (segment.read(scan.end, header) == header.size()) {
    const auto record = decode_object_header({header.data(), header.size()}, scan.end);
    if (!record || record->length > size || record->end() > size) break;
    scan.records.push_back(*record);
    scan.end = record->end();
  }
  return scan;
}

std::string encode_segment_index(std::vector<ObjectRecord> records, std::uint64_t segment_size) {
  std::sort(records.begin(), records.end(),
            [](const ObjectRecord& a, const ObjectRecord& b) { return a.sha256 < b.sha256; });
  std::string bytes(kIndexMagic);
  bytes.reserve(records.size() * kIndexRowBytes + 64);
  put(bytes, segment_size);
  put(bytes, static_cast<std::uint64_t>(records.size()));
  for (const ObjectRecord& record : records) {
    bytes += as_bytes(record.sha256);
    put(bytes, record.offset);
  }
  bytes += as_bytes(sha256(bytes));
  return bytes;
}

std::optional<std::vector<ObjectRecord>> decode_segment_index(std::string_view bytes,
                                                              std::uint64_t segment_size) {
  if (bytes.size() < sizeof(Hash)) return std::nullopt;
  const std::string_view body = bytes.substr(0, bytes.size() - sizeof(Hash));
  if (as_bytes(sha256(body)) != bytes.substr(body.size())) return std::nullopt;
  Reader reader(body);
  const auto magic = reader.take(kIndexMagic.size());
  const auto size = reader.number<std::uint64_t>();
  const auto count = reader.number<std::uint64_t>();
  if (magic != kIndexMagic || size != segment_size || !count) return std::nullopt;
  std::vector<ObjectRecord> records;
  while (!reader.empty()) {
    const auto hash = reader.take(sizeof(Hash));
    const auto offset = reader.number<std::uint64_t>();
    if (!hash || !offset) return std::nullopt;
    records.push_back({to_hash(*hash), *offset, 0});
  }
  if (records.size() != *count) return std::nullopt;
  return records;
}

}  // namespace facteur::archive
