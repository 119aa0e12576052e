// A verdict as text: one JSON object on a line for programs, a few lines for people.
#pragma once

#include <string>
#include <string_view>

#include "formats/verdict.h"
#include "gateway/cli/language.h"

namespace facteur::gateway::cli {

// The object of the command line contract, without a line end. `file` is the name as it was given;
// bytes that are not UTF-8 are replaced. The messages are in `language`.
std::string verdict_json(std::string_view file, const formats::Verdict& verdict, Language language);

// One finding as such an object has it, without a line end.
std::string finding_line(const formats::Finding& finding, Language language);

// Ends with a line end.
std::string verdict_for_people(std::string_view file, const formats::Verdict& verdict,
                               Language language);

}  // namespace facteur::gateway::cli
