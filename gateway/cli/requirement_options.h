// The trading-partner requirements that a command is given: by --config FILE, whose folder of
// requirements it names, and by --requirements FILE|FOLDER.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gateway/flows/requirement_files.h"

namespace facteur::gateway::cli {

struct GivenRequirements {
  flows::RequirementSets configured;  // of the configuration
  flows::RequirementSets asked;       // named on the command line

  flows::RequirementSets all() const;
};

// Throws UsageError when one of them cannot be used.
GivenRequirements load_requirements(const std::optional<std::string>& config,
                                    const std::vector<std::filesystem::path>& places);

}  // namespace facteur::gateway::cli
