// The probes of tests/data/rules/probes: small changes, and what each does to the verdict. The
// README there has their notation.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace facteur::test {

struct Change {
  std::string place, what, with;  // from the first `place` on, the first `what` becomes `with`
};

struct Probe {
  std::vector<Change> changes;    // one after the other
  std::set<std::string> verdict;  // "en16931:BR-01" is found; "en16931:-BR-01" no longer
};

struct ProbeFile {
  std::string name;  // "ubl.probes"
  std::string base;  // the document that the probes change
  std::vector<std::string> sets;
  std::vector<Probe> probes;
};

// All of them, in the order of their names.
std::vector<ProbeFile> probe_files();

// The base with the changes; fails the test where one does not apply.
std::string changed(const std::string& base, const std::vector<Change>& changes);

// "en16931:BR-01" for each rule of the sets that the document breaks, warnings included.
std::set<std::string> broken_rules(const std::string& document,
                                   const std::vector<std::string>& sets);

}  // namespace facteur::test
