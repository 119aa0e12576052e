// The shared documents that lie beside a clone, or where FACTEUR_SHARED says.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace facteur::test {

// Nothing where there are none: tests that need them say so and pass.
inline std::optional<std::filesystem::path> shared_folder() {
  const char* named = std::getenv("FACTEUR_SHARED");
  const std::filesystem::path folder =
      named != nullptr ? std::filesystem::path(named)
                       : std::filesystem::path(FACTEUR_SOURCE_DIR).parent_path() / "shared";
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

}  // namespace facteur::test
