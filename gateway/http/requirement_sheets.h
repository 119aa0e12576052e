// Trading-partner requirements as people look them up, and as JSON for the command line and the
// API. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "formats/requirements.h"

namespace facteur::gateway::http {

// Where the sets of the official rules name their publisher.
std::string publisher(bool french);

// What a requirement asks for, apart from the user's own words: "BT-13 Purchase order reference: at
// least 1".
std::string what_is_asked(const formats::Requirement& requirement, bool french);

// Whose invoices a set is about: "buyer SIREN 200000008; types 380, 381".
std::string whom_it_is_about(const formats::RequirementSet& set, bool french);

// The shapes of rule_sheets.h: a set, further with "about" and "sha256" (of its file), and
// "valid_until" where it ends; a requirement, further with "asked".
nlohmann::ordered_json to_json(const formats::RequirementSet& set, bool french);
nlohmann::ordered_json to_json(const formats::Requirement& requirement, bool french);
nlohmann::ordered_json set_with_rules(const formats::RequirementSet& set, bool french);

}  // namespace facteur::gateway::http
