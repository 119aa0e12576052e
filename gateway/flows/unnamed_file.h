// A file without a name: nobody else finds it, and it is gone when it is closed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace facteur::gateway::flows {

// Readable and writable, for its owner alone. Throws std::system_error.
int open_unnamed_file(const std::filesystem::path& folder);

// Writes all of it at `offset`. Throws std::system_error.
void write_at(int file, std::uint64_t offset, std::string_view bytes);

}  // namespace facteur::gateway::flows
