// The names of an archive's entries, which nobody has vouched for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/flows/archive_refusal.h"

namespace facteur::gateway::flows {

// '/' between names and no "." left; a backslash, which some programs write, divides too. A path
// that is not UTF-8, holds control characters, leads out of the archive, or is longer or deeper
// than allowed is refused.
std::variant<std::string, ArchiveFault> plain_path(std::string_view path, std::size_t most_bytes,
                                                   std::size_t most_folders);

// What file managers add by themselves.
bool is_by_product(std::string_view plain_path);

}  // namespace facteur::gateway::flows
