// `facteur remind bounces FILE...`: mail that came back, as .eml files.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "bounces", files first. With --json one object a file: {"file",
// "outcome", "recipient", "status", "reason"}. 0 done, 1 a file is no mail. Throws UsageError.
int remind_bounces(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
