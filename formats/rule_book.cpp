#include "formats/rule_book.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "formats/shape_rules.h"

namespace facteur::formats {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool same_id(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::vector<RuleEntry> entries_of(const RuleSet& set) {
  std::vector<RuleEntry> entries;
  std::unordered_map<std::string_view, std::size_t> places;
  const auto add = [&](const std::vector<const Rule*>& rules) {
    for (const Rule* rule : rules) {
      const auto [place, is_new] = places.try_emplace(rule->id, entries.size());
      if (is_new) entries.push_back({&set, rule, Syntaxes::none});
      RuleEntry& entry = entries[place->second];
      entry.syntaxes = entry.syntaxes | (rule->syntaxes & set.syntaxes);
    }
  };
  add(set.rules());
  add(shape_rules_by_syntax(set.name));
  return entries;
}

std::vector<RuleEntry> find_rule(std::string_view id) {
  std::vector<RuleEntry> found;
  for (const RuleSet& set : rule_sets()) {
    for (const RuleEntry& entry : entries_of(set)) {
      if (same_id(entry.rule->id, id)) found.push_back(entry);
    }
  }
  return found;
}

std::string_view name(Severity severity) {
  constexpr std::array<std::string_view, 3> names{"fatal", "warning", "information"};
  return names[static_cast<std::size_t>(severity)];
}

}  // namespace facteur::formats
