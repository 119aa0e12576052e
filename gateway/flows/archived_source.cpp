#include "gateway/flows/archived_source.h"

#include "gateway/flows/evidence.h"

namespace facteur::gateway::flows {

ArchivedSource::ArchivedSource(const archive::Archive& archive, const std::string& sha256) {
  const auto hash = archive::from_hex(sha256);
  if (!hash) throw std::invalid_argument("not a SHA-256: " + sha256);
  auto object = archive.open_object(*hash);
  if (!object) throw ArchiveUnavailable(object.error());
  object_ = std::move(*object);
}

std::string_view ArchivedSource::next() {
  const auto piece = object_->next();
  if (!piece) throw ArchiveUnavailable(piece.error());
  return *piece;
}

std::optional<std::size_t> ArchivedSource::size() const {
  return static_cast<std::size_t>(object_->size());
}

void ArchivedSource::drain() {
  while (!next().empty()) {
  }
}

}  // namespace facteur::gateway::flows
