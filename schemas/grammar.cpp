#include "schemas/grammar.h"

#include <algorithm>
#include <utility>

namespace facteur::schemas {

std::uint16_t Grammar::find_namespace(std::string_view uri) const {
  const auto found = std::find(namespaces.begin(), namespaces.end(), uri);
  return found == namespaces.end() ? nothing
                                   : static_cast<std::uint16_t>(found - namespaces.begin());
}

std::uint16_t Grammar::find_name(std::uint16_t name_space, std::string_view local) const {
  const auto wanted = std::make_pair(name_space, local);
  const auto key = [](const Name& name) { return std::make_pair(name.name_space, name.local()); };
  const auto found =
      std::lower_bound(names.begin(), names.end(), wanted,
                       [&](const Name& name, const auto& value) { return key(name) < value; });
  return found == names.end() || key(*found) != wanted
             ? nothing
             : static_cast<std::uint16_t>(found - names.begin());
}

}  // namespace facteur::schemas
