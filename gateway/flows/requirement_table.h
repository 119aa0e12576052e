// The notation of requirement files, key by key. Used by requirement_files.cpp.
#pragma once

#include <string>
#include <string_view>

#include "formats/requirements.h"

namespace facteur::gateway::flows {

// Throws RequirementError with the file, the line, what is wrong there and what to write.
formats::RequirementSet read_requirement_set(std::string_view toml, const std::string& file);

}  // namespace facteur::gateway::flows
