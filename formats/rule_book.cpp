#include "formats/rule_book.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "formats/invoice_builder.h"
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

std::span<const std::string_view> left_out(const RuleSet& set, Syntax syntax) {
  if (set.base == nullptr) return {};
  return set.without(InvoiceBuilder(syntax).finish(nullptr));
}

std::vector<const RuleSet*> also_asked_by(const RuleEntry& entry) {
  std::vector<const RuleSet*> found;
  for (const RuleSet& set : rule_sets()) {
    if (set.base == nullptr || set.base->name != entry.set->name) continue;
    const auto asks = [&](Syntaxes wanted, Syntax syntax) {
      const auto without = left_out(set, syntax);
      return (entry.syntaxes & wanted) != Syntaxes::none &&
             !std::ranges::binary_search(without, entry.rule->id);
    };
    if (asks(Syntaxes::ubl, Syntax::ubl_invoice) || asks(Syntaxes::cii, Syntax::cii)) {
      found.push_back(&set);
    }
  }
  return found;
}

std::vector<RuleEntry> find_rule(std::string_view id) {
  std::vector<RuleEntry> found, parts;
  for (const RuleSet& set : rule_sets()) {
    for (const RuleEntry& entry : entries_of(set)) {
      const std::string_view own = entry.rule->id;
      if (same_id(own, id)) found.push_back(entry);
      if (own.size() > id.size() && own[id.size()] == '_' && same_id(own.substr(0, id.size()), id))
        parts.push_back(entry);
    }
  }
  return found.empty() ? parts : found;
}

std::string_view name(Severity severity) {
  constexpr std::array<std::string_view, 3> names{"fatal", "warning", "information"};
  return names[static_cast<std::size_t>(severity)];
}

}  // namespace facteur::formats
