// Why a .zip or .tar.gz is refused: one table of reasons, each with what the sender can do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/finding.h"

namespace facteur::gateway::flows {

enum class ArchiveFault : std::uint8_t {
  unreadable,
  damaged,
  empty,
  too_many_files,
  too_large,
  file_too_large,
  inflation,
  path_too_long,
  path_outside,
  path_signs,
  path_encoding,
  repeated_path,
  link,
  special_file,
  encrypted,
  method,
  nested,
  empty_file,
};

struct ArchiveRefusal {
  ArchiveFault fault;
  std::string path;  // of the entry; empty when it is the archive as a whole

  std::string_view code() const;  // "ARCHIVE_ENCRYPTED"
  formats::Text message() const;  // the entry is named
};

}  // namespace facteur::gateway::flows
