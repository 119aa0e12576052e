#include "gateway/cli/requirement_options.h"

#include "gateway/cli/arguments.h"
#include "gateway/cli/config.h"

namespace facteur::gateway::cli {

flows::RequirementSets GivenRequirements::all() const {
  flows::RequirementSets sets = configured;
  sets.insert(sets.end(), asked.begin(), asked.end());
  return sets;
}

GivenRequirements load_requirements(const std::optional<std::string>& config,
                                    const std::vector<std::filesystem::path>& places) try {
  std::vector<std::filesystem::path> everywhere;
  if (config) {
    const std::filesystem::path folder = read_config(*config).requirements;
    if (!folder.empty()) everywhere.push_back(folder);
  }
  GivenRequirements given;
  given.configured = flows::read_requirements(everywhere);
  if (places.empty()) return given;
  // Once more, with the others: what they have in common is found over all of them.
  everywhere.insert(everywhere.end(), places.begin(), places.end());
  const flows::RequirementSets all = flows::read_requirements(everywhere);
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(given.configured.size());
  given.asked.assign(first, all.end());
  return given;
} catch (const flows::RequirementError& error) {
  throw UsageError(error.text);
} catch (const ConfigError& error) {
  throw UsageError({error.what(), error.what()});
}

}  // namespace facteur::gateway::cli
