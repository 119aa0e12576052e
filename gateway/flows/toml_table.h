// Tables of a TOML file whose keys are known, read with faults that say file, line and remedy in
// both languages. Throws RequirementError.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <toml.hpp>
#include <vector>

#include "formats/civil_date.h"
#include "formats/finding.h"

namespace facteur::gateway::flows {

// The document; `file` is its name for messages.
toml::value parse_toml(std::string_view text, const std::string& file);

// "FILE:LINE: what".
[[noreturn]] void refuse(const toml::value& where, const formats::Text& what);

// A view of a table of the document, which outlives it. Getters of what is not there, or not of its
// kind, throw; those with `otherwise`, and of lists and dates, let it be missing.
class TomlTable {
 public:
  // A key that is none of `keys` would be without effect: it is refused.
  TomlTable(const toml::value& value, const std::vector<std::string_view>& keys);

  const toml::value& value() const { return value_; }
  bool has(const std::string& key) const { return value_.contains(key); }
  const toml::value& at(const std::string& key) const;

  std::string text(const std::string& key) const;  // trimmed, not empty, at most 1000 bytes
  std::string text(const std::string& key, std::string_view otherwise) const;
  formats::Text sentence(const std::string& key) const;          // { fr = "...", en = "..." }
  std::vector<std::string> texts(const std::string& key) const;  // sorted
  std::size_t number(const std::string& key, std::size_t otherwise) const;
  std::optional<formats::Date> date(const std::string& key) const;

 private:
  const toml::value& value_;
};

}  // namespace facteur::gateway::flows
