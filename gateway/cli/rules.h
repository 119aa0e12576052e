// facteur rules: the rule sets, their rules, and what a rule asks for.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// 0: shown; 2: no such set or rule, or bad usage.
int rules_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
