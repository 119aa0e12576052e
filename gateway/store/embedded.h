// A file compiled into the binary (see facteur_embed in gateway/CMakeLists.txt).
#pragma once

#include <string_view>

namespace facteur::gateway {

struct EmbeddedFile {
  std::string_view name;  // without folder and extension
  std::string_view content;
};

}  // namespace facteur::gateway
