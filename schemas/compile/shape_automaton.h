// The paths of rules about shapes as one deterministic automaton over element names.
#pragma once

#include "schemas/compile/shape_program.h"

namespace facteur::schemas::compile {

struct ShapeStateRow {
  std::vector<ShapeEdge> edges;         // sorted by name
  std::vector<std::uint16_t> openings;  // of the program, in the order in which they happen
  std::vector<std::uint16_t> counts;    // of the program; those of attributes first
};

struct ShapeAutomaton {
  std::vector<ShapeStateRow> states;
  std::vector<std::uint16_t> otherwise;  // by name, then by ending
  std::vector<std::string> endings;      // longest first
  std::uint16_t start = 0;
};

// `names`: the qualified names of the grammar in their order. Throws Error for a name that it
// lacks.
ShapeAutomaton build_shape_automaton(const ShapeProgram& program,
                                     const std::vector<std::string>& names);

}  // namespace facteur::schemas::compile
