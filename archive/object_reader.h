// One object, piece by piece: for objects that should not be in memory as a whole.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "archive/file_system.h"
#include "archive/hash.h"
#include "archive/result.h"

namespace facteur::archive {

// For one thread at a time; the archive that it came from must outlive it.
class ObjectReader {
 public:
  ObjectReader(std::shared_ptr<const File> segment, std::uint64_t offset, std::uint64_t length,
               const Hash& sha256, std::string place)
      : segment_(std::move(segment)),
        offset_(offset),
        left_(length),
        size_(length),
        sha256_(sha256),
        place_(std::move(place)) {}

  std::uint64_t size() const { return size_; }
  // The next piece, valid until the next call. Empty at the end, once the hash of all pieces has
  // been found right: before that, none of them is proved to be what was deposited. `corrupt` when
  // it is not.
  Result<std::string_view> next();

 private:
  Error corrupt() const;

  std::shared_ptr<const File> segment_;
  std::uint64_t offset_, left_, size_;
  Hash sha256_;
  std::string place_;
  Sha256 hasher_;
  std::string piece_;
  bool proved_ = false;
};

}  // namespace facteur::archive
