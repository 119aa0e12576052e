// All scenarios of an installation, and which of them is a customer's.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gateway/receivables/scenario.h"

namespace facteur::gateway::receivables {

class ScenarioSet {
 public:
  // One scenario for everybody; it counts as the standard one.
  ScenarioSet(Scenario only);  // NOLINT(google-explicit-constructor): a plan takes either

  // Those that are compiled in.
  static ScenarioSet built_in();
  // Those of the folder's .toml files, in the order of their names, over those that are compiled
  // in: one with the same name replaces it. Throws ScenarioError.
  static ScenarioSet from_folder(const std::filesystem::path& folder);

  // The one chosen for the customer by name, else the one for its segment, else "standard". A name
  // that no scenario has any more counts as none.
  const Scenario& choose(const std::string& chosen, const std::string& segment) const;

  const Scenario* find(const std::string& name) const;
  const std::vector<Scenario>& all() const { return scenarios_; }

 private:
  ScenarioSet() = default;
  void put(Scenario scenario);
  void check_segments() const;

  std::vector<Scenario> scenarios_;
  std::string standard_ = "standard";
};

}  // namespace facteur::gateway::receivables
