// Conditions of the tree of terms, run backwards: what an element must say elsewhere in its
// neighbourhood so that a reader finds the term that a writer meant.
#pragma once

#include <string_view>
#include <vector>

#include "schemas/grammar.h"

namespace facteur::formats {

// The text at a slot must pass the test (or, `holds` false, must not).
struct Requirement {
  std::uint16_t slot;
  schemas::Condition::Test test;
  std::string_view value;
  bool holds;
};
using Requirements = std::vector<Requirement>;

// Does a text pass a condition's test? `value` is the literal, or the text of the term meant.
bool passes(schemas::Condition::Test test, std::string_view value, std::string_view text);

// Can one element satisfy both?
bool compatible(const Requirements& some, const Requirements& others);

// Where the slots of a grammar are: for each anchor, the way down to the elements that decide.
class Probes {
 public:
  explicit Probes(const schemas::Grammar& grammar);

  // The bindings from below `anchor` to the element of the slot; null when it is not below it.
  const std::vector<std::uint16_t>* path(std::uint16_t anchor, std::uint16_t slot) const;

 private:
  struct Probe {
    std::uint16_t anchor, slot;
    std::vector<std::uint16_t> path;
  };
  void descend(std::uint16_t anchor, std::uint16_t binding, std::vector<std::uint16_t>& path);

  const schemas::Grammar& grammar_;
  std::vector<Probe> probes_;
};

}  // namespace facteur::formats
