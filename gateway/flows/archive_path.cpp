#include "gateway/flows/archive_path.h"

#include <algorithm>

#include "formats/utf8.h"

namespace facteur::gateway::flows {
namespace {

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_absolute(std::string_view path) {
  const bool drive = path.size() > 1 && path[1] == ':';
  return path.starts_with('/') || drive;
}

}  // namespace

std::variant<std::string, ArchiveFault> plain_path(std::string_view path, std::size_t most_bytes,
                                                   std::size_t most_folders) {
  if (path.size() > most_bytes) return ArchiveFault::path_too_long;
  if (!formats::is_utf8(path)) return ArchiveFault::path_encoding;
  if (path.empty() || std::any_of(path.begin(), path.end(), is_control)) {
    return ArchiveFault::path_signs;
  }
  std::string divided(path);
  std::replace(divided.begin(), divided.end(), '\\', '/');
  if (is_absolute(divided)) return ArchiveFault::path_outside;
  std::string plain;
  std::size_t folders = 0;
  for (std::string_view rest = divided; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    if (name == "..") return ArchiveFault::path_outside;
    if (name.empty() || name == ".") continue;
    if (!plain.empty()) {
      plain += '/';
      ++folders;
    }
    plain += name;
  }
  if (folders > most_folders) return ArchiveFault::path_too_long;
  return plain;
}

bool is_by_product(std::string_view plain_path) {
  const std::string_view name = plain_path.substr(plain_path.rfind('/') + 1);
  return plain_path.starts_with("__MACOSX/") || name == ".DS_Store" || name == "Thumbs.db";
}

}  // namespace facteur::gateway::flows
