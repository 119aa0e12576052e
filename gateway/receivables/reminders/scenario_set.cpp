#include "gateway/receivables/reminders/scenario_set.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "gateway/receivables/embedded_scenarios.h"

namespace facteur::gateway::receivables {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = 1u << 20;

std::string content_of(const fs::path& file) {
  if (fs::file_size(file) > largest_file)
    throw ScenarioError(file.string() + ": larger than a scenario can be (1 MB)");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw ScenarioError(file.string() + ": cannot be read");
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

ScenarioSet::ScenarioSet(Scenario only) : standard_(only.name) {
  put(std::move(only));
}

ScenarioSet ScenarioSet::built_in() {
  ScenarioSet set;
  for (const auto& [name, content] : embedded_scenarios)
    set.put(parse_scenario(content, std::string(name) + ".toml"));
  set.check_segments();
  return set;
}

ScenarioSet ScenarioSet::from_folder(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  if (error) throw ScenarioError(folder.string() + ": " + error.message());
  std::sort(files.begin(), files.end());
  ScenarioSet set = built_in();
  for (const fs::path& file : files) set.put(parse_scenario(content_of(file), file.string()));
  set.check_segments();
  return set;
}

void ScenarioSet::put(Scenario scenario) {
  for (Scenario& present : scenarios_)
    if (present.name == scenario.name) {
      present = std::move(scenario);
      return;
    }
  scenarios_.push_back(std::move(scenario));
}

void ScenarioSet::check_segments() const {
  std::set<std::string> seen;
  for (const Scenario& scenario : scenarios_)
    for (const std::string& segment : scenario.segments)
      if (!seen.insert(segment).second)
        throw ScenarioError(scenario.name + ": another scenario is for the segment " + segment);
}

const Scenario* ScenarioSet::find(const std::string& name) const {
  for (const Scenario& scenario : scenarios_)
    if (scenario.name == name) return &scenario;
  return nullptr;
}

const Scenario& ScenarioSet::choose(const std::string& chosen, const std::string& segment) const {
  if (const Scenario* found = find(chosen)) return *found;
  for (const Scenario& scenario : scenarios_) {
    const auto& segments = scenario.segments;
    if (!segment.empty() && std::find(segments.begin(), segments.end(), segment) != segments.end())
      return scenario;
  }
  if (const Scenario* standard = find(standard_)) return *standard;
  return scenarios_.front();
}

}  // namespace facteur::gateway::receivables
