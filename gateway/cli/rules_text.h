// Rule sets, rules and trading-partner requirements as tables and paragraphs for people.
#pragma once

#include <iosfwd>

#include "formats/rule_book.h"
#include "gateway/flows/requirement_files.h"

namespace facteur::gateway::cli {

void print_sets(std::ostream& out, const flows::RequirementSets& requirements, bool french);

void print_rules(std::ostream& out, const formats::RuleSet& set, bool french);
void print_rules(std::ostream& out, const formats::RequirementSet& set, bool french);

// What a rule of one set asks for, what breaking it means, and where to look.
void explain(std::ostream& out, const formats::RuleEntry& entry, bool french);
void explain(std::ostream& out, const formats::RequirementSet& set,
             const formats::Requirement& requirement, bool french);

}  // namespace facteur::gateway::cli
