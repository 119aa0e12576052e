// A content model with choices or repeated groups as a finite automaton (Glushkov's construction).
//
// XML Schema demands that a content model be unambiguous, so the automaton is deterministic: from a
// state, at most one successor matches a child.
#pragma once

#include "schemas/compile/notation.h"

namespace facteur::schemas::compile {

struct Automaton {
  struct State {
    std::vector<std::size_t> successors;  // positions: indexes into `rows`
    bool accepting = false;
  };
  std::vector<const ContentRow*> rows;  // the elements and wildcards, in the order of the notation
  std::vector<State> states;            // before any child, then after each position
};

// `rows` are the top of a type: one sequence. Occurrences other than 0, 1 and unbounded throw
// Error.
Automaton build_automaton(const std::vector<ContentRow>& rows);

}  // namespace facteur::schemas::compile
