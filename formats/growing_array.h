// An array of plain values that grows in place.
//
// realloc() moves the pages of a large block, not its bytes, and room that was never written is not
// resident: an array of many megabytes costs what it holds. A std::vector needs the old block and
// the new one at once, each time it grows.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <type_traits>
#include <utility>

namespace facteur::formats {

template <typename T>
class GrowingArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  GrowingArray() = default;
  ~GrowingArray() { std::free(data_); }
  GrowingArray(GrowingArray&& other) noexcept { swap(other); }
  GrowingArray& operator=(GrowingArray&& other) noexcept {
    swap(other);
    return *this;
  }
  GrowingArray(const GrowingArray&) = delete;
  GrowingArray& operator=(const GrowingArray&) = delete;

  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T* data() const { return data_; }

  void push_back(const T& value) {
    const T copy = value;  // it may stand in this array
    make_room(1);
    data_[size_++] = copy;
  }
  // The values may stand in this array.
  void append(const T* values, std::size_t count) {
    if (count == 0) return;
    const std::less<const T*> before;
    const bool own = !before(values, data_) && before(values, data_ + size_);
    const std::size_t at = own ? static_cast<std::size_t>(values - data_) : 0;
    make_room(count);
    std::memcpy(data_ + size_, own ? data_ + at : values, count * sizeof(T));
    size_ += count;
  }
  void reserve(std::size_t count) {
    if (count > size_) make_room(count - size_);
  }

 private:
  void swap(GrowingArray& other) {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  // Doubles while that is cheap, then adds a quarter: address space may be limited too.
  void make_room(std::size_t count) {
    if (capacity_ - size_ >= count) return;
    constexpr std::size_t first = 64, large = (std::size_t{4} << 20) / sizeof(T);
    std::size_t wanted = capacity_ + (capacity_ < large ? capacity_ : capacity_ / 4);
    if (wanted < first) wanted = first;
    if (wanted < size_ + count) wanted = size_ + count;
    void* moved = std::realloc(static_cast<void*>(data_), wanted * sizeof(T));
    if (moved == nullptr) throw std::bad_alloc();
    data_ = static_cast<T*>(moved);
    capacity_ = wanted;
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace facteur::formats
