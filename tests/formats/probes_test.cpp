// Each probe was put to the official rules once, and what they said is written beside it.
#include "tests/formats/probes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>

using namespace facteur;

namespace {

std::set<std::string> difference(const std::set<std::string>& before,
                                 const std::set<std::string>& after) {
  std::set<std::string> words;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::inserter(words, words.end()));
  for (const std::string& rule : before) {
    if (!after.contains(rule)) words.insert(std::string(rule).insert(rule.find(':') + 1, "-"));
  }
  return words;
}

std::string shown(const test::Probe& probe) {
  std::string text;
  for (const test::Change& change : probe.changes) {
    text += "after " + change.place + "\n- " + change.what + "\n+ " + change.with + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("each probe changes the verdict as it does officially") {
  for (const test::ProbeFile& file : test::probe_files()) {
    const auto before = test::broken_rules(file.base, file.sets);
    for (const test::Probe& probe : file.probes) {
      INFO(file.name << ": " << shown(probe));
      const auto after = test::broken_rules(test::changed(file.base, probe.changes), file.sets);
      CHECK(difference(before, after) == probe.verdict);
    }
  }
}
