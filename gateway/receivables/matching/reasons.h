// The codes of the reasons, which are part of the contract of the command line and the API, and
// what they say to people.
#pragma once

#include <string_view>

#include "formats/finding.h"
#include "gateway/receivables/matching/decision.h"

namespace facteur::gateway::receivables::matching {

std::string_view to_string(Outcome outcome);
std::string_view to_string(Reason reason);
const formats::Text& text_of(Reason reason);

std::string_view to_string(PayerKnownBy how);

}  // namespace facteur::gateway::receivables::matching
