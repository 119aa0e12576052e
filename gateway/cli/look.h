// The logo and the colour that a company chose for its documents, as options and configuration say
// them.
#pragma once

#include <filesystem>
#include <string>

#include "formats/readable/look.h"

namespace facteur::gateway::cli {

// Either may be empty: then there is no logo, and our own colour. Throws UsageError for a file that
// cannot be read or is no picture that can be used, and for a colour too light to be read on white.
formats::readable::Look load_look(const std::filesystem::path& logo, const std::string& colour);

}  // namespace facteur::gateway::cli
