// A file as a source of bytes, read piece by piece.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "formats/byte_source.h"

namespace facteur::gateway::flows {

class FileSource final : public formats::ByteSource {
 public:
  // Throws std::system_error, with a message that does not name the file, when it cannot be opened.
  explicit FileSource(const std::string& path);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  // Throws std::system_error.
  std::string_view next() override;
  // Nothing for pipes and such.
  std::optional<std::size_t> size() const override { return size_; }

 private:
  int file_ = -1;
  std::optional<std::size_t> size_;
  std::string piece_;
};

}  // namespace facteur::gateway::flows
