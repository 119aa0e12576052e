#include "formats/name_cache.h"

namespace facteur::formats {

using schemas::nothing;

const NameCache::Entry& NameCache::find(const char* local, const char* prefix, const char* uri) {
  const Key key{local, uri};
  Recent& recent = recent_[Hash{}(key) % recent_.size()];
  if (recent.entry != nullptr && recent.key == key) return *recent.entry;
  auto found = entries_.find(key);
  if (found == entries_.end()) found = entries_.emplace(key, look_up(key, prefix)).first;
  recent = {key, &found->second};
  return found->second;
}

NameCache::Entry NameCache::look_up(const Key& key, const char* prefix) const {
  Entry entry;
  entry.name_space = grammar_.find_namespace(key.uri == nullptr ? "" : key.uri);
  if (entry.name_space != nothing) entry.name = grammar_.find_name(entry.name_space, key.local);
  if (entry.name != nothing) {
    entry.shown = grammar_.names[entry.name].qualified;
  } else {
    entry.shown = prefix != nullptr ? std::string(prefix) + ":" + key.local : key.local;
    if (key.uri != nullptr && looks_known(key.local, entry.shown)) {
      entry.shown = std::string("{") + key.uri + "}" + key.local;
    }
  }
  return entry;
}

// "cbc:ID" of another namespace than the grammar's would be told from it by nothing.
bool NameCache::looks_known(std::string_view local, std::string_view shown) const {
  for (std::size_t space = 0; space < grammar_.namespaces.size(); ++space) {
    const auto name = grammar_.find_name(static_cast<std::uint16_t>(space), local);
    if (name != nothing && grammar_.names[name].qualified == shown) return true;
  }
  return false;
}

}  // namespace facteur::formats
