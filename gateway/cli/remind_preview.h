// `facteur remind preview`: what a template says of a made-up case, before anybody gets it.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace facteur::gateway::cli {

// `arguments`: those after "preview". 0 done, 1 the template cannot be composed. Throws UsageError,
// and std::runtime_error for templates that are wrong.
int remind_preview(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace facteur::gateway::cli
