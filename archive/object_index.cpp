#include "archive/object_index.h"

#include <cstring>

namespace facteur::archive {

ObjectIndex::ObjectIndex() : slots_(1024) {}

std::uint64_t ObjectIndex::key_of(const Hash& sha256) {
  std::uint64_t key = 0;
  std::memcpy(&key, sha256.data(), sizeof key);
  return key;
}

void ObjectIndex::insert(const Hash& sha256, ObjectLocation location) {
  if ((size_ + 1) * 8 > slots_.size() * 7) grow();
  place({key_of(sha256), std::uint64_t{location.segment} << 40 | location.offset});
  ++size_;
}

void ObjectIndex::place(const Slot& slot) {
  std::size_t i = slot_of(slot.key);
  while (slots_[i].place != kFree) i = (i + 1) & mask();
  slots_[i] = slot;
}

void ObjectIndex::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.place != kFree) place(slot);
  }
}

}  // namespace facteur::archive
