// Rule sets as people look them up: which rules a set has, and who else has a rule. Pure;
// everything that is pointed at is constant.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "formats/rules.h"

namespace facteur::formats {

struct RuleEntry {
  const RuleSet* set;
  const Rule* rule;
  Syntaxes syntaxes;  // that ask it
};

// The rules of a set, each id once: some are asked both of terms and of elements, or in each
// syntax. Those of its base (RuleSet::base) are not among them.
std::vector<RuleEntry> entries_of(const RuleSet& set);

// The rules of its base that the set does not ask in that syntax: ids in byte order, static
// storage. Nothing for a set without a base.
std::span<const std::string_view> left_out(const RuleSet& set, Syntax syntax);

// The sets that ask the rule as a part of their base, in some syntax.
std::vector<const RuleSet*> also_asked_by(const RuleEntry& entry);

// The entries of that id, set by set; letters in upper or lower case. Where there is none, those of
// its parts: French rules are published one by one for each term, BR-FR-27_BT-160.
std::vector<RuleEntry> find_rule(std::string_view id);

// Ids are told apart by more than upper and lower case.
bool same_id(std::string_view a, std::string_view b);

// "fatal", "warning" or "information".
std::string_view name(Severity severity);

}  // namespace facteur::formats
