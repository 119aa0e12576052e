// A look at the directory of a .zip before anything reads it.
//
// A reader takes the whole directory into memory, as many entries as the file has room for, before
// it gives the first. So the directory is measured first, at the place where libarchive looks for
// it (APPNOTE 6.3.10, 4.3.16: the end record is the last thing of the file, but for a comment).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace facteur::gateway::flows {

struct ZipDirectory {
  std::size_t bytes = 0;
  std::size_t entries = 0;
};

// Nothing when there is none, when it is not where the end record says, or when the file is one of
// several volumes or in the format for more than 4 GB: no deposit needs either.
std::optional<ZipDirectory> zip_directory(std::string_view zip);

}  // namespace facteur::gateway::flows
