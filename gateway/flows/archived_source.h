// An archived object as a source of bytes.
#pragma once

#include <memory>
#include <string>

#include "archive/archive.h"
#include "formats/byte_source.h"

namespace facteur::gateway::flows {

// For one thread at a time. Throws ArchiveUnavailable when the archive cannot give the object, and
// when what it gives is not what was deposited: that is known only at the end, so whoever reads
// must come to next()'s empty piece, or call drain(), before anything follows from the bytes.
class ArchivedSource final : public formats::ByteSource {
 public:
  // `sha256`: 64 lower-case hex digits. The archive must outlive the source.
  ArchivedSource(const archive::Archive& archive, const std::string& sha256);

  std::string_view next() override;
  std::optional<std::size_t> size() const override;
  // Reads what is left.
  void drain();

 private:
  std::unique_ptr<archive::ObjectReader> object_;
};

}  // namespace facteur::gateway::flows
