// Segment files: records of one object each, a 64-byte header and the raw bytes (FORMAT.md,
// "Segment"), and the sorted index that a full segment gets beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/file_system.h"
#include "archive/hash.h"

namespace facteur::archive {

struct ObjectRecord {
  Hash sha256{};
  std::uint64_t offset = 0;  // of the header in the segment
  std::uint64_t length = 0;  // of the object, without header
  std::uint64_t end() const;
};

std::string encode_object_header(const Hash& sha256, std::uint64_t length);
// Nothing unless magic, reserved bytes and checksum are right.
std::optional<ObjectRecord> decode_object_header(std::string_view bytes, std::uint64_t offset);

struct SegmentScan {
  std::vector<ObjectRecord> records;
  std::uint64_t end = 0;  // where the first thing that is no whole record begins
};
// Follows headers from the start; does not hash the objects.
SegmentScan scan_segment(const File& segment);

std::string encode_segment_index(std::vector<ObjectRecord> records, std::uint64_t segment_size);
// Nothing unless the checksum holds and it was made for a segment of this size. The records come
// back without lengths.
std::optional<std::vector<ObjectRecord>> decode_segment_index(std::string_view bytes,
                                                              std::uint64_t segment_size);

}  // namespace facteur::archive
