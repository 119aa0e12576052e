// What the user of `facteur validate` asks for.
#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/verdict.h"
#include "gateway/cli/language.h"

namespace facteur::gateway::cli {

struct ValidateOptions {
  bool json = false;
  bool help = false;
  Language language = language_of_environment();
  unsigned jobs = 1;
  formats::RuleSelection rules;
  std::vector<std::string> files;  // as given, then those of the lists
};

// Nothing when the arguments make no sense; `err` then says why. A rule set of the contract that
// this version does not carry is named on `err` and left out.
std::optional<ValidateOptions> parse_validate_options(std::span<const std::string> arguments,
                                                      std::ostream& err);

std::string_view validate_help(Language language);

}  // namespace facteur::gateway::cli
