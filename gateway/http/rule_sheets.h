// Rule sets and rules as JSON, for the command line and the API. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "formats/rule_book.h"

namespace facteur::gateway::http {

// {"name", "title", "version", "valid_from", "source", "syntaxes": ["ubl", "cii"], "called_for":
// when, "base"?, "left_out"? {"ubl": [rule], "cii": [rule]} of the rules of the base, "rules": how
// many}
nlohmann::ordered_json to_json(const formats::RuleSet& set, bool french);
// {"id", "severity", "terms": [{"id", "name"}], "syntaxes", "text", "notes"? [{"kind":
// "difference|defect", "text"}]}: what rule_quirks.h knows of it.
nlohmann::ordered_json to_json(const formats::RuleEntry& entry, bool french);
// A set, "rules" being all of them.
nlohmann::ordered_json set_with_rules(const formats::RuleSet& set, bool french);

// {"ubl", "cii", "cdar"}, less what is not meant.
std::vector<std::string> names_of(formats::Syntaxes syntaxes);

// "Montant net de la ligne"; empty for what is no business term.
std::string_view name_of(Term term, bool french);

}  // namespace facteur::gateway::http
