// Element names of one parse, looked up in a grammar once each.
#pragma once

#include <array>
#include <string>
#include <unordered_map>

#include "schemas/grammar.h"

namespace facteur::formats {

// Keyed by pointers: libxml2 gives equal strings of one parse the same address.
class NameCache {
 public:
  struct Entry {
    std::uint16_t name = schemas::nothing;
    std::uint16_t name_space = schemas::nothing;
    // "cac:Party": with the grammar's prefix when it knows the name; with the namespace instead,
    // "{urn:x}Party", where the prefix would mislead.
    std::string shown;
  };

  explicit NameCache(const schemas::Grammar& grammar) : grammar_(grammar) {}

  // `prefix` and `uri` may be null. The entry lives as long as the cache.
  const Entry& find(const char* local, const char* prefix, const char* uri);

  // The grammar's own name of static storage when it knows it, else the entry's.
  std::string_view shown(const Entry& entry) const {
    return entry.name == schemas::nothing ? std::string_view(entry.shown)
                                          : grammar_.names[entry.name].qualified;
  }

 private:
  struct Key {
    const char* local;
    const char* uri;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return reinterpret_cast<std::size_t>(key.local) / 4 * 31 +
             reinterpret_cast<std::size_t>(key.uri) / 8;
    }
  };
  struct Recent {
    Key key{nullptr, nullptr};
    const Entry* entry = nullptr;
  };

  Entry look_up(const Key& key, const char* prefix) const;
  bool looks_known(std::string_view local, std::string_view shown) const;

  const schemas::Grammar& grammar_;
  std::array<Recent, 256> recent_{};
  std::unordered_map<Key, Entry, Hash> entries_;
};

}  // namespace facteur::formats
