// Where each object is: a hash table of 16 bytes a slot, so that a million objects cost 16 to 32 MB
// at rest. It holds 64 bits of each hash; who looks one up confirms it on the record's header.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "archive/hash.h"

namespace facteur::archive {

// 2^24 segments of up to 2^40 bytes.
struct ObjectLocation {
  std::uint32_t segment = 0;
  std::uint64_t offset = 0;
};

// Not thread safe.
class ObjectIndex {
 public:
  ObjectIndex();

  void insert(const Hash& sha256, ObjectLocation location);

  // The first location that may hold `sha256` and for which `confirm(location)` is true.
  template <class Confirm>
  std::optional<ObjectLocation> find(const Hash& sha256, Confirm confirm) const {
    const std::uint64_t key = key_of(sha256);
    for (std::size_t i = slot_of(key); slots_[i].place != kFree; i = (i + 1) & mask()) {
      if (slots_[i].key != key) continue;
      const ObjectLocation location = unpack(slots_[i].place);
      if (confirm(location)) return location;
    }
    return std::nullopt;
  }

  std::uint64_t size() const { return size_; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint64_t place = kFree;
  };
  static constexpr std::uint64_t kFree = ~std::uint64_t{0};

  static std::uint64_t key_of(const Hash& sha256);
  static ObjectLocation unpack(std::uint64_t place) {
    return {static_cast<std::uint32_t>(place >> 40), place & ((std::uint64_t{1} << 40) - 1)};
  }
  std::size_t mask() const { return slots_.size() - 1; }
  std::size_t slot_of(std::uint64_t key) const { return static_cast<std::size_t>(key) & mask(); }
  void place(const Slot& slot);
  void grow();

  std::vector<Slot> slots_;
  std::uint64_t size_ = 0;
};

}  // namespace facteur::archive
